package io.metalab.store.jdbc;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredState;
import io.metalab.api.store.StreamKey;
import io.metalab.store.References;
import io.metalab.store.file.ArtifactDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Keeps everything in a database, but for large artifacts that may be files beside it.
 *
 * <p>Safe for use by many threads, and by many processes at once.
 */
final class JdbcStore extends JdbcStoreReader implements ClaimStore, CollectableStore, StateStore {
  /** Named like a plan, whose names are digests, so that no plan is ever called so. */
  private static final String GARBAGE_CLAIM = "garbage";

  private final Claims claims;
  private final RunEdits edits;
  private final StateRows states;

  /**
   * Creates a view of a database whose schema is there.
   *
   * @param files where large artifacts are, or empty for none
   * @param inlineBytes size of the largest artifact that the database keeps
   */
  JdbcStore(
      Database database,
      Schema schema,
      OpenOptions options,
      Optional<ArtifactDirectory> files,
      long inlineBytes) {
    super(database, schema, options, files, inlineBytes);
    this.claims = new Claims(database, writers, leases);
    this.edits = new RunEdits(database, queries, clock);
    this.states = new StateRows(this, database, writers, submissions);
  }

  private void checkWritable() {
    checkOpen();
    if (options.readOnly()) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s was opened to read only. Open it to write, too."
              .formatted(database.name()));
    }
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    checkWritable();
    return states.endWith(record, submissions.put(record));
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    checkWritable();
    return artifacts.put(draft, content);
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    checkWritable();
    submissions.append(stream, bytes);
  }

  @Override
  public String putDocument(String kind, String text) {
    checkWritable();
    return documents.put(kind, text);
  }

  @Override
  public Optional<Claim> tryClaim(String plan, long chunk) {
    checkWritable();
    return claims.tryClaim(plan, chunk);
  }

  @Override
  public boolean isClaimed(String plan, long chunk) {
    checkOpen();
    return claims.isClaimed(plan, chunk);
  }

  @Override
  public void tag(RunId runId, List<String> add, List<String> drop) {
    annotate(runId, new Annotation.Tags(add, drop));
  }

  @Override
  public void note(RunId runId, String text) {
    annotate(runId, new Annotation.Note(text));
  }

  @Override
  public void putDerived(RunId runId, Map<String, Object> derived) {
    annotate(runId, new Annotation.Derived(derived));
  }

  private void annotate(RunId runId, Annotation annotation) {
    checkWritable();
    edits.annotate(runId, annotation);
  }

  @Override
  public void remove(RunId runId) {
    checkWritable();
    edits.remove(runId);
  }

  @Override
  public CompletableFuture<Void> merge(RunHistory history) {
    checkWritable();
    return submissions.merge(history);
  }

  @Override
  public void mergeStream(StreamKey stream, long offset, byte[] bytes) {
    checkWritable();
    submissions.put(stream, offset, bytes);
  }

  @Override
  public void mergeDocument(StoredDocument document) {
    checkWritable();
    documents.put(document);
  }

  @Override
  public GarbageReport collectGarbage(GarbagePolicy policy, boolean dryRun) {
    if (dryRun) {
      checkOpen();
      return collect(policy, true);
    }
    checkWritable();
    Claim claim =
        claims
            .tryClaim(GARBAGE_CLAIM, 0)
            .orElseThrow(
                () ->
                    new MetalabException(
                        ErrorCode.STORE_UNUSABLE,
                        "Another process collects the garbage of the store %s just now. Nothing needs to be done; or try again later."
                            .formatted(database.name())));
    try {
      return collect(policy, false);
    } finally {
      claim.close();
    }
  }

  @Override
  public void putState(StateKey key, byte[] bytes) {
    checkWritable();
    states.put(key, bytes);
  }

  @Override
  public Optional<SavedState> findState(RunId runId, String name) {
    checkOpen();
    return states.find(runId, name);
  }

  @Override
  public List<StoredState> states(RunId runId) {
    checkOpen();
    return states.of(runId);
  }

  @Override
  public List<StoredState> states() {
    checkOpen();
    return states.all();
  }

  @Override
  public List<StoredState> collectStates(boolean dryRun) {
    if (dryRun) {
      checkOpen();
    } else {
      checkWritable();
    }
    return states.collect(dryRun);
  }

  private GarbageReport collect(GarbagePolicy policy, boolean dryRun) {
    try {
      return artifacts.collect(this::addReferences, clock, policy, dryRun);
    } catch (IOException e) {
      throw unreadable("Cannot collect the artifacts", e);
    }
  }

  private void addReferences(References references, boolean everyAttempt) {
    try (Stream<RunRecord> records = RunStream.of(queries.pages(""))) {
      records.forEachOrdered(references::add);
    }
    if (everyAttempt) {
      queries.superseded().forEach(references::add);
    }
    documents.ofKind("context").forEach(context -> references.addContents(context.text()));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      submissions.close();
      claims.close();
    } finally {
      try {
        artifacts.close();
        writers.close();
      } finally {
        database.close();
      }
    }
  }
}
