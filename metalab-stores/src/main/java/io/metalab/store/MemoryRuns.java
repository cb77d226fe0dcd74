package io.metalab.store;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StoredRun;
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

/** The runs of a store in memory, in the order in which they came; for one thread at a time. */
final class MemoryRuns {
  private final Map<RunId, MemoryRun> runs = new LinkedHashMap<>();
  private final InstantSource clock;
  private Instant last = Instant.MIN;

  /** Creates no runs; annotations are dated by this clock. */
  MemoryRuns(InstantSource clock) {
    this.clock = clock;
  }

  void put(RunRecord record) {
    runs.computeIfAbsent(record.runId(), id -> new MemoryRun()).put(record);
  }

  long count() {
    return runs.values().stream().filter(MemoryRun::isStored).count();
  }

  Map<RunId, StoredRun> find(Collection<RunId> ids) {
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    for (RunId id : ids) {
      find(id).ifPresent(run -> found.put(id, run.summary()));
    }
    return found;
  }

  Map<String, RunId> findComputations(Collection<String> computations) {
    Set<String> wanted = new HashSet<>(computations);
    Map<String, RunId> found = new LinkedHashMap<>();
    for (RunRecord record : effective("")) {
      if (record.status() == RunStatus.SUCCESS && wanted.contains(record.computation())) {
        found.putIfAbsent(record.computation(), record.runId());
      }
    }
    return found;
  }

  List<RunId> findByPrefix(String hexPrefix, int limit) {
    return runs.keySet().stream()
        .filter(id -> id.hex().startsWith(hexPrefix) && find(id).isPresent())
        .sorted()
        .limit(limit)
        .toList();
  }

  /**
   * Returns the effective record of a run, then the others by attempt; nothing if it is not there.
   */
  List<RunRecord> attempts(RunId id) {
    return find(id).map(MemoryRun::attempts).orElse(List.of());
  }

  /** Returns the effective records of an experiment, or of all if it is empty. */
  List<RunRecord> effective(String experimentId) {
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

  /** Adds to a run that is there. */
  void annotate(RunId id, Annotation annotation) {
    present(id).annotate(annotation, now());
  }

  /** Removes the attempts that are over of a run that is there. */
  void remove(RunId id) {
    present(id).remove();
  }

  Map<RunId, Integer> removedAttempts(Collection<RunId> ids) {
    Map<RunId, Integer> removed = new LinkedHashMap<>();
    for (RunId id : ids) {
      MemoryRun run = runs.get(id);
      if (run != null && run.removedUpTo() > 0) {
        removed.put(id, run.removedUpTo());
      }
    }
    return removed;
  }

  /** Returns what is known of the runs of an experiment, or of all if it is empty. */
  List<RunHistory> histories(String experimentId) {
    return findHistories(runs.keySet()).values().stream()
        .filter(history -> experimentId.isEmpty() || history.experimentId().equals(experimentId))
        .toList();
  }

  Map<RunId, RunHistory> findHistories(Collection<RunId> ids) {
    Map<RunId, RunHistory> found = new LinkedHashMap<>();
    for (RunId id : ids) {
      MemoryRun run = runs.get(id);
      RunHistory history = run == null ? null : run.history(id);
      if (history != null && !history.isEmpty()) {
        found.put(id, history);
      }
    }
    return found;
  }

  /** Takes in what another store knows of a run. */
  void merge(RunHistory history) {
    runs.computeIfAbsent(history.runId(), id -> new MemoryRun()).merge(history);
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
    return find(id)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.NOT_FOUND, "The run %s is not in this store.".formatted(id)));
  }
}
