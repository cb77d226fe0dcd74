package io.metalab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What records point to: artifacts, logs and series, and documents; for many threads. */
final class MemoryContents {
  private final InstantSource clock;
  private final Map<String, byte[]> artifacts = new HashMap<>();
  private final Map<StreamKey, ByteArrayOutputStream> streams = new HashMap<>();
  private final Map<String, StoredDocument> documents = new LinkedHashMap<>();

  MemoryContents(InstantSource clock) {
    this.clock = clock;
  }

  ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    String sha256 = Hashing.sha256().hashBytes(bytes).toString();
    synchronized (this) {
      artifacts.putIfAbsent(sha256, bytes);
    }
    return draft.descriptor(sha256, bytes.length);
  }

  synchronized InputStream openArtifact(ArtifactDescriptor artifact) {
    byte[] bytes = artifacts.get(artifact.sha256());
    if (bytes == null) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The artifact %s (%s) is not in this store."
              .formatted(artifact.name(), artifact.sha256()));
    }
    return new ByteArrayInputStream(bytes);
  }

  synchronized boolean holdsArtifact(String sha256) {
    return artifacts.containsKey(sha256);
  }

  synchronized int artifactCount() {
    return artifacts.size();
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

  synchronized String putDocument(String kind, String text) {
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    documents.putIfAbsent(
        kind + ' ' + sha256, new StoredDocument(kind, sha256, clock.instant(), text));
    return sha256;
  }

  synchronized Optional<String> findDocument(String sha256) {
    return documents.values().stream()
        .filter(document -> document.sha256().equals(sha256))
        .map(StoredDocument::text)
        .findFirst();
  }

  synchronized List<StoredDocument> documents(String kind) {
    return documents.values().stream().filter(document -> document.kind().equals(kind)).toList();
  }
}
