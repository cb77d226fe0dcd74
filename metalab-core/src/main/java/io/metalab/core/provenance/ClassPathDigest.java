package io.metalab.core.provenance;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The digest of everything on a class path, in order. */
final class ClassPathDigest {
  private ClassPathDigest() {}

  /** Returns the digest of the entries that are there. */
  static String of(List<Path> entries) {
    List<String> digests = entries.parallelStream().map(ClassPathDigest::digest).toList();
    Hasher hasher = Hashing.sha256().newHasher();
    digests.forEach(digest -> hasher.putString(digest + "\n", StandardCharsets.UTF_8));
    return hasher.hash().toString();
  }

  private static String digest(Path entry) {
    try {
      return Files.exists(entry) ? FileHashes.of(entry).toString() : "absent";
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
    for (ClassLoader at = loader; at != null; at = at.getParent()) {
      if (at instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          addFile(url, entries);
        }
      }
    }
    return entries;
  }

  private static void addFile(URL url, List<Path> entries) {
    if (url.getProtocol().equals("file")) {
      try {
        entries.add(Path.of(url.toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException("A class loader has the URL " + url, e);
      }
    }
  }
}
