package io.dymad.kernel;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Gaussian kernel of a diffusion on samples: with {@code w(x, z) = exp(-|x - z|² / 4ε)}, {@code
 * q(x) = Σ_j w(x, x_j)}, {@code v(x, z) = w(x, z) / (q(x) q(z))^α} and {@code d(x) = Σ_j v(x,
 * x_j)}, it is {@code v(x, z) / sqrt(d(x) d(z))}. With α = 1 it does not depend on how densely the
 * samples lie. Far from all samples, where q is below the smallest number, it is not defined.
 * Immutable.
 *
 * @see <a href="https://doi.org/10.1016/j.acha.2006.04.006">Coifman and Lafon (2006)</a>
 */
public final class DiffusionKernel implements Kernel {
  private final Matrix samples;
  private final double epsilon;
  private final double alpha;
  private final Gaussian gaussian;

  /** {@code q(x_j)^-α} of the samples. */
  private final double[] weights;

  private DiffusionKernel(Matrix samples, double epsilon, double alpha) {
    this.samples = samples;
    this.epsilon = epsilon;
    this.alpha = alpha;
    this.gaussian = new Gaussian(Math.sqrt(2 * epsilon));
    this.weights = sums(gaussian.evaluate(samples, samples));
    Arrays.setAll(weights, j -> Math.pow(weights[j], -alpha));
  }

  /**
   * Returns the kernel of a diffusion on samples.
   *
   * @param samples shape {@code [samples, state]}
   * @param epsilon ε, in squared units of the states, above 0
   * @param alpha α, from 0 to 1
   */
  public static DiffusionKernel of(Matrix samples, double epsilon, double alpha) {
    samples.requireFinite("The samples");
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY) || !(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "The width (%s) must be above 0, alpha (%s) from 0 to 1.".formatted(epsilon, alpha));
    }
    return new DiffusionKernel(samples, epsilon, alpha);
  }

  /** Returns the samples, shape {@code [samples, state]}. */
  public Matrix samples() {
    return samples;
  }

  /** Returns ε. */
  public double epsilon() {
    return epsilon;
  }

  /** Returns α. */
  public double alpha() {
    return alpha;
  }

  /**
   * What turns w of points x into the kernel.
   *
   * @param densities q, one for each point
   * @param degrees {@code p = Σ_j w(x, x_j) q(x_j)^-α}, so that {@code d = q^-α p}
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Sums(double[] densities, double[] degrees) {}

  private static double[] sums(Matrix values) {
    double[] ones = new double[values.columns()];
    Arrays.fill(ones, 1);
    return values.times(ones);
  }

  private Sums sumsOver(Matrix toSamples) {
    double[] densities = sums(toSamples);
    for (int i = 0; i < densities.length; i++) {
      if (!(densities[i] > 0)) {
        throw new ArithmeticException(
            "The state %d is too far from all samples for the width of the kernel.".formatted(i));
      }
    }
    return new Sums(densities, toSamples.times(weights));
  }

  /** Returns {@code h = q^-α d^(-1/2) = q^(-α/2) p^(-1/2)}, with which the kernel is h w h. */
  private double[] factors(Sums sums) {
    double[] factors = new double[sums.densities.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = Math.pow(sums.densities[i], -alpha / 2) / Math.sqrt(sums.degrees[i]);
    }
    return factors;
  }

  private double[] factors(Matrix states) {
    return factors(sumsOver(gaussian.evaluate(states, samples)));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a short cut for the same points
  public Matrix evaluate(Matrix left, Matrix right) {
    double[] rows = factors(left);
    double[] columns = left == right ? rows : factors(right);
    return gaussian.evaluate(left, right).scaleRows(rows).scaleColumns(columns);
  }

  @Override
  public Matrix derivative(Matrix left, Matrix directions, Matrix right) {
    Sums sums = sumsOver(gaussian.evaluate(left, samples));
    Matrix slopes = gaussian.derivative(left, directions, samples);
    double[] densities = sums(slopes);
    double[] degrees = slopes.times(weights);
    double[] logarithmic = new double[left.rows()];
    Arrays.setAll(
        logarithmic,
        i -> -alpha / 2 * densities[i] / sums.densities[i] - degrees[i] / (2 * sums.degrees[i]));
    return gaussian
        .evaluate(left, right)
        .scaleRows(logarithmic)
        .plus(gaussian.derivative(left, directions, right))
        .scaleRows(factors(sums))
        .scaleColumns(factors(right));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DiffusionKernel kernel
        && samples.equals(kernel.samples)
        && epsilon == kernel.epsilon
        && alpha == kernel.alpha;
  }

  @Override
  public int hashCode() {
    return Objects.hash(samples, epsilon, alpha);
  }

  @Override
  public String toString() {
    return "DiffusionKernel[%d samples, epsilon=%s, alpha=%s]"
        .formatted(samples.rows(), epsilon, alpha);
  }
}
