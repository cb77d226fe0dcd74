package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Distances between points in rows. */
final class Neighbours {
  private Neighbours() {}

  /** Returns the squared distances of all points from one. */
  static double[] squaredDistances(Matrix points, double[] from) {
    double[] squares = new double[points.rows()];
    Arrays.setAll(squares, i -> squaredDistance(points.row(i), from));
    return squares;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }

  /** Returns the indices of the smallest values, smallest first, equal ones by index. */
  static int[] smallest(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns the value at a place of the sorted order, the smallest at 0. */
  static double ranked(double[] values, int place) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[place];
  }
}
