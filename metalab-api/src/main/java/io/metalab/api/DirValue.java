package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * A directory as a value; the relative names and contents of its regular files are the identity.
 *
 * @param path where the directory is, absolute or relative to the study
 * @param pattern a glob that relative file names must match, or empty for every file
 * @param sha256 Merkle digest of the matching files, or empty while unresolved
 */
public record DirValue(String path, String pattern, String sha256) implements FileRef {
  public DirValue {
    Digests.checkPath(path, "dir");
    requireNonNull(pattern, "pattern");
    Digests.checkOrEmpty(sha256);
  }

  /** Returns an unresolved reference to every file below the path. */
  public static DirValue of(String path) {
    return new DirValue(path, "", "");
  }

  /**
   * Returns an unresolved reference to the files below the path whose relative name matches the
   * glob.
   */
  public static DirValue matching(String path, String pattern) {
    return new DirValue(path, pattern, "");
  }

  @Override
  public DirValue withSha256(String digest) {
    return new DirValue(path, pattern, requireNonNull(digest, "digest"));
  }
}
