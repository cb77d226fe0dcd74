package io.metalab.core.provenance;

import io.metalab.api.MetalabException;
import io.metalab.core.identity.ContentHasher;
import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 of the files and directories of a class path. A file that was hashed before is not read
 * again in this process, unless it may have changed without its times telling.
 */
final class FileHashes {
  private static final ContentHasher HASHER = ContentHasher.inMemory(InstantSource.system());

  private FileHashes() {}

  /** Returns the digest of a file's bytes, or of the relative names and digests of all below. */
  static String of(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return ofFile(path);
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(path)) {
      files = below.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    StringBuilder list = new StringBuilder();
    for (Path file : files) {
      String name = path.relativize(file).toString().replace('\\', '/');
      list.append(ofFile(file)).append(' ').append(name).append('\n');
    }
    return CanonicalJson.sha256(list.toString());
  }

  private static String ofFile(Path file) throws IOException {
    try {
      return HASHER.sha256(file);
    } catch (MetalabException e) {
      throw new IOException(e); // It changed while it was hashed.
    }
  }
}
