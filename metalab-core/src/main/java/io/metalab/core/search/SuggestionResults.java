package io.metalab.core.search;

import io.metalab.api.Goal;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.Evidence.Outcome;
import io.metalab.api.store.Store;
import io.metalab.capture.SeriesPoint;
import io.metalab.capture.SeriesReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a store holds of the runs of a suggestion. */
final class SuggestionResults {
  /** The series of what a run reports. */
  private static final String REPORTED = "reported";

  /** So many reports of a run are compared with those of others. */
  static final int MOST_REPORTS = 1_000;

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
   * @param runs the ids of its runs, fold after fold
   */
  static Optional<SuggestionResults> read(Store store, List<Goal> goals, List<RunId> runs) {
    List<RunRecord> records = new ArrayList<>(runs.size());
    for (RunId run : runs) {
      Optional<RunRecord> record = store.findRunRecord(run);
      if (record.isEmpty() || !isOver(record.get())) {
        return Optional.empty();
      }
      records.add(record.get());
    }
    return Optional.of(new SuggestionResults(records, goals));
  }

  /** Returns the deviation of a suggestion; infinite unless all its runs have come to an end. */
  static double deviation(Store store, List<Goal> goals, List<RunId> runs) {
    return read(store, goals, runs)
        .map(SuggestionResults::deviation)
        .orElse(Double.POSITIVE_INFINITY);
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
        Optional<Double> value = value(record, goal);
        if (value.isEmpty()) {
          return Evidence.without(suggestion, Outcome.FAILED);
        }
        sum += value.get();
      }
      double mean = sum / records.size() + 0.0; // JSON has no negative zero
      outcome = Double.isFinite(mean) ? outcome : Outcome.DIVERGED;
      means.add(goal.minimize() ? mean : -mean);
    }
    return outcome == Outcome.VALUED
        ? new Evidence(suggestion, outcome, means)
        : Evidence.without(suggestion, outcome);
  }

  /**
   * Returns the goal's metric; of a pruned run without it, what it had reported when it stopped.
   */
  private static Optional<Double> value(RunRecord record, Goal goal) {
    if (record.status() != RunStatus.SUCCESS) {
      return Optional.empty();
    }
    Object value = record.metrics().get(goal.metric());
    if (value == null && record.provenance().values().get("pruned") instanceof Map<?, ?> stop) {
      value = stop.get("value");
    }
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  /**
   * Returns what the runs have reported, by fold: at each step the mean over the replicates that
   * reported it. Of each run the first {@link #MOST_REPORTS} finite values count; none if a run has
   * failed.
   */
  List<SortedMap<Long, Double>> reports(Store store, int folds) {
    int replicates = records.size() / folds;
    List<SortedMap<Long, Double>> reports = new ArrayList<>(folds);
    boolean failed = records.stream().anyMatch(record -> record.status() != RunStatus.SUCCESS);
    for (int fold = 0; fold < folds && !failed; fold++) {
      SortedMap<Long, double[]> sums = new TreeMap<>();
      for (RunRecord record : records.subList(fold * replicates, (fold + 1) * replicates)) {
        try (Stream<SeriesPoint> points =
            new SeriesReader(store, record.runId(), record.attempt()).points(REPORTED)) {
          points
              .filter(point -> Double.isFinite(point.value()))
              .limit(MOST_REPORTS)
              .forEach(
                  point -> {
                    double[] sum = sums.computeIfAbsent(point.step(), step -> new double[2]);
                    sum[0] += point.value();
                    sum[1]++;
                  });
        }
      }
      SortedMap<Long, Double> means = new TreeMap<>();
      sums.forEach((step, sum) -> means.put(step, sum[0] / sum[1] + 0.0));
      means.values().removeIf(mean -> !Double.isFinite(mean)); // Sums of great values overflow.
      reports.add(means);
    }
    return reports;
  }

  /** Returns the standard deviation of the first goal over the runs, those being all there are. */
  double deviation() {
    double[] values =
        records.stream().mapToDouble(record -> value(record, goals.get(0)).orElse(0.0)).toArray();
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
