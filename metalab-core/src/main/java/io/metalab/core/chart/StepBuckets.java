package io.metalab.core.chart;

/** Divides steps into at most so many equal parts, the same for all curves of a picture. */
record StepBuckets(long first, long width, int count) {
  /** Returns the buckets from a step to another one. */
  static StepBuckets of(long first, long last, int most) {
    long steps = Math.addExact(Math.subtractExact(last, first), 1);
    long width = (steps + most - 1) / most;
    return new StepBuckets(first, width, (int) ((steps + width - 1) / width));
  }

  int of(long step) {
    return (int) ((step - first) / width);
  }

  /** Returns the middle of a bucket. */
  double middle(int bucket) {
    return first + (double) bucket * width + (width - 1) / 2.0;
  }
}
