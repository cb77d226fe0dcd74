package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps artifacts and streams in memory, and nothing else; fails on demand. */
final class FakeStore implements Store {
  final Map<String, byte[]> artifacts = new ConcurrentHashMap<>();
  final Map<StreamKey, ByteArrayOutputStream> streams = new ConcurrentHashMap<>();
  final AtomicInteger appends = new AtomicInteger();
  volatile @Nullable RuntimeException failure;

  String text(RunId runId, int attempt, StreamKey.Kind kind) {
    ByteArrayOutputStream bytes = streams.get(new StreamKey(runId, attempt, kind));
    return bytes == null ? "" : bytes.toString(StandardCharsets.UTF_8);
  }

  String artifactText(ArtifactDescriptor artifact) {
    return new String(artifactBytes(artifact), StandardCharsets.UTF_8);
  }

  byte[] artifactBytes(ArtifactDescriptor artifact) {
    return artifacts.getOrDefault(artifact.sha256(), new byte[0]);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void failIfAsked() {
    RuntimeException problem = failure;
    if (problem != null) {
      throw problem;
    }
  }

  @Override
  public String locator() {
    return "fake:";
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    failIfAsked();
    byte[] bytes = content.readAllBytes();
    String sha256 = sha256(bytes);
    artifacts.put(sha256, bytes);
    return draft.descriptor(sha256, bytes.length);
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) {
    return new ByteArrayInputStream(artifactBytes(artifact));
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    failIfAsked();
    appends.incrementAndGet();
    streams.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(bytes);
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    ByteArrayOutputStream bytes = streams.get(stream);
    if (bytes == null || offset >= bytes.size()) {
      return new byte[0];
    }
    byte[] all = bytes.toByteArray();
    return Arrays.copyOfRange(all, (int) offset, Math.min(all.length, (int) offset + maxBytes));
  }

  @Override
  public void close() {}

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, RunId> findComputations(Collection<String> computations) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunRecord> attempts(RunId runId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<StudyCount> counts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String putDocument(String kind, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<StoredDocument> documents(String kind) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StoreInfo info() {
    throw new UnsupportedOperationException();
  }
}
