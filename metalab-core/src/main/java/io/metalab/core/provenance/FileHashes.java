package io.metalab.core.provenance;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** SHA-256 of the files and directories of a class path; each file is hashed once a process. */
final class FileHashes {
  private static final Map<Key, HashCode> HASHED = new ConcurrentHashMap<>();

  private FileHashes() {}

  /** Returns the digest of a file's bytes, or of the relative names and digests of all below. */
  static HashCode of(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return ofFile(path);
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(path)) {
      files = below.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Hasher hasher = Hashing.sha256().newHasher();
    for (Path file : files) {
      String name = path.relativize(file).toString().replace('\\', '/');
      hasher.putString(ofFile(file) + " " + name + "\n", StandardCharsets.UTF_8);
    }
    return hasher.hash();
  }

  private static HashCode ofFile(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Key key = new Key(file, attributes.size(), attributes.lastModifiedTime());
    HashCode known = HASHED.get(key);
    if (known != null) {
      return known;
    }
    try (HashingInputStream in =
        new HashingInputStream(Hashing.sha256(), Files.newInputStream(file))) {
      ByteStreams.copy(in, OutputStream.nullOutputStream());
      HashCode hash = in.hash();
      HASHED.put(key, hash);
      return hash;
    }
  }

  private record Key(Path file, long sizeBytes, FileTime modified) {}
}
