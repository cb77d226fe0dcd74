package io.metalab.core.run;

import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups failures by kind as they come, in memory bounded by the number of kinds; safe for use by
 * many threads.
 */
final class FailureLog {
  private final int maxExamples;
  private final Map<String, FailureGroup> groups = new LinkedHashMap<>();

  /** Creates an empty log that keeps the ids of the first runs of each kind. */
  FailureLog(int maxExamples) {
    this.maxExamples = maxExamples;
  }

  /** Adds the failure of a record. */
  synchronized void add(RunRecord record) {
    RunError error = record.error();
    FailureGroup group = groups.get(error.fingerprint());
    groups.put(
        error.fingerprint(),
        group == null ? first(record.runId(), error) : oneMore(group, record.runId()));
  }

  /** Returns the groups, the largest first. */
  synchronized List<FailureGroup> groups() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(FailureGroup::count).reversed())
        .toList();
  }

  private static FailureGroup first(RunId runId, RunError error) {
    return new FailureGroup(
        error.fingerprint(),
        error.type(),
        RunErrors.normalise(error.message()),
        RunErrors.place(error),
        1,
        List.of(runId));
  }

  private FailureGroup oneMore(FailureGroup group, RunId runId) {
    List<RunId> examples = group.examples();
    if (examples.size() < maxExamples) {
      examples = new ArrayList<>(examples);
      examples.add(runId);
    }
    return new FailureGroup(
        group.fingerprint(),
        group.type(),
        group.message(),
        group.place(),
        group.count() + 1,
        examples);
  }
}
