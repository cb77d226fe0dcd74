package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Lengths of shortest paths over a graph of samples, by Dijkstra's algorithm. */
final class ShortestPaths {
  private ShortestPaths() {}

  /**
   * Returns the lengths between all pairs.
   *
   * @param squares squared distances
   * @param squaredRadii up to which distance each sample is connected
   * @throws IllegalArgumentException if some samples cannot be reached from others
   */
  static Matrix of(Matrix squares, double[] squaredRadii) {
    int n = squares.rows();
    int[][] neighbours = new int[n][];
    for (int i = 0; i < n; i++) {
      int from = i;
      neighbours[i] =
          IntStream.range(0, n)
              .filter(j -> j != from)
              .filter(j -> squares.get(from, j) <= Math.max(squaredRadii[from], squaredRadii[j]))
              .toArray();
    }
    double[][] lengths = new double[n][];
    IntStream.range(0, n).parallel().forEach(i -> lengths[i] = from(i, squares, neighbours));
    for (int j = 0; j < n; j++) {
      if (lengths[0][j] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "The samples fall apart: sample %d cannot be reached from sample 0. Maybe connect more neighbours."
                .formatted(j));
      }
    }
    return Matrix.of(lengths);
  }

  private static double[] from(int start, Matrix squares, int[][] neighbours) {
    int n = neighbours.length;
    double[] lengths = new double[n];
    Arrays.fill(lengths, Double.POSITIVE_INFINITY);
    lengths[start] = 0;
    boolean[] done = new boolean[n];
    for (int step = 0; step < n; step++) {
      int next = -1;
      for (int j = 0; j < n; j++) {
        if (!done[j] && (next < 0 || lengths[j] < lengths[next])) {
          next = j;
        }
      }
      done[next] = true;
      for (int j : neighbours[next]) {
        lengths[j] = Math.min(lengths[j], lengths[next] + Math.sqrt(squares.get(next, j)));
      }
    }
    return lengths;
  }
}
