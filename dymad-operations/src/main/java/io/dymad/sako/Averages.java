package io.dymad.sako;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;

/** Averages of an observable along orbits and over samples. */
public final class Averages {
  private Averages() {}

  /**
   * Returns the generalised Laplace average {@code 1/N Σ_n λ^(-n) f_n} of values along an orbit:
   * the part of f on the eigenvalue λ, for large N. With {@code |λ| = 1} it is a harmonic average.
   *
   * @param values {@code f_0, f_1, …} along one orbit, at least one
   * @see <a href="https://doi.org/10.1063/1.4736843">Budišić, Mohr and Mezić (2012), section
   *     IV.B</a>
   */
  public static Complex laplace(ComplexVector values, Complex eigenvalue) {
    Complex inverse = Complex.ONE.dividedBy(eigenvalue);
    Complex sum = Complex.ZERO;
    for (int n = values.size() - 1; n >= 0; n--) {
      sum = sum.times(inverse).plus(values.get(n));
    }
    return sum.times(1.0 / values.size());
  }

  /**
   * Returns the autocorrelation {@code <Kⁿ f, f> = Σ w_i f(x_i after n steps) conj(f(x_i))} of
   * samples with weights.
   */
  public static Complex correlation(ComplexVector later, ComplexVector now, double... weights) {
    if (later.size() != now.size() || weights.length != now.size()) {
      throw new IllegalArgumentException(
          "There are %d later values, %d values and %d weights; these must be equal in number."
              .formatted(later.size(), now.size(), weights.length));
    }
    Complex sum = Complex.ZERO;
    for (int i = 0; i < weights.length; i++) {
      sum = sum.plus(later.get(i).times(now.get(i).conjugate()).times(weights[i]));
    }
    return sum;
  }
}
