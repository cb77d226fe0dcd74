package io.metalab.core.plan;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.core.json.CanonicalJson;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A store of one record per run that can be asked what explanations ask. */
final class StoredRuns implements Store {
  private final Map<RunId, RunRecord> records = new LinkedHashMap<>();
  private final Map<String, String> documents = new LinkedHashMap<>();

  @Override
  public String locator() {
    return "stored-runs";
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    records.put(record.runId(), record);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    for (RunId id : ids) {
      findRunRecord(id)
          .ifPresent(record -> found.put(id, new StoredRun(record.status(), record.attempt(), "")));
    }
    return found;
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    return Optional.ofNullable(records.get(runId));
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    return records.values().stream()
        .filter(record -> experimentId.isEmpty() || record.experimentId().equals(experimentId));
  }

  @Override
  public List<StudyCount> counts() {
    Map<String, Map<RunStatus, Long>> counts = new LinkedHashMap<>();
    for (RunRecord record : records.values()) {
      counts
          .computeIfAbsent(record.experimentId(), id -> new LinkedHashMap<>())
          .merge(record.status(), 1L, Long::sum);
    }
    List<StudyCount> list = new ArrayList<>();
    counts.forEach((id, byStatus) -> list.add(new StudyCount(id, byStatus)));
    return list;
  }

  @Override
  public String putDocument(String kind, String text) {
    String digest = CanonicalJson.sha256(text);
    documents.put(digest, text);
    return digest;
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    return Optional.ofNullable(documents.get(sha256));
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
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
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
