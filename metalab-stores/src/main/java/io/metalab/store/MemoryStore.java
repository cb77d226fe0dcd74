package io.metalab.store;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StoredState;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.api.store.VerifiableStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        CollectableStore,
        StateStore {
  private final MemoryRuns runs;
  private final MemoryClaims claims = new MemoryClaims();
  private final MemoryContents contents;
  private final MemoryArtifacts artifacts;
  private final MemoryStates states;
  private boolean closed;

  /** Creates an empty store. */
  public MemoryStore() {
    this(InstantSource.system());
  }

  /** Creates an empty store that dates documents and the trash by this clock. */
  public MemoryStore(InstantSource clock) {
    this.runs = new MemoryRuns(clock);
    this.contents = new MemoryContents(clock);
    this.artifacts = new MemoryArtifacts(clock);
    this.states = new MemoryStates(this);
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
    runs.put(record);
    if (record.status().isFinished()) {
      artifacts.named(record);
    }
    return states.endWith(record, CompletableFuture.completedFuture(null));
  }

  @Override
  public synchronized Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    checkOpen();
    return runs.find(ids);
  }

  @Override
  public synchronized Map<String, RunId> findComputations(Collection<String> computations) {
    checkOpen();
    return runs.findComputations(computations);
  }

  @Override
  public synchronized Optional<RunRecord> findRunRecord(RunId runId) {
    checkOpen();
    return runs.attempts(runId).stream().findFirst();
  }

  @Override
  public synchronized List<RunRecord> attempts(RunId runId) {
    checkOpen();
    return runs.attempts(runId);
  }

  @Override
  public synchronized List<RunId> findByPrefix(String hexPrefix, int limit) {
    checkOpen();
    return runs.findByPrefix(hexPrefix, limit);
  }

  @Override
  public synchronized Stream<RunRecord> runRecords(String experimentId) {
    checkOpen();
    return runs.effective(experimentId).stream();
  }

  @Override
  public synchronized List<StudyCount> counts() {
    checkOpen();
    return StudyCount.of(runs.effective("").stream());
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
        "memory", locator(), 1, runs.count(), -1, Map.of("artifacts", artifacts.count()));
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
    annotate(runId, new Annotation.Tags(add, drop));
  }

  @Override
  public synchronized void note(RunId runId, String text) {
    annotate(runId, new Annotation.Note(text));
  }

  @Override
  public synchronized void putDerived(RunId runId, Map<String, Object> derived) {
    annotate(runId, new Annotation.Derived(derived));
  }

  private void annotate(RunId runId, Annotation annotation) {
    checkOpen();
    runs.annotate(runId, annotation);
  }

  @Override
  public synchronized void remove(RunId runId) {
    checkOpen();
    runs.remove(runId);
    states.removed(runId);
  }

  @Override
  public synchronized Map<RunId, Integer> removedAttempts(Collection<RunId> runIds) {
    checkOpen();
    return runs.removedAttempts(runIds);
  }

  @Override
  public synchronized Stream<RunHistory> histories(String experimentId) {
    checkOpen();
    return runs.histories(experimentId).stream();
  }

  @Override
  public synchronized Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    checkOpen();
    return runs.findHistories(runIds);
  }

  @Override
  public synchronized CompletableFuture<Void> merge(RunHistory history) {
    checkOpen();
    runs.merge(history);
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
    for (RunRecord effective : runs.effective("")) {
      if (policy.superseded()) {
        references.add(effective);
      } else {
        runs.attempts(effective.runId()).forEach(references::add);
      }
    }
    contents.documents("context").forEach(context -> references.addContents(context.text()));
    return artifacts.collect(policy, dryRun, references);
  }

  @Override
  public synchronized void putState(StateKey key, byte[] bytes) {
    checkOpen();
    states.put(key, bytes);
  }

  @Override
  public synchronized Optional<SavedState> findState(RunId runId, String name) {
    checkOpen();
    return states.find(runId, name);
  }

  @Override
  public synchronized List<StoredState> states(RunId runId) {
    checkOpen();
    return states.of(runId);
  }

  @Override
  public synchronized List<StoredState> states() {
    checkOpen();
    return states.all();
  }

  @Override
  public synchronized List<StoredState> collectStates(boolean dryRun) {
    checkOpen();
    return states.collect(dryRun);
  }

  @Override
  public synchronized VerifyReport verify(String experimentId, boolean deep) {
    checkOpen();
    MemoryVerifier verifier = new MemoryVerifier(artifacts);
    for (RunRecord effective : runs.effective(experimentId)) {
      verifier.check(runs.attempts(effective.runId()));
    }
    return verifier.report();
  }

  private void checkOpen() {
    if (closed) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE, "This store in memory is closed. Open a new one.");
    }
  }
}
