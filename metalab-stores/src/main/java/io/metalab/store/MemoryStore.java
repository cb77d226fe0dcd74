package io.metalab.store;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.api.store.VerifiableStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Keeps everything in this process and forgets it with it; claims hold between the controllers of
 * this process that share the store.
 */
public final class MemoryStore
    implements Store,
        ClaimStore,
        AnnotationStore,
        MergeableStore,
        VerifiableStore,
        CollectableStore {
  private final Map<RunId, MemoryRun> runs = new LinkedHashMap<>();
  private final MemoryClaims claims = new MemoryClaims();
  private final MemoryContents contents;
  private final MemoryArtifacts artifacts;
  private final InstantSource clock;
  private Instant last = Instant.MIN;
  private boolean closed;

  /** Creates an empty store. */
  public MemoryStore() {
    this(InstantSource.system());
  }

  /** Creates an empty store that dates documents and the trash by this clock. */
  public MemoryStore(InstantSource clock) {
    this.clock = clock;
    this.contents = new MemoryContents(clock);
    this.artifacts = new MemoryArtifacts(clock);
  }

  @Override
  public String locator() {
    return "memory:";
  }

  @Override
  public synchronized CompletableFuture<Void> putRunRecord(RunRecord record) {
    checkOpen();
    if (record.isDraft()) {
      throw new IllegalArgumentException("A draft has no run id to be stored under.");
    }
    runs.computeIfAbsent(record.runId(), id -> new MemoryRun()).put(record);
    if (record.status().isFinished()) {
      artifacts.named(record);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    checkOpen();
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    for (RunId id : ids) {
      find(id).ifPresent(run -> found.put(id, run.summary()));
    }
    return found;
  }

  @Override
  public synchronized Map<String, RunId> findComputations(Collection<String> computations) {
    checkOpen();
    Set<String> wanted = new HashSet<>(computations);
    Map<String, RunId> found = new LinkedHashMap<>();
    for (RunRecord record : effective("")) {
      if (record.status() == RunStatus.SUCCESS && wanted.contains(record.computation())) {
        found.putIfAbsent(record.computation(), record.runId());
      }
    }
    return found;
  }

  @Override
  public synchronized Optional<RunRecord> findRunRecord(RunId runId) {
    checkOpen();
    return find(runId).map(run -> run.attempts().get(0));
  }

  @Override
  public synchronized List<RunRecord> attempts(RunId runId) {
    checkOpen();
    return find(runId).map(MemoryRun::attempts).orElse(List.of());
  }

  @Override
  public synchronized List<RunId> findByPrefix(String hexPrefix, int limit) {
    checkOpen();
    return runs.keySet().stream()
        .filter(id -> id.hex().startsWith(hexPrefix) && find(id).isPresent())
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Stream<RunRecord> runRecords(String experimentId) {
    checkOpen();
    return effective(experimentId).stream();
  }

  @Override
  public synchronized List<StudyCount> counts() {
    checkOpen();
    return StudyCount.of(effective("").stream());
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    synchronized (this) {
      checkOpen();
    }
    return artifacts.put(draft, content);
  }

  @Override
  public synchronized InputStream openArtifact(ArtifactDescriptor artifact) {
    checkOpen();
    return artifacts.open(artifact);
  }

  @Override
  public synchronized void append(StreamKey stream, byte[] bytes) {
    checkOpen();
    contents.append(stream, bytes);
  }

  @Override
  public synchronized byte[] read(StreamKey stream, long offset, int maxBytes) {
    checkOpen();
    return contents.read(stream, offset, maxBytes);
  }

  @Override
  public synchronized String putDocument(String kind, String text) {
    checkOpen();
    return contents.putDocument(kind, text);
  }

  @Override
  public synchronized Optional<String> findDocument(String sha256) {
    checkOpen();
    return contents.findDocument(sha256);
  }

  @Override
  public synchronized List<StoredDocument> documents(String kind) {
    checkOpen();
    return contents.documents(kind);
  }

  @Override
  public synchronized StoreInfo info() {
    checkOpen();
    return new StoreInfo(
        "memory",
        locator(),
        1,
        runs.values().stream().filter(MemoryRun::isStored).count(),
        -1,
        Map.of("artifacts", artifacts.count()));
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  @Override
  public synchronized Optional<Claim> tryClaim(String plan, long chunk) {
    checkOpen();
    return claims.tryClaim(plan, chunk);
  }

  @Override
  public synchronized boolean isClaimed(String plan, long chunk) {
    checkOpen();
    return claims.isClaimed(plan, chunk);
  }

  @Override
  public synchronized void tag(RunId runId, List<String> add, List<String> drop) {
    present(runId).annotate(new Annotation.Tags(add, drop), now());
  }

  @Override
  public synchronized void note(RunId runId, String text) {
    present(runId).annotate(new Annotation.Note(text), now());
  }

  @Override
  public synchronized void putDerived(RunId runId, Map<String, Object> derived) {
    present(runId).annotate(new Annotation.Derived(derived), now());
  }

  @Override
  public synchronized void remove(RunId runId) {
    present(runId).remove();
  }

  @Override
  public synchronized Map<RunId, Integer> removedAttempts(Collection<RunId> runIds) {
    checkOpen();
    Map<RunId, Integer> removed = new LinkedHashMap<>();
    for (RunId id : runIds) {
      MemoryRun run = runs.get(id);
      if (run != null && run.removedUpTo() > 0) {
        removed.put(id, run.removedUpTo());
      }
    }
    return removed;
  }

  @Override
  public synchronized Stream<RunHistory> histories(String experimentId) {
    checkOpen();
    List<RunHistory> histories = new ArrayList<>();
    runs.forEach(
        (id, run) -> {
          RunHistory history = run.history(id);
          if (!history.isEmpty()
              && (experimentId.isEmpty() || history.experimentId().equals(experimentId))) {
            histories.add(history);
          }
        });
    return histories.stream();
  }

  @Override
  public synchronized Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    checkOpen();
    Map<RunId, RunHistory> found = new LinkedHashMap<>();
    for (RunId id : runIds) {
      MemoryRun run = runs.get(id);
      if (run != null && !run.history(id).isEmpty()) {
        found.put(id, run.history(id));
      }
    }
    return found;
  }

  @Override
  public synchronized CompletableFuture<Void> merge(RunHistory history) {
    checkOpen();
    runs.computeIfAbsent(history.runId(), id -> new MemoryRun()).merge(history);
    history.attempts().forEach(artifacts::named);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized void mergeStream(StreamKey stream, long offset, byte[] bytes) {
    checkOpen();
    contents.put(stream, offset, bytes);
  }

  @Override
  public synchronized List<StoredDocument> documents() {
    checkOpen();
    return contents.documents();
  }

  @Override
  public synchronized void mergeDocument(StoredDocument document) {
    checkOpen();
    contents.put(document);
  }

  @Override
  public synchronized GarbageReport collectGarbage(GarbagePolicy policy, boolean dryRun) {
    checkOpen();
    References references = new References();
    for (RunRecord effective : effective("")) {
      if (policy.superseded()) {
        references.add(effective);
      } else {
        present(effective.runId()).attempts().forEach(references::add);
      }
    }
    contents.documents("context").forEach(context -> references.addContents(context.text()));
    return artifacts.collect(policy, dryRun, references);
  }

  @Override
  public synchronized VerifyReport verify(String experimentId, boolean deep) {
    checkOpen();
    MemoryVerifier verifier = new MemoryVerifier(artifacts);
    for (RunRecord effective : effective(experimentId)) {
      verifier.check(present(effective.runId()).attempts());
    }
    return verifier.report();
  }

  /** Returns the time, later than at the call before, so that what comes later counts later. */
  private Instant now() {
    Instant now = clock.instant();
    last = now.isAfter(last) ? now : last.plusNanos(1);
    return last;
  }

  private Optional<MemoryRun> find(RunId id) {
    return Optional.ofNullable(runs.get(id)).filter(MemoryRun::isStored);
  }

  private MemoryRun present(RunId id) {
    checkOpen();
    return find(id)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.NOT_FOUND, "The run %s is not in this store.".formatted(id)));
  }

  private List<RunRecord> effective(String experimentId) {
    List<RunRecord> records = new ArrayList<>();
    for (MemoryRun run : runs.values()) {
      if (run.isStored()) {
        RunRecord record = run.attempts().get(0);
        if (experimentId.isEmpty() || record.experimentId().equals(experimentId)) {
          records.add(record);
        }
      }
    }
    return records;
  }

  private void checkOpen() {
    if (closed) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE, "This store in memory is closed. Open a new one.");
    }
  }
}
