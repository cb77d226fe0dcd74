package io.metalab.store.transfer;

import io.metalab.api.RunRecord;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.EffectiveRecord;
import io.metalab.store.RecordChecks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one history of a run adds to another. */
final class Novelty {
  private Novelty() {}

  /** Returns the part of a history that adds to what is known. */
  static RunHistory of(RunHistory history, RunHistory known) {
    int removed = Math.max(history.removedAttempts(), known.removedAttempts());
    Set<RunRecord> knownAttempts = new HashSet<>();
    known.attempts().forEach(record -> knownAttempts.add(RecordChecks.asExecuted(record)));
    Set<Object> knownEdits = new HashSet<>(known.edits());
    return new RunHistory(
        history.runId(),
        history.experimentId(),
        history.removedAttempts() > known.removedAttempts() ? history.removedAttempts() : 0,
        history.attempts().stream()
            .filter(
                record ->
                    record.attempt() > removed
                        && !knownAttempts.contains(RecordChecks.asExecuted(record)))
            .toList(),
        history.edits().stream()
            .filter(edit -> edit.attempt() > removed && !knownEdits.contains(edit))
            .toList());
  }

  /** Returns what contradicts itself in two histories together. */
  static List<Finding> contradictions(RunHistory history, RunHistory known) {
    int removed = Math.max(history.removedAttempts(), known.removedAttempts());
    Set<RunRecord> distinct = new HashSet<>(known.attempts());
    distinct.addAll(history.attempts());
    List<RunRecord> attempts = new ArrayList<>(distinct);
    attempts.removeIf(record -> record.attempt() <= removed);
    if (attempts.size() < 2) {
      return List.of();
    }
    attempts.sort(EffectiveRecord.ORDER);
    return RecordChecks.nondeterminism(attempts)
        .or(() -> RecordChecks.contradiction(attempts))
        .stream()
        .toList();
  }
}
