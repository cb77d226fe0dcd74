package io.dymad.sampling;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Where trajectories start, or which parameters they have. */
public sealed interface Starts {
  /** Returns the number of variables. */
  int size();

  /**
   * Returns the values of one trajectory.
   *
   * @throws IllegalArgumentException if there are none for a trajectory of this index
   */
  double[] draw(int index, RandomGenerator random);

  /** Returns no values, for systems without parameters. */
  static Starts none() {
    return new Given(Matrix.zeros(1, 0));
  }

  /** Returns points uniform in a box: one row of lower and one of upper bounds. */
  static Starts uniform(double[] low, double[] high) {
    return new Uniform(Matrix.of(low, high));
  }

  /** Returns one point for all trajectories. */
  static Starts at(double... point) {
    return new Given(Matrix.ofRowMajor(1, point.length, point));
  }

  /**
   * Points uniform in a box.
   *
   * @param bounds lower bounds in the first row, upper ones in the second
   */
  record Uniform(Matrix bounds) implements Starts {
    public Uniform {
      checkBounds(bounds);
    }

    @Override
    public int size() {
      return bounds.columns();
    }

    @Override
    public double[] draw(int index, RandomGenerator random) {
      double[] point = new double[size()];
      for (int j = 0; j < point.length; j++) {
        point[j] = new Range(bounds.get(0, j), bounds.get(1, j)).draw(random);
      }
      return point;
    }
  }

  /**
   * Independent normal numbers.
   *
   * @param mean one row
   * @param deviation standard deviations, one row, at least 0
   */
  record Gaussian(Matrix mean, Matrix deviation) implements Starts {
    public Gaussian {
      mean.requireFinite("The mean");
      checkDeviation(deviation, mean.columns());
      if (mean.rows() != 1) {
        throw new IllegalArgumentException(
            "The mean (%s) must be one row.".formatted(mean.shape()));
      }
    }

    @Override
    public int size() {
      return mean.columns();
    }

    @Override
    public double[] draw(int index, RandomGenerator random) {
      return perturbed(mean.row(0), deviation, random);
    }
  }

  /**
   * The points of a regular grid, the last variable running fastest. Each is used once.
   *
   * @param bounds lower bounds in the first row, upper ones in the second
   * @param counts points of each variable, one row of whole numbers, at least 1; a single one
   *     stands in the middle
   */
  record Grid(Matrix bounds, Matrix counts) implements Starts {
    public Grid {
      checkBounds(bounds);
      if (counts.rows() != 1 || counts.columns() != bounds.columns()) {
        throw new IllegalArgumentException(
            "The counts (%s) must be one for each of %d variables."
                .formatted(counts.shape(), bounds.columns()));
      }
      for (double count : counts.row(0)) {
        if (!(count >= 1) || count != Math.rint(count)) {
          throw new IllegalArgumentException(
              "The count (%s) of a grid must be a whole number of at least 1.".formatted(count));
        }
      }
    }

    /** Returns the number of points. */
    public int points() {
      long points = 1;
      for (double count : counts.row(0)) {
        points = Math.multiplyExact(points, (long) count);
      }
      return Math.toIntExact(points);
    }

    @Override
    public int size() {
      return bounds.columns();
    }

    @Override
    public double[] draw(int index, RandomGenerator random) {
      if (index >= points()) {
        throw new IllegalArgumentException(
            "The grid has %d points, so that there is none for trajectory %d."
                .formatted(points(), index));
      }
      double[] point = new double[size()];
      int rest = index;
      for (int j = point.length - 1; j >= 0; j--) {
        int count = (int) counts.get(0, j);
        double share = count == 1 ? 0.5 : (rest % count) / (count - 1.0);
        point[j] = (1 - share) * bounds.get(0, j) + share * bounds.get(1, j);
        rest /= count;
      }
      return point;
    }
  }

  /**
   * Points near reference points, which are taken in turn.
   *
   * @param references one in each row
   * @param deviation standard deviations of the normal numbers added, one row, at least 0
   */
  record Near(Matrix references, Matrix deviation) implements Starts {
    public Near {
      references.requireFinite("The reference points");
      checkDeviation(deviation, references.columns());
      if (references.rows() == 0) {
        throw new IllegalArgumentException("There is no reference point.");
      }
    }

    @Override
    public int size() {
      return references.columns();
    }

    @Override
    public double[] draw(int index, RandomGenerator random) {
      return perturbed(references.row(index % references.rows()), deviation, random);
    }
  }

  /**
   * Points given by the caller.
   *
   * @param points one row for each trajectory, or one for all
   */
  record Given(Matrix points) implements Starts {
    public Given {
      points.requireFinite("The points");
      if (points.rows() == 0) {
        throw new IllegalArgumentException("There is no point.");
      }
    }

    @Override
    public int size() {
      return points.columns();
    }

    @Override
    public double[] draw(int index, RandomGenerator random) {
      if (points.rows() > 1 && index >= points.rows()) {
        throw new IllegalArgumentException(
            "There are %d points, so that there is none for trajectory %d."
                .formatted(points.rows(), index));
      }
      return points.row(points.rows() == 1 ? 0 : index);
    }
  }

  private static double[] perturbed(double[] point, Matrix deviation, RandomGenerator random) {
    for (int j = 0; j < point.length; j++) {
      point[j] += deviation.get(0, j) * random.nextGaussian();
    }
    return point;
  }

  private static void checkBounds(Matrix bounds) {
    bounds.requireFinite("The bounds");
    if (bounds.rows() != 2) {
      throw new IllegalArgumentException(
          "The bounds (%s) must be a row of lower and a row of upper ones."
              .formatted(bounds.shape()));
    }
    for (int j = 0; j < bounds.columns(); j++) {
      if (bounds.get(0, j) > bounds.get(1, j)) {
        throw new IllegalArgumentException(
            "The lower bound (%s) of variable %d is above the upper one (%s)."
                .formatted(bounds.get(0, j), j, bounds.get(1, j)));
      }
    }
  }

  private static void checkDeviation(Matrix deviation, int size) {
    if (deviation.rows() != 1
        || deviation.columns() != size
        || Arrays.stream(deviation.row(0)).anyMatch(value -> !(value >= 0))) {
      throw new IllegalArgumentException(
          "The deviation (%s) must be one row of %d numbers of at least 0."
              .formatted(deviation.shape(), size));
    }
  }
}
