package io.metalab.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import com.google.common.hash.Hashing;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What records point to besides artifacts: logs and series, and documents; for many threads. */
final class MemoryContents {
  private final InstantSource clock;
  private final Map<StreamKey, ByteArrayOutputStream> streams = new HashMap<>();
  private final Map<String, StoredDocument> documents = new LinkedHashMap<>();

  MemoryContents(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void append(StreamKey stream, byte[] bytes) {
    streams.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(bytes);
  }

  synchronized byte[] read(StreamKey stream, long offset, int maxBytes) {
    ByteArrayOutputStream written = streams.get(stream);
    if (written == null || offset >= written.size()) {
      return new byte[0];
    }
    int end = (int) Math.min(written.size(), offset + maxBytes);
    return Arrays.copyOfRange(written.toByteArray(), (int) offset, end);
  }

  /** Puts a part of a stream in its place; what is there already stays. */
  synchronized void put(StreamKey stream, long offset, byte[] bytes) {
    ByteArrayOutputStream written =
        streams.computeIfAbsent(stream, key -> new ByteArrayOutputStream());
    int known = (int) Math.max(0, Math.min(bytes.length, written.size() - offset));
    written.write(bytes, known, bytes.length - known);
  }

  synchronized String putDocument(String kind, String text) {
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    put(new StoredDocument(kind, sha256, clock.instant(), text));
    return sha256;
  }

  synchronized void put(StoredDocument document) {
    documents.merge(
        document.kind() + ' ' + document.sha256(),
        document,
        (known, other) -> other.stored().isBefore(known.stored()) ? other : known);
  }

  synchronized List<StoredDocument> documents() {
    return documents.values().stream().sorted(comparing(StoredDocument::stored)).toList();
  }

  synchronized Optional<String> findDocument(String sha256) {
    return documents.values().stream()
        .filter(document -> document.sha256().equals(sha256))
        .map(StoredDocument::text)
        .findFirst();
  }

  synchronized List<StoredDocument> documents(String kind) {
    return documents().stream().filter(document -> document.kind().equals(kind)).toList();
  }
}
