package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * A file as a value; its content is the identity.
 *
 * @param path where the file is, absolute or relative to the study
 * @param sha256 digest of the bytes, or empty while unresolved
 */
public record FileValue(String path, String sha256) implements FileRef {
  public FileValue {
    Digests.checkPath(path, "file");
    Digests.checkOrEmpty(sha256);
  }

  /** Returns an unresolved reference to the file at the path. */
  public static FileValue of(String path) {
    return new FileValue(path, "");
  }

  @Override
  public FileValue withSha256(String digest) {
    return new FileValue(path, requireNonNull(digest, "digest"));
  }
}
