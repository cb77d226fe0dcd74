package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.Arrays;

/** Which pairs of samples a kernel connects. */
public sealed interface Graph {
  /** Returns, for each sample, the squared distance up to which it is connected. */
  double[] squaredRadii(Matrix squaredDistances);

  /** Returns the squared distance up to which a state is connected, given those to all samples. */
  double squaredRadius(double[] squaredDistances);

  /** Returns the graph of all pairs. */
  static Graph full() {
    return new Full();
  }

  /** Returns the graph of nearest neighbours. */
  static Graph nearest(int count) {
    return new Nearest(count);
  }

  /** All pairs. */
  record Full() implements Graph {
    @Override
    public double[] squaredRadii(Matrix squaredDistances) {
      double[] radii = new double[squaredDistances.rows()];
      Arrays.fill(radii, Double.MAX_VALUE);
      return radii;
    }

    @Override
    public double squaredRadius(double[] squaredDistances) {
      return Double.MAX_VALUE;
    }
  }

  /**
   * Pairs of which one is among the nearest of the other.
   *
   * @param count how many samples are nearest, the sample itself included, at least 2
   */
  record Nearest(int count) implements Graph {
    public Nearest {
      if (count < 2) {
        throw new IllegalArgumentException(
            "The number of neighbours (%d) must be at least 2.".formatted(count));
      }
    }

    @Override
    public double[] squaredRadii(Matrix squaredDistances) {
      double[] radii = new double[squaredDistances.rows()];
      Arrays.setAll(radii, i -> squaredRadius(squaredDistances.column(i)));
      return radii;
    }

    @Override
    public double squaredRadius(double[] squaredDistances) {
      if (count > squaredDistances.length) {
        throw new IllegalArgumentException(
            "%d samples do not have %d neighbours.".formatted(squaredDistances.length, count));
      }
      return Neighbours.ranked(squaredDistances, count - 1);
    }
  }
}
