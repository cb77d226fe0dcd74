package io.metalab.core.search.algorithm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The points that were given one budget, the best share of which goes on to the next. */
final class Rung {
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Result(double[] point, double value, int number) {}

  private static final Comparator<Result> ORDER =
      Comparator.comparingDouble(Result::value).thenComparingInt(Result::number);

  private final int level;
  private final double factor;

  /** All results, the best first. */
  private final List<Result> sorted = new ArrayList<>();

  private final PriorityQueue<Result> waiting = new PriorityQueue<>(ORDER);

  Rung(int level, double factor) {
    this.level = level;
    this.factor = factor;
  }

  int level() {
    return level;
  }

  void add(double[] point, double value) {
    Result result = new Result(point, value, sorted.size());
    int place = Collections.binarySearch(sorted, result, ORDER);
    sorted.add(-place - 1, result);
    if (value < Double.POSITIVE_INFINITY) {
      waiting.add(result);
    }
  }

  /** Returns the best point that has not gone on, if it is among those that may. */
  Optional<double[]> promote() {
    Result next = waiting.peek();
    if (next == null
        || Collections.binarySearch(sorted, next, ORDER) >= (int) (sorted.size() / factor)) {
      return Optional.empty();
    }
    return Optional.of(waiting.remove().point());
  }
}
