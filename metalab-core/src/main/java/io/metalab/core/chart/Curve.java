package io.metalab.core.chart;

import java.util.Arrays;

/**
 * One curve of several runs: the mean over runs of each run's mean in a bucket, and the extremes of
 * all values in it. Values that are not finite count for neither.
 */
final class Curve {
  private final StepBuckets buckets;
  private final double[] means;
  private final int[] runs;
  private final double[] low;
  private final double[] high;
  private final double[] runMeans;
  private final int[] runCounts;
  private long notFinite;
  private boolean merged;

  Curve(StepBuckets buckets) {
    int count = buckets.count();
    this.buckets = buckets;
    means = new double[count];
    runs = new int[count];
    low = new double[count];
    high = new double[count];
    runMeans = new double[count];
    runCounts = new int[count];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
  }

  /** Adds a value of the run that is being read. */
  void add(long step, double value) {
    if (!Double.isFinite(value)) {
      notFinite++;
      return;
    }
    int bucket = buckets.of(step);
    merged |= runCounts[bucket] > 0;
    runCounts[bucket]++;
    // A running mean cannot overflow where a sum can.
    runMeans[bucket] += (value - runMeans[bucket]) / runCounts[bucket];
    low[bucket] = Math.min(low[bucket], value);
    high[bucket] = Math.max(high[bucket], value);
  }

  /** Ends the run that was being read. */
  void endRun() {
    for (int bucket = 0; bucket < runs.length; bucket++) {
      if (runCounts[bucket] > 0) {
        runs[bucket]++;
        means[bucket] += (runMeans[bucket] - means[bucket]) / runs[bucket];
      }
    }
    Arrays.fill(runMeans, 0);
    Arrays.fill(runCounts, 0);
  }

  /** Returns the buckets that have a value. */
  int[] filled() {
    int[] filled = new int[runs.length];
    int count = 0;
    for (int bucket = 0; bucket < runs.length; bucket++) {
      if (runs[bucket] > 0) {
        filled[count++] = bucket;
      }
    }
    return Arrays.copyOf(filled, count);
  }

  double mean(int bucket) {
    return means[bucket];
  }

  double low(int bucket) {
    return low[bucket];
  }

  double high(int bucket) {
    return high[bucket];
  }

  /** Returns whether a bucket holds several values of one run. */
  boolean isMerged() {
    return merged;
  }

  long notFinite() {
    return notFinite;
  }
}
