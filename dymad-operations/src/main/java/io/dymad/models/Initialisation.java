package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * How the numbers of a weight are drawn at the start.
 *
 * @param kind the distribution
 * @param gain what the numbers are multiplied by
 */
public record Initialisation(Kind kind, double gain) {
  /** The distributions, for a weight of {@code [outputs, inputs]}. */
  public enum Kind {
    /** Uniform with bound {@code sqrt(3 / inputs)}. */
    KAIMING_UNIFORM,
    /** Normal with variance {@code 1 / inputs}. */
    KAIMING_NORMAL,
    /** Uniform with bound {@code sqrt(6 / (inputs + outputs))}. */
    XAVIER_UNIFORM,
    /** Normal with variance {@code 2 / (inputs + outputs)}. */
    XAVIER_NORMAL,
    /** Rows or columns, whichever are fewer, are orthonormal. */
    ORTHOGONAL,
    /** Normal with standard deviation 1. */
    NORMAL,
    /** The same, drawn again beyond two standard deviations. */
    TRUNC_NORMAL,
    /** Uniform in [0, 1). */
    UNIFORM,
    /** All 0. */
    ZEROS,
    /** All 1. */
    ONES,
    /**
     * 1 on the diagonal, elsewhere 0, plus a tenth of XAVIER_UNIFORM: a map that changes little.
     */
    NEAR_IDENTITY,
    /** A tenth of XAVIER_UNIFORM: a rate near standing still. */
    NEAR_ZERO;

    /** Returns the name in configurations, such as {@code xavier_uniform}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much the maps near nothing differ from it. */
  private static final double SMALL = 0.1;

  public Initialisation {
    requireNonNull(kind, "kind");
    if (!Double.isFinite(gain)) {
      throw new IllegalArgumentException("The gain (%s) must be finite.".formatted(gain));
    }
  }

  /** Returns a distribution as it is. */
  public static Initialisation of(Kind kind) {
    return new Initialisation(kind, 1);
  }

  /** Returns the same distribution, further widened. */
  public Initialisation timesGain(double factor) {
    return new Initialisation(kind, gain * factor);
  }

  /** Returns a weight; the numbers are drawn row after row. */
  public Matrix draw(int outputs, int inputs, RandomGenerator random) {
    Matrix drawn =
        switch (kind) {
          case KAIMING_UNIFORM -> uniform(outputs, inputs, Math.sqrt(3.0 / inputs), random);
          case KAIMING_NORMAL -> normal(outputs, inputs, Math.sqrt(1.0 / inputs), random);
          case XAVIER_UNIFORM -> xavier(outputs, inputs, random);
          case XAVIER_NORMAL ->
              normal(outputs, inputs, Math.sqrt(2.0 / (inputs + outputs)), random);
          case ORTHOGONAL -> orthogonal(outputs, inputs, random);
          case NORMAL -> normal(outputs, inputs, 1, random);
          case TRUNC_NORMAL -> byRows(outputs, inputs, () -> truncated(random));
          case UNIFORM -> byRows(outputs, inputs, random::nextDouble);
          case ZEROS -> Matrix.zeros(outputs, inputs);
          case ONES -> Matrix.generate(outputs, inputs, (i, j) -> 1);
          case NEAR_IDENTITY ->
              Matrix.generate(outputs, inputs, (i, j) -> i == j ? 1 : 0)
                  .plus(xavier(outputs, inputs, random).times(SMALL));
          case NEAR_ZERO -> xavier(outputs, inputs, random).times(SMALL);
        };
    return drawn.times(gain);
  }

  private interface Draw {
    double next();
  }

  private static Matrix byRows(int rows, int columns, Draw draw) {
    double[] elements = new double[Math.multiplyExact(rows, columns)];
    Arrays.setAll(elements, i -> draw.next());
    return Matrix.ofRowMajor(rows, columns, elements);
  }

  private static Matrix uniform(int rows, int columns, double bound, RandomGenerator random) {
    return byRows(rows, columns, () -> bound * (2 * random.nextDouble() - 1));
  }

  private static Matrix xavier(int outputs, int inputs, RandomGenerator random) {
    return uniform(outputs, inputs, Math.sqrt(6.0 / (inputs + outputs)), random);
  }

  private static Matrix normal(int rows, int columns, double deviation, RandomGenerator random) {
    return byRows(rows, columns, () -> deviation * random.nextGaussian());
  }

  private static double truncated(RandomGenerator random) {
    double drawn = random.nextGaussian();
    while (Math.abs(drawn) > 2) {
      drawn = random.nextGaussian();
    }
    return drawn;
  }

  private static Matrix orthogonal(int rows, int columns, RandomGenerator random) {
    Matrix tall = normal(Math.max(rows, columns), Math.min(rows, columns), 1, random);
    Matrix q = tall.qr().q();
    return rows >= columns ? q : q.adjoint();
  }
}
