package io.metalab.core.identity;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of files by path and state, in memory and in a small text file that is appended to; safe
 * for use by many threads and processes.
 *
 * <p>A line is JSON, a tab and its CRC-32C. The cache saves time and nothing else: a line that is
 * damaged is dropped, and a file that cannot be read or written means that more is hashed.
 */
final class DigestCache {
  private static final Logger log = LoggerFactory.getLogger(DigestCache.class);
  private static final String FORMAT = "1";
  private static final int WORTH_REWRITING = 1_000;

  private record Entry(FileStat stat, String digest) {}

  private final List<Path> file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private boolean loaded;
  private boolean writable = true;

  private DigestCache(List<Path> file) {
    this.file = file;
  }

  /** Returns a cache that lives as long as this object. */
  static DigestCache inMemory() {
    return new DigestCache(List.of());
  }

  /** Returns the cache kept in a file, which is created with the first entry. */
  static DigestCache in(Path file) {
    return new DigestCache(List.of(file));
  }

  /** Returns the digest of a file in this state, or the empty string. */
  synchronized String find(Path path, FileStat stat) {
    load();
    Entry entry = entries.get(key(path));
    return entry != null && entry.stat().equals(stat) ? entry.digest() : "";
  }

  /** Keeps the digest of a file in this state. */
  synchronized void put(Path path, FileStat stat, String digest) {
    load();
    Entry entry = new Entry(stat, digest);
    if (entry.equals(entries.put(key(path), entry)) || !writable || file.isEmpty()) {
      return;
    }
    try {
      Path target = file.get(0);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.writeString(
          target, line(key(path), entry), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      withoutFile(e);
    }
  }

  private void load() {
    if (loaded || file.isEmpty()) {
      return;
    }
    loaded = true;
    if (!Files.exists(file.get(0))) {
      return;
    }
    try {
      String[] lines =
          new String(Files.readAllBytes(file.get(0)), StandardCharsets.UTF_8).split("\n", -1);
      for (String line : lines) {
        read(line);
      }
      if (lines.length > WORTH_REWRITING && lines.length > 2 * entries.size()) {
        rewrite();
      }
    } catch (IOException e) {
      withoutFile(e);
    }
  }

  private void read(String line) {
    int tab = line.lastIndexOf('\t');
    if (tab < 0 || !line.substring(tab + 1).equals(checksum(line.substring(0, tab)))) {
      return;
    }
    if (Json.parse(line.substring(0, tab)) instanceof List<?> fields
        && FORMAT.equals(fields.get(0))) {
      FileStat stat =
          new FileStat(
              (Long) fields.get(2),
              Instant.parse((String) fields.get(3)),
              Instant.parse((String) fields.get(4)),
              (String) fields.get(5));
      entries.put((String) fields.get(6), new Entry(stat, (String) fields.get(1)));
    }
  }

  private void rewrite() throws IOException {
    StringBuilder text = new StringBuilder();
    entries.forEach((key, entry) -> text.append(line(key, entry)));
    Path target = file.get(0).toAbsolutePath();
    Path temporary = Files.createTempFile(target.getParent(), "digests", ".tmp");
    Files.writeString(temporary, text);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String line(String key, Entry entry) {
    FileStat stat = entry.stat();
    String json =
        Json.write(
            List.of(
                FORMAT,
                entry.digest(),
                stat.size(),
                stat.modified().toString(),
                stat.changed().toString(),
                stat.inode(),
                key));
    return json + "\t" + checksum(json) + "\n";
  }

  private static String checksum(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  /** The bytes of the name, which the text of a path loses in some locales. */
  private static String key(Path path) {
    return path.toUri().getRawPath();
  }

  private void withoutFile(IOException e) {
    writable = false;
    log.debug("Digests are not cached in {}: {}", file, e.toString());
  }
}
