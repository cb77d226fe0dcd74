package io.metalab.core.provenance;

import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** SHA-256 of the files and directories of a class path; each file is hashed once a process. */
final class FileHashes {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final Map<Key, String> HASHED = new ConcurrentHashMap<>();

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
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Key key = new Key(file, attributes.size(), attributes.lastModifiedTime());
    String known = HASHED.get(key);
    if (known != null) {
      return known;
    }
    MessageDigest digest = CanonicalJson.newSha256();
    byte[] block = new byte[(int) Math.min(BLOCK_BYTES, attributes.size() + 1)];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    HASHED.put(key, hash);
    return hash;
  }

  private record Key(Path file, long sizeBytes, FileTime modified) {}
}
