package io.metalab.api;

/**
 * A value that stands for content rather than for itself.
 *
 * <p>It enters an identity as {@code {"$sha256": "<digest>"}}; the path is where to find the
 * content, never part of an id. A reference without a digest is <em>unresolved</em>; planning
 * resolves it before anything is hashed.
 */
public sealed interface FileRef permits FileValue, DirValue, ArtifactValue {

  /**
   * Returns the SHA-256 of the content, 64 lower-case hex digits, or the empty string while
   * unresolved.
   */
  String sha256();

  /** Returns this reference with the digest of its content. */
  FileRef withSha256(String sha256);

  /** Returns whether the digest is known. */
  default boolean isResolved() {
    return !sha256().isEmpty();
  }
}
