package io.metalab.core.run;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Pruning;
import io.metalab.api.RunId;
import io.metalab.api.Values;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Follows what one attempt reports and decides when it is to stop; safe for use by its threads. */
final class Pruner {
  /** The label of the records of runs that were told to stop. */
  static final String TAG = "pruned";

  private final RunId runId;
  private final Pruning pruning;
  private long last = Long.MIN_VALUE;
  private double best;
  private long since;
  private Optional<Stop> stop = Optional.empty();
  private boolean told;

  /**
   * Why a run is to stop.
   *
   * @param rule {@code median} or {@code patience}
   * @param step at which it was decided
   * @param value what was reported there
   * @param best the best value up to there
   * @param bar the median that it was compared with, or the patience that was over
   */
  record Stop(String rule, long step, double value, double best, double bar) {
    /** Returns what provenance keeps. */
    Map<String, Object> provenance() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rule", rule);
      map.put("step", step);
      map.put("bar", bar);
      if (Double.isFinite(best)) { // JSON has no other
        map.put("best", best);
      }
      if (Double.isFinite(value)) {
        map.put("value", value);
      }
      return map;
    }

    /** Returns what people read. */
    String note() {
      return rule.equals("median")
          ? "pruned at step %d: its best value so far, %s, is worse than %s, the median of earlier suggestions"
              .formatted(step, text(best), text(bar))
          : "pruned at step %d: the last %s reports have not improved on its best value, %s"
              .formatted(step, text(bar), text(best));
    }

    private static String text(double value) {
      return value == Math.rint(value) && Math.abs(value) <= Values.MAX_INTEGER
          ? String.valueOf((long) value)
          : String.format(Locale.ROOT, "%.6g", value);
    }
  }

  Pruner(RunId runId, Pruning pruning) {
    this.runId = runId;
    this.pruning = pruning;
    this.best = worst();
  }

  private double worst() {
    return pruning.minimize() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** Takes a report. */
  synchronized void report(long step, double value) {
    if (step <= last || Math.abs(step) > Values.MAX_INTEGER) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The step (%d) that run %s reports must be greater than the one before%s."
              .formatted(
                  step,
                  runId.shortHex(),
                  last == Long.MIN_VALUE ? " and within ±(2^53-1)" : ", " + last));
    }
    last = step;
    since = isBetter(value, best, pruning.delta()) ? 0 : since + 1;
    best = isBetter(value, best, 0) ? value : best;
    if (stop.isPresent()) {
      return;
    }
    Double bar = pruning.bars().get(step);
    if (bar != null && isBetter(bar, best, 0)) {
      stop = Optional.of(new Stop("median", step, value, best, bar));
    } else if (pruning.patience() > 0 && since >= pruning.patience()) {
      stop = Optional.of(new Stop("patience", step, value, best, pruning.patience()));
    }
  }

  /** NaN is better than nothing, and nothing is worse. */
  private boolean isBetter(double one, double other, double delta) {
    if (!Double.isFinite(other)) {
      return Double.isFinite(one);
    }
    return pruning.minimize() ? one < other - delta : one > other + delta;
  }

  /** Returns whether the run is to stop, and remembers that it has been told so. */
  synchronized boolean shouldStop() {
    told |= stop.isPresent();
    return told;
  }

  /** Returns why the run has been told to stop, if it has. */
  synchronized Optional<Stop> told() {
    return told ? stop : Optional.empty();
  }
}
