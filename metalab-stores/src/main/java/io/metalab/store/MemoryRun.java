package io.metalab.store;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StoredRun;
import io.metalab.core.codec.RunEditCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The attempts at one run, in the order in which they came. */
final class MemoryRun {
  private final List<RunRecord> records = new ArrayList<>();
  private final List<RunEdit> edits = new ArrayList<>();
  private String experimentId = "";
  private int removedUpTo;

  void put(RunRecord record) {
    if (record.attempt() <= removedUpTo) {
      throw RecordChecks.removed(record, removedUpTo);
    }
    boolean finished = record.status().isFinished();
    for (RunRecord known : records) {
      if (known.attempt() == record.attempt() && known.status().isFinished()) {
        if (!finished || known.equals(record)) {
          return;
        }
      }
    }
    records.removeIf(known -> known.attempt() == record.attempt() && !known.status().isFinished());
    records.add(record);
    experimentId = record.experimentId();
  }

  boolean isStored() {
    return !records.isEmpty();
  }

  /** Adds an annotation; equal ones are one. */
  void edit(RunEdit edit) {
    if (edit.attempt() > removedUpTo && !edits.contains(edit)) {
      edits.add(edit);
      edits.sort(RunEditCodec.ORDER);
    }
  }

  void annotate(Annotation annotation, Instant at) {
    edit(new RunEdit(records.get(0).runId(), highestAttempt(), at, annotation));
  }

  /** Removes the attempts that are over. */
  void remove() {
    remove(
        records.stream()
            .filter(record -> record.status().isFinished())
            .mapToInt(RunRecord::attempt)
            .max()
            .orElse(0));
  }

  private void remove(int upTo) {
    removedUpTo = Math.max(removedUpTo, upTo);
    records.removeIf(record -> record.attempt() <= removedUpTo);
    edits.removeIf(edit -> edit.attempt() <= removedUpTo);
  }

  /** Takes in what another store knows of this run. */
  void merge(RunHistory history) {
    if (experimentId.isEmpty()) {
      experimentId = history.experimentId();
    }
    remove(history.removedAttempts());
    history.attempts().stream().filter(record -> record.attempt() > removedUpTo).forEach(this::put);
    history.edits().forEach(this::edit);
  }

  /** Returns what is known of this run. */
  RunHistory history(RunId runId) {
    List<RunRecord> over =
        effectiveFirst(records.stream().filter(record -> record.status().isFinished()).toList());
    return new RunHistory(
        runId, experimentId, removedUpTo, over, over.isEmpty() ? List.of() : edits);
  }

  /** Returns the highest attempt that was removed, or 0. */
  int removedUpTo() {
    return removedUpTo;
  }

  StoredRun summary() {
    RunRecord effective = attempts().get(0);
    return new StoredRun(effective.status(), highestAttempt(), effective.provenance().codeDigest());
  }

  /** Returns the effective record, then the others by attempt. */
  List<RunRecord> attempts() {
    List<Annotation> annotations = edits.stream().map(RunEdit::annotation).toList();
    return effectiveFirst(records).stream()
        .map(record -> Annotation.apply(record, annotations))
        .toList();
  }

  private static List<RunRecord> effectiveFirst(List<RunRecord> records) {
    List<RunRecord> sorted = new ArrayList<>(records);
    if (sorted.size() > 1) {
      sorted.sort(EffectiveRecord.ORDER);
      RunRecord effective = sorted.remove(0);
      sorted.sort(Comparator.comparingInt(RunRecord::attempt));
      sorted.add(0, effective);
    }
    return sorted;
  }

  private int highestAttempt() {
    return records.stream().mapToInt(RunRecord::attempt).max().orElse(0);
  }
}
