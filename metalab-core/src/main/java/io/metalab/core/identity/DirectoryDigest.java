package io.metalab.core.identity;

import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The digest of a directory: SHA-256 over {@code "metalab.dir/1"} and, for each regular file in the
 * order of the bytes of its relative name, the length of the name (4 bytes, big-endian), the name
 * and the 32 bytes of the file's own SHA-256.
 *
 * <p>Names are the bytes of the file system, with {@code /} between their parts, so that they do
 * not depend on the locale. Links are followed; empty directories do not count.
 */
public final class DirectoryDigest {
  private static final byte[] DOMAIN = "metalab.dir/1".getBytes(StandardCharsets.UTF_8);

  private DirectoryDigest() {}

  static String of(Path directory, String pattern, ContentHasher hasher) throws IOException {
    MessageDigest digest = begin();
    for (var file : files(directory, pattern).entrySet()) {
      add(digest, file.getKey(), hasher.sha256(file.getValue()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Returns the digest of a directory with these files.
   *
   * @param files the SHA-256 of each by its relative name, with {@code /} between its parts
   */
  public static String of(Map<String, String> files) {
    SortedMap<byte[], String> sorted = new TreeMap<>(Arrays::compareUnsigned);
    files.forEach((name, sha256) -> sorted.put(name.getBytes(StandardCharsets.UTF_8), sha256));
    MessageDigest digest = begin();
    sorted.forEach((name, sha256) -> add(digest, name, sha256));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest begin() {
    MessageDigest digest = CanonicalJson.newSha256();
    digest.update(DOMAIN);
    return digest;
  }

  private static void add(MessageDigest digest, byte[] name, String sha256) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).flip());
    digest.update(name);
    digest.update(HexFormat.of().parseHex(sha256));
  }

  private static SortedMap<byte[], Path> files(Path directory, String pattern) throws IOException {
    PathMatcher matcher =
        directory.getFileSystem().getPathMatcher("glob:" + (pattern.isEmpty() ? "**" : pattern));
    SortedMap<byte[], Path> files = new TreeMap<>(Arrays::compareUnsigned);
    try (Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      walk.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(directory.relativize(file)))
          .forEach(file -> files.put(relativeName(directory, file), file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return files;
  }

  /** The URI holds the bytes of the file system where the text of a path depends on the locale. */
  private static byte[] relativeName(Path directory, Path file) {
    String base = directory.toUri().getRawPath();
    String name = file.toUri().getRawPath().substring(base.length());
    return percentDecoded(name.startsWith("/") ? name.substring(1) : name);
  }

  private static byte[] percentDecoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
