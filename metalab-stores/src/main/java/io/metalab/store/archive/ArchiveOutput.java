package io.metalab.store.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.metalab.core.codec.JsonBytes;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes entries one after the other and keeps the list of their digests. For one thread. */
final class ArchiveOutput implements Closeable {
  /** The first instant that a zip file can tell. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final ZipOutputStream zip;
  private final StringBuilder sums = new StringBuilder();
  private final Set<String> names = new HashSet<>();

  ArchiveOutput(Path file) throws IOException {
    this.file = file;
    this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
  }

  boolean holds(String name) {
    return names.contains(name);
  }

  void put(String name, JsonBytes content) throws IOException {
    put(name, content.array(), content.size());
  }

  void put(String name, byte[] content, int length) throws IOException {
    begin(name);
    zip.write(content, 0, length);
    end(name, Hashing.sha256().hashBytes(content, 0, length).toString());
  }

  /** Copies an entry from a stream and returns the SHA-256 of its bytes. */
  String put(String name, InputStream content) throws IOException {
    begin(name);
    HashingInputStream hashing = new HashingInputStream(Hashing.sha256(), content);
    hashing.transferTo(zip);
    String sha256 = hashing.hash().toString();
    end(name, sha256);
    return sha256;
  }

  private void begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  private void end(String name, String sha256) throws IOException {
    zip.closeEntry();
    names.add(name);
    sums.append(sha256).append("  ").append(name).append('\n');
  }

  /** Writes the list of digests and the seal, and makes the file durable. */
  void finish() throws IOException {
    byte[] list = sums.toString().getBytes(UTF_8);
    begin(Entries.SUMS);
    zip.write(list);
    zip.closeEntry();
    zip.setComment(Seal.open(Hashing.sha256().hashBytes(list).toString()));
    zip.close();
    Seal.close(file);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
