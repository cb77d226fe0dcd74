package io.metalab.core.chart;

import io.metalab.core.frame.FrameQuery;
import java.util.Locale;

/** Takes a part of many runs, the same whenever it is asked for and whatever else there is. */
final class Sample {
  private static final double ALL = 1L << 52;

  private Sample() {}

  /**
   * Returns about so many of the runs: those whose ids, which are spread evenly, are the smallest.
   */
  static FrameQuery of(FrameQuery runs, long total, int wanted) {
    if (total <= wanted) {
      return runs;
    }
    long limit = (long) (ALL * wanted / total);
    return runs.where("record.id < '%s'".formatted(String.format(Locale.ROOT, "%013x", limit)));
  }
}
