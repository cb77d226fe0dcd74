package io.metalab.store.transfer;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Copies what a store shows, for one that has no {@link MergeableStore} ability: records as they
 * look with what was added to them, the removals of runs that it holds, documents of known kinds.
 */
public final class PlainHistories implements MergeableStore {
  /** The kinds of documents that this program puts. */
  private static final List<String> KINDS = List.of("context", "experiment", "duplicates");

  private final Store store;

  private PlainHistories(Store store) {
    this.store = store;
  }

  /** Returns the ability of a store, or the next best. */
  public static MergeableStore of(Store store) {
    return store instanceof MergeableStore mergeable ? mergeable : new PlainHistories(store);
  }

  @Override
  public Stream<RunHistory> histories(String experimentId) {
    return store.runRecords(experimentId).map(record -> history(record.runId()));
  }

  @Override
  public Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    Map<RunId, RunHistory> found = new LinkedHashMap<>();
    for (RunId runId : runIds) {
      RunHistory history = history(runId);
      if (!history.isEmpty()) {
        found.put(runId, history);
      }
    }
    return found;
  }

  private RunHistory history(RunId runId) {
    List<RunRecord> attempts = store.attempts(runId);
    return new RunHistory(
        runId,
        attempts.isEmpty() ? "" : attempts.get(0).experimentId(),
        removed(runId),
        attempts.stream().filter(record -> record.status().isFinished()).toList(),
        List.of());
  }

  private int removed(RunId runId) {
    return store instanceof AnnotationStore annotations
        ? annotations.removedAttempts(List.of(runId)).getOrDefault(runId, 0)
        : 0;
  }

  @Override
  public CompletableFuture<Void> merge(RunHistory history) {
    RunId runId = history.runId();
    int removed = Math.max(history.removedAttempts(), removed(runId));
    remove(runId, history.removedAttempts());
    List<Annotation> annotations = history.edits().stream().map(RunEdit::annotation).toList();
    List<CompletableFuture<Void>> puts = new ArrayList<>();
    for (RunRecord attempt : history.attempts()) {
      if (attempt.attempt() > removed) {
        puts.add(store.putRunRecord(Annotation.apply(attempt, annotations)));
      }
    }
    CompletableFuture<Void> done =
        CompletableFuture.allOf(puts.toArray(CompletableFuture<?>[]::new));
    return puts.isEmpty() && !annotations.isEmpty()
        ? done.thenRun(() -> annotate(runId, annotations))
        : done;
  }

  /** Removes what the removal covers, if that is all there is. */
  private void remove(RunId runId, int upTo) {
    List<RunRecord> attempts = upTo > 0 ? store.attempts(runId) : List.of();
    if (store instanceof AnnotationStore annotations
        && !attempts.isEmpty()
        && attempts.stream().allMatch(record -> record.attempt() <= upTo)) {
      annotations.remove(runId);
    }
  }

  private void annotate(RunId runId, List<Annotation> annotations) {
    if (!(store instanceof AnnotationStore able)) {
      return;
    }
    store
        .findRunRecord(runId)
        .ifPresent(
            shown -> {
              RunRecord wanted = Annotation.apply(shown, annotations);
              if (!wanted.tags().equals(shown.tags())) {
                able.tag(
                    runId,
                    without(wanted.tags(), shown.tags()),
                    without(shown.tags(), wanted.tags()));
              }
              without(notes(annotations), shown.notes()).forEach(text -> able.note(runId, text));
              if (!wanted.derived().equals(shown.derived())) {
                able.putDerived(runId, wanted.derived());
              }
            });
  }

  private static List<String> notes(List<Annotation> annotations) {
    return annotations.stream()
        .filter(Annotation.Note.class::isInstance)
        .map(annotation -> ((Annotation.Note) annotation).text())
        .toList();
  }

  private static List<String> without(List<String> texts, List<String> others) {
    return texts.stream().filter(text -> !others.contains(text)).toList();
  }

  /** Appends what is not there; the caller has seen that what is there begins alike. */
  @Override
  public void mergeStream(StreamKey stream, long offset, byte[] bytes) {
    int known = 0;
    while (known < bytes.length) {
      int read = store.read(stream, offset + known, bytes.length - known).length;
      if (read == 0) {
        break;
      }
      known += read;
    }
    if (known < bytes.length) {
      store.append(stream, Arrays.copyOfRange(bytes, known, bytes.length));
    }
  }

  @Override
  public List<StoredDocument> documents() {
    return KINDS.stream().flatMap(kind -> store.documents(kind).stream()).toList();
  }

  @Override
  public void mergeDocument(StoredDocument document) {
    store.putDocument(document.kind(), document.text());
  }
}
