package io.dymad.sako;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;

/**
 * A window that turns autocorrelations {@code a_n = <Kⁿ f, f>} into a smoothed spectral measure:
 * {@code ν_N(θ) = 1/2π Σ_{|n|≤N} φ(n/N) a_n e^(-inθ)} with {@code a_{-n} = conj(a_n)}. Its mass is
 * {@code a_0}.
 *
 * @see <a href="https://doi.org/10.1002/cpa.22125">Colbrook and Townsend (2024), section 3</a>
 */
public enum MomentFilter {
  /** {@code 1 - |x|}; order 1. */
  HAT,
  /** {@code (1 + cos πx) / 2}; order 2. */
  COSINE,
  /** {@code 1 - x⁴ (-20 |x|³ + 70 x² - 84 |x| + 35)}; order 4. */
  FOURTH,
  /** {@code exp(-2/(1-|x|) exp(-0.109550455106347/x⁴))}; of infinite order. */
  BUMP;

  private static final double BUMP_RATE = 0.109550455106347;

  /** Returns {@code φ(x)}: 1 at 0, 0 where {@code |x| ≥ 1}. */
  public double at(double x) {
    double r = Math.abs(x);
    if (r == 0) {
      return 1;
    }
    if (r >= 1) {
      return 0;
    }
    return switch (this) {
      case HAT -> 1 - r;
      case COSINE -> (1 + Math.cos(Math.PI * r)) / 2;
      case FOURTH -> 1 - r * r * r * r * (((-20 * r + 70) * r - 84) * r + 35);
      case BUMP -> Math.exp(-2 / (1 - r) * Math.exp(-BUMP_RATE / (r * r * r * r)));
    };
  }

  /**
   * Returns the smoothed density at angles in radians.
   *
   * @param autocorrelations {@code a_0, …, a_N}, at least two
   */
  public double[] density(ComplexVector autocorrelations, double... theta) {
    int last = autocorrelations.size() - 1;
    if (last < 1) {
      throw new IllegalArgumentException("A measure needs at least two autocorrelations.");
    }
    double[] density = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double sum = autocorrelations.get(0).re();
      for (int n = 1; n <= last; n++) {
        Complex turned = autocorrelations.get(n).times(Complex.polar(1, -n * theta[i]));
        sum += 2 * at((double) n / last) * turned.re();
      }
      density[i] = sum / (2 * Math.PI);
    }
    return density;
  }
}
