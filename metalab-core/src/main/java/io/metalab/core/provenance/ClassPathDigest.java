package io.metalab.core.provenance;

import io.metalab.core.json.CanonicalJson;
import io.metalab.core.registry.UserClassPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The digest of everything on a class path, in order: the SHA-256 of each jar's bytes, and of
 * directories the names and digests of their files.
 */
final class ClassPathDigest {
  private ClassPathDigest() {}

  /** Returns the digest of the entries; one that is not there counts as absent. */
  static String of(List<Path> entries) {
    StringBuilder list = new StringBuilder();
    for (Path entry : entries) {
      list.append(digest(entry)).append('\n');
    }
    return CanonicalJson.sha256(list.toString());
  }

  private static String digest(Path entry) {
    try {
      if (!Files.exists(entry)) {
        return "absent";
      }
      return FileHashes.of(entry);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** Returns the entries of the program's class path and of the class loaders above a loader. */
  static List<Path> entries(ClassLoader loader) {
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath());
      }
    }
    entries.addAll(UserClassPath.of(loader).entries());
    return entries;
  }
}
