package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.core.json.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** A store in memory that tests can look into, slow down and break. */
final class FakeStore implements Store, ClaimStore, AnnotationStore {
  final List<RunRecord> puts = new ArrayList<>();
  final List<Integer> lookUps = new ArrayList<>();
  final Set<Long> heldByOthers = new LinkedHashSet<>();
  final Set<Long> claimed = new LinkedHashSet<>();
  private final Map<RunId, List<RunRecord>> attempts = new LinkedHashMap<>();
  private final Map<String, byte[]> artifacts = new LinkedHashMap<>();
  private final Map<StreamKey, ByteArrayOutputStream> streams = new LinkedHashMap<>();
  private final List<StoredDocument> documents = new ArrayList<>();
  private Function<RunRecord, CompletableFuture<Void>> commit =
      record -> CompletableFuture.completedFuture(null);
  private boolean artifactsBroken;
  private Runnable onLookUp = () -> {};

  /** Sets what decides when and how finished records become durable. */
  synchronized void commit(Function<RunRecord, CompletableFuture<Void>> newCommit) {
    commit = newCommit;
  }

  /** Makes every artifact fail. */
  synchronized void breakArtifacts() {
    artifactsBroken = true;
  }

  /** Sets what happens before each look-up. */
  synchronized void onLookUp(Runnable action) {
    onLookUp = action;
  }

  synchronized List<RunRecord> finished() {
    return puts.stream().filter(record -> record.status().isFinished()).toList();
  }

  synchronized void store(RunRecord record) {
    attempts.computeIfAbsent(record.runId(), id -> new ArrayList<>()).add(record);
  }

  @Override
  public String locator() {
    return "fake:";
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    Function<RunRecord, CompletableFuture<Void>> committer;
    synchronized (this) {
      puts.add(record);
      committer = commit;
    }
    if (!record.status().isFinished()) {
      store(record);
      return CompletableFuture.completedFuture(null);
    }
    return committer.apply(record).thenRun(() -> store(record));
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    Runnable action;
    synchronized (this) {
      action = onLookUp;
    }
    action.run();
    synchronized (this) {
      lookUps.add(ids.size());
      Map<RunId, StoredRun> found = new LinkedHashMap<>();
      for (RunId id : ids) {
        findRunRecord(id)
            .ifPresent(
                record ->
                    found.put(
                        id,
                        new StoredRun(
                            record.status(),
                            attempts(id).stream().mapToInt(RunRecord::attempt).max().orElse(0),
                            record.provenance().codeDigest())));
      }
      return found;
    }
  }

  @Override
  public synchronized Map<String, RunId> findComputations(Collection<String> computations) {
    Map<String, RunId> found = new LinkedHashMap<>();
    for (RunId id : attempts.keySet()) {
      RunRecord record = findRunRecord(id).orElseThrow();
      if (record.status() == RunStatus.SUCCESS && computations.contains(record.computation())) {
        found.put(record.computation(), id);
      }
    }
    return found;
  }

  @Override
  public synchronized Optional<RunRecord> findRunRecord(RunId runId) {
    return attempts(runId).stream().findFirst();
  }

  @Override
  public synchronized List<RunRecord> attempts(RunId runId) {
    return attempts.getOrDefault(runId, List.of()).stream()
        .sorted(
            Comparator.comparing((RunRecord record) -> record.status() != RunStatus.SUCCESS)
                .thenComparing(record -> -record.attempt())
                .thenComparing(record -> !record.status().isFinished()))
        .toList();
  }

  @Override
  public synchronized List<RunId> findByPrefix(String hexPrefix, int limit) {
    return attempts.keySet().stream()
        .filter(id -> id.hex().startsWith(hexPrefix))
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Stream<RunRecord> runRecords(String experimentId) {
    return attempts.keySet().stream()
        .map(id -> findRunRecord(id).orElseThrow())
        .filter(r -> experimentId.isEmpty() || r.experimentId().equals(experimentId))
        .toList()
        .stream();
  }

  @Override
  public List<StudyCount> counts() {
    return List.of();
  }

  @Override
  public synchronized ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    if (artifactsBroken) {
      throw broken();
    }
    byte[] bytes = content.readAllBytes();
    String sha256 = CanonicalJson.sha256(new String(bytes, StandardCharsets.ISO_8859_1));
    artifacts.put(sha256, bytes);
    return draft.descriptor(sha256, bytes.length);
  }

  @Override
  public synchronized InputStream openArtifact(ArtifactDescriptor artifact) {
    return new ByteArrayInputStream(requireNonNull(artifacts.get(artifact.sha256())));
  }

  @Override
  public synchronized void append(StreamKey stream, byte[] bytes) {
    streams.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(bytes);
  }

  @Override
  public synchronized byte[] read(StreamKey stream, long offset, int maxBytes) {
    byte[] all = streams.getOrDefault(stream, new ByteArrayOutputStream()).toByteArray();
    return Arrays.copyOfRange(all, (int) offset, (int) Math.min(all.length, offset + maxBytes));
  }

  synchronized String log(RunId runId, int attempt) {
    byte[] bytes = read(new StreamKey(runId, attempt, StreamKey.Kind.LOG), 0, 1 << 20);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized String putDocument(String kind, String text) {
    String sha256 = CanonicalJson.sha256(text);
    documents.add(new StoredDocument(kind, sha256, Instant.EPOCH, text));
    return sha256;
  }

  @Override
  public synchronized Optional<String> findDocument(String sha256) {
    return documents.stream()
        .filter(document -> document.sha256().equals(sha256))
        .map(StoredDocument::text)
        .findFirst();
  }

  @Override
  public synchronized List<StoredDocument> documents(String kind) {
    return documents.stream().filter(document -> document.kind().equals(kind)).toList();
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("fake", "fake:", 1, attempts.size(), -1, Map.of());
  }

  @Override
  public void close() {}

  @Override
  public synchronized Optional<Claim> tryClaim(String plan, long chunk) {
    if (heldByOthers.contains(chunk) || !claimed.add(chunk)) {
      return Optional.empty();
    }
    return Optional.of(new FakeClaim(chunk));
  }

  private final class FakeClaim implements Claim {
    private final long chunk;

    private FakeClaim(long chunk) {
      this.chunk = chunk;
    }

    @Override
    public boolean isHeld() {
      synchronized (FakeStore.this) {
        return claimed.contains(chunk);
      }
    }

    @Override
    public void close() {
      synchronized (FakeStore.this) {
        claimed.remove(chunk);
      }
    }
  }

  @Override
  public void tag(RunId runId, List<String> add, List<String> drop) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void note(RunId runId, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized void putDerived(RunId runId, Map<String, Object> derived) {
    RunRecord record = findRunRecord(runId).orElseThrow();
    Map<String, Object> all = new LinkedHashMap<>(record.derived());
    all.putAll(derived);
    List<RunRecord> stored = requireNonNull(attempts.get(runId));
    stored.set(stored.indexOf(record), record.toBuilder().derived(all).build());
  }

  @Override
  public synchronized void remove(RunId runId) {
    attempts.remove(runId);
  }

  static MetalabException broken() {
    return new MetalabException(ErrorCode.STORE_UNUSABLE, "The disk is full.");
  }
}
