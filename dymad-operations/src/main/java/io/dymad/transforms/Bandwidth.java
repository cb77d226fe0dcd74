package io.dymad.transforms;

import io.dymad.numerics.Matrix;

/** How the width ε of a kernel {@code exp(-d² / 4ε)} is chosen. */
public sealed interface Bandwidth {
  /** Returns ε for squared distances. */
  double epsilon(Matrix squaredDistances);

  /** Returns the width that {@link DimensionEstimate} finds. */
  static Bandwidth automatic() {
    return new Automatic();
  }

  /** Returns a width given beforehand. */
  static Bandwidth of(double epsilon) {
    return new Given(epsilon);
  }

  /** The width at which the kernel sum grows as the dimension says, over 4. */
  record Automatic() implements Bandwidth {
    @Override
    public double epsilon(Matrix squaredDistances) {
      DimensionEstimate estimate = DimensionEstimate.of(squaredDistances);
      return estimate.width(estimate.dimension()) / 4;
    }
  }

  /**
   * A width given beforehand.
   *
   * @param value ε, in squared units of the states, above 0
   */
  record Given(double value) implements Bandwidth {
    public Given {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("The width (%s) must be above 0.".formatted(value));
      }
    }

    @Override
    public double epsilon(Matrix squaredDistances) {
      return value;
    }
  }
}
