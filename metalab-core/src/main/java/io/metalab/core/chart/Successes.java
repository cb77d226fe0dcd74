package io.metalab.core.chart;

import io.metalab.core.frame.FrameQuery;
import java.util.List;

/** Keeps the runs whose metrics count. */
final class Successes {
  private Successes() {}

  /** Returns the successful runs, or all if no field is a metric. */
  static FrameQuery of(FrameQuery runs, List<String> fields) {
    List<String> full = runs.top(fields, List.of(), 0).columns();
    boolean results =
        full.stream()
            .anyMatch(field -> field.startsWith("metrics.") || field.startsWith("derived."));
    return results ? runs.where("record.status == 'success'") : runs;
  }
}
