package io.dymad.sako;

import io.dymad.edmd.Edmd;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * A spectrum and what the drawings of a {@link SpectrumBootstrap} gave for it.
 *
 * @param full the fit of all trajectories; everything else is in the order of its eigenvalues
 * @param residuals of its eigenpairs on the data it was fitted to
 * @param heldOutResiduals the median over the drawings of the residual on the trajectories left
 *     out; NaN if no drawing left one out
 * @param exponents those of each drawing; of the frequencies that a sampled eigenvalue can have,
 *     the one nearest to that of the whole
 * @param degenerate how many further drawings were made and not used, since the features depended
 *     on each other
 */
public record UncertainSpectrum(
    Edmd<Matrix> full,
    List<Double> residuals,
    List<Double> heldOutResiduals,
    List<ComplexVector> exponents,
    int degenerate) {
  public UncertainSpectrum {
    residuals = List.copyOf(residuals);
    heldOutResiduals = List.copyOf(heldOutResiduals);
    exponents = List.copyOf(exponents);
  }

  /** Returns the standard deviations of the real parts of the exponents, per unit of time. */
  public double[] growthDeviations() {
    return deviations(ComplexVector::re);
  }

  /** Returns the standard deviations of the imaginary parts, in radians per unit of time. */
  public double[] frequencyDeviations() {
    return deviations(ComplexVector::im);
  }

  private double[] deviations(Part part) {
    double[] deviations = new double[full.eigen().size()];
    Arrays.setAll(deviations, j -> deviation(values(part, j)));
    return deviations;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double sum = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(sum / (values.length - 1));
  }

  /**
   * Returns where the middle drawings have the real part of an exponent.
   *
   * @param index of the eigenvalue
   * @param level share of the drawings, in (0, 1)
   */
  public Interval growth(int index, double level) {
    return Interval.of(values(ComplexVector::re, index), level);
  }

  /**
   * Returns where the middle drawings have the imaginary part of an exponent.
   *
   * @param index of the eigenvalue
   * @param level share of the drawings, in (0, 1)
   */
  public Interval frequency(int index, double level) {
    return Interval.of(values(ComplexVector::im, index), level);
  }

  private double[] values(Part part, int index) {
    return exponents.stream().mapToDouble(one -> part.of(one)[index]).toArray();
  }

  private interface Part {
    double[] of(ComplexVector values);
  }

  /**
   * The middle of drawn numbers.
   *
   * @param low as many drawings are below
   * @param high as are above
   */
  public record Interval(double low, double high) {
    private static Interval of(double[] values, double level) {
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("The level (%s) must be in (0, 1).".formatted(level));
      }
      Arrays.sort(values);
      return new Interval(quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2));
    }

    private static double quantile(double[] sorted, double share) {
      double place = share * (sorted.length - 1);
      int below = (int) Math.min(Math.floor(place), sorted.length - 2.0);
      return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
  }
}
