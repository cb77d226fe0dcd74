package io.metalab.core.results;

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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A store of given records that counts how many are read and how many streams are open. */
final class ListStore implements Store {
  final AtomicLong read = new AtomicLong();
  final AtomicInteger open = new AtomicInteger();
  private final List<RunRecord> records;

  private final String artifact;

  ListStore(List<RunRecord> records) {
    this(records, "");
  }

  /** Creates a store whose only artifact has this text. */
  ListStore(List<RunRecord> records, String artifact) {
    this.records = List.copyOf(records);
    this.artifact = artifact;
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    open.incrementAndGet();
    return records.stream()
        .filter(record -> experimentId.isEmpty() || record.experimentId().equals(experimentId))
        .peek(record -> read.incrementAndGet())
        .onClose(open::decrementAndGet);
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    return records.stream().filter(record -> record.runId().equals(runId)).findFirst();
  }

  @Override
  public String locator() {
    return "list:";
  }

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
  public List<RunRecord> attempts(RunId runId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<StudyCount> counts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor descriptor) {
    return new ByteArrayInputStream(artifact.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    return new byte[0];
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

  @Override
  public void close() {}
}
