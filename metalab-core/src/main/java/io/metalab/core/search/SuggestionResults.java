package io.metalab.core.search;

import io.metalab.api.Goal;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.Evidence.Outcome;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a store holds of the runs of a suggestion. */
final class SuggestionResults {
  private final List<RunRecord> records;
  private final List<Goal> goals;

  private SuggestionResults(List<RunRecord> records, List<Goal> goals) {
    this.records = records;
    this.goals = goals;
  }

  /**
   * Returns the results of a suggestion; empty unless all its runs have come to an end by
   * themselves.
   *
   * @param runs how many runs a suggestion has
   */
  static Optional<SuggestionResults> read(
      StudyPlan plan, Store store, List<Goal> goals, long suggestion, int runs) {
    List<RunRecord> records = new ArrayList<>(runs);
    for (long index = suggestion * runs; index < (suggestion + 1) * runs; index++) {
      Optional<RunRecord> record = store.findRunRecord(plan.runAt(index).runId());
      if (record.isEmpty() || !isOver(record.get())) {
        return Optional.empty();
      }
      records.add(record.get());
    }
    return Optional.of(new SuggestionResults(records, goals));
  }

  private static boolean isOver(RunRecord record) {
    return record.status() == RunStatus.SUCCESS || record.status() == RunStatus.FAILED;
  }

  /** Returns the evidence: means over the runs, if each has finite values. */
  Evidence evidence(long suggestion) {
    Outcome outcome = Outcome.VALUED;
    List<Double> means = new ArrayList<>();
    for (Goal goal : goals) {
      double sum = 0;
      for (RunRecord record : records) {
        if (record.status() != RunStatus.SUCCESS
            || !(record.metrics().get(goal.metric()) instanceof Number number)) {
          return Evidence.without(suggestion, Outcome.FAILED);
        }
        sum += number.doubleValue();
      }
      double mean = sum / records.size() + 0.0; // JSON has no negative zero
      outcome = Double.isFinite(mean) ? outcome : Outcome.DIVERGED;
      means.add(goal.minimize() ? mean : -mean);
    }
    return outcome == Outcome.VALUED
        ? new Evidence(suggestion, outcome, means)
        : Evidence.without(suggestion, outcome);
  }

  /** Returns the standard deviation of the first goal over the runs, those being all there are. */
  double deviation() {
    double[] values =
        records.stream()
            .map(record -> record.metrics().get(goals.get(0).metric()))
            .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
            .toArray();
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / values.length);
  }

  /** Returns why there is no value, in words. */
  String problem() {
    for (RunRecord record : records) {
      String run = record.runId().shortHex();
      if (record.status() != RunStatus.SUCCESS) {
        return "run %s failed with %s: %s"
            .formatted(run, record.error().type(), record.error().message());
      }
      for (Goal goal : goals) {
        Object value = record.metrics().get(goal.metric());
        if (!(value instanceof Number number)) {
          return "run %s has no number %s; its metrics are %s"
              .formatted(run, goal.metric(), record.metrics().keySet());
        }
        if (!Double.isFinite(number.doubleValue())) {
          return "run %s has %s = %s".formatted(run, goal.metric(), value);
        }
      }
    }
    return "its values are too large to add";
  }
}
