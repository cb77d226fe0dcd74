package io.metalab.store;

import io.metalab.api.RunRecord;
import io.metalab.api.store.StoredRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The attempts at one run, in the order in which they came. */
final class MemoryRun {
  private final List<RunRecord> records = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
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
  }

  boolean isStored() {
    return !records.isEmpty();
  }

  void annotate(Annotation annotation) {
    annotations.add(annotation);
  }

  void remove() {
    removedUpTo =
        Math.max(
            removedUpTo,
            records.stream()
                .filter(record -> record.status().isFinished())
                .mapToInt(RunRecord::attempt)
                .max()
                .orElse(0));
    records.removeIf(record -> record.attempt() <= removedUpTo);
    annotations.clear();
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
    List<RunRecord> sorted = new ArrayList<>(records);
    sorted.sort(
        (a, b) -> EffectiveRecord.compare(a.status(), a.attempt(), b.status(), b.attempt()));
    RunRecord effective = sorted.remove(0);
    sorted.sort(Comparator.comparingInt(RunRecord::attempt));
    sorted.add(0, effective);
    return sorted.stream().map(record -> Annotation.apply(record, annotations)).toList();
  }

  private int highestAttempt() {
    return records.stream().mapToInt(RunRecord::attempt).max().orElse(0);
  }
}
