package io.dymad.transforms;

import io.dymad.numerics.Matrix;

/**
 * The intrinsic dimension of samples and the width of kernel that shows it, from how fast {@code
 * S(e) = N⁻² Σ_ij exp(-d_ij² / e)} grows: {@code 2 d log S / d log e} rises from 0 to the dimension
 * once e is above the distances of neighbours, and beyond it where e feels the curvature.
 *
 * @see <a href="https://doi.org/10.1016/j.acha.2015.01.001">Berry and Harlim (2016), section
 *     4.1</a>
 */
public final class DimensionEstimate {
  /** Binary logarithms of the widths searched, relative to the largest squared distance. */
  private static final double LOWEST = -30;

  private static final double HIGHEST = 5;
  private static final double SPACING = 0.25;
  private static final double ACCURACY = 1e-6;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** How near below a whole number an estimate must be to be rounded up. */
  private static final double NEAR = 0.2;

  private final double largest;
  private final double[] squares;
  private final double steepest;

  private DimensionEstimate(double largest, double[] squares) {
    this.largest = largest;
    this.squares = squares;
    this.steepest = steepest();
  }

  /**
   * Returns the estimate for squared distances of all pairs.
   *
   * @throws IllegalArgumentException if all samples coincide
   */
  public static DimensionEstimate of(Matrix squaredDistances) {
    double largest = squaredDistances.maxAbs();
    if (!(largest > 0)) {
      throw new IllegalArgumentException(
          "All %d samples coincide, so that they have no dimension."
              .formatted(squaredDistances.rows()));
    }
    return new DimensionEstimate(largest, squaredDistances.times(1 / largest).toColumnMajor());
  }

  private double steepest() {
    double best = LOWEST;
    for (double place = LOWEST; place <= HIGHEST; place += SPACING) {
      best = slope(place) > slope(best) ? place : best;
    }
    double from = best - SPACING;
    double to = best + SPACING;
    while (to - from > ACCURACY) {
      double left = to - GOLDEN * (to - from);
      double right = from + GOLDEN * (to - from);
      if (slope(left) > slope(right)) {
        to = right;
      } else {
        from = left;
      }
    }
    return (from + to) / 2;
  }

  /** Returns {@code 2 d log S / d log e} at the binary logarithm of a width. */
  private double slope(double place) {
    double e = Math.pow(2, place);
    double sum = 0;
    double moment = 0;
    for (double square : squares) {
      double kernel = Math.exp(-square / e);
      sum += kernel;
      moment += kernel * square / e;
    }
    return 2 * moment / sum;
  }

  /**
   * Returns the width e, in squared units of the states, at which the kernel sum grows fastest:
   * wide, as regression likes kernels.
   */
  public double steepestWidth() {
    return largest * Math.pow(2, steepest);
  }

  /** Returns the largest slope, which need not be whole. */
  public double raw() {
    return slope(steepest);
  }

  /** Returns the dimension as a whole number, at least 1: rounded up only from 0.2 below. */
  public int dimension() {
    return Math.max(1, (int) Math.floor(raw() + NEAR));
  }

  /**
   * Returns the smallest width e, in squared units of the states, whose slope is a dimension: there
   * the gaps between samples distort the kernel sum as much as the curvature does. The steepest
   * width, which others take, may be as wide as the whole set.
   *
   * @param dimension at least 1; where no slope reaches it, the width of the largest one is taken
   */
  public double width(int dimension) {
    double from = LOWEST;
    double to = LOWEST;
    while (to < steepest && slope(to) < dimension) {
      from = to;
      to += SPACING;
    }
    if (to >= steepest && raw() < dimension) {
      return steepestWidth();
    }
    while (to - from > ACCURACY) {
      double middle = (from + to) / 2;
      if (slope(middle) < dimension) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return largest * Math.pow(2, to);
  }
}
