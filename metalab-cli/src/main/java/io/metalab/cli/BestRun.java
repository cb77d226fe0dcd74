package io.metalab.cli;

import io.metalab.api.Goal;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the run that comes closest to a study's goal. */
public final class BestRun {
  private BestRun() {}

  /**
   * Returns the best successful run, the one with the smallest id among equals; empty if there is
   * no goal or no run has its metric.
   */
  public static Optional<RunRecord> find(Store store, String study, Goal goal) {
    if (goal.isNone()) {
      return Optional.empty();
    }
    Comparator<RunRecord> byMetric = Comparator.comparingDouble(record -> metric(record, goal));
    Comparator<RunRecord> best =
        (goal.minimize() ? byMetric : byMetric.reversed()).thenComparing(RunRecord::runId);
    try (Stream<RunRecord> records = store.runRecords(study)) {
      return records
          .filter(record -> record.status() == RunStatus.SUCCESS)
          .filter(record -> !Double.isNaN(metric(record, goal)))
          .min(best);
    }
  }

  private static double metric(RunRecord record, Goal goal) {
    return record.metrics().get(goal.metric()) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }
}
