package io.dymad.sako;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;

/**
 * A rational smoothing kernel on the unit circle: {@code K_ε(θ) = e^(-iθ)/2π Σ_j [c_j / (e^(-iθ) -
 * 1/(1 + ε conj z_j)) - d_j / (e^(-iθ) - (1 + ε z_j))]} with {@code z_j = 1 + i (2j/(m+1) - 1)}.
 * Its integral is 1; smoothing a smooth density by it costs {@code O(ε^m log(1/ε))}.
 *
 * <p>The coefficients solve {@code Σ_j c_j t_j^k = δ_k0} and {@code Σ_j d_j z_j^k = δ_k0}, k &lt;
 * m, with {@code t_j = -conj(z_j) / (1 + ε conj(z_j))}.
 *
 * @param order m, from 1 to 20
 * @param epsilon ε, above 0
 * @param poles z
 * @param c coefficients
 * @param d coefficients
 * @see <a href="https://doi.org/10.1002/cpa.22125">Colbrook and Townsend (2024), section 4</a>
 */
public record RationalKernel(
    int order, double epsilon, ComplexVector poles, ComplexVector c, ComplexVector d) {
  private static final int LARGEST_ORDER = 20;

  /** Returns the kernel of an order and a width. */
  public static RationalKernel of(int order, double epsilon) {
    if (order < 1 || order > LARGEST_ORDER) {
      throw new IllegalArgumentException(
          "The order (%d) must be from 1 to %d.".formatted(order, LARGEST_ORDER));
    }
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The width (%s) must be above 0.".formatted(epsilon));
    }
    ComplexVector z =
        ComplexVector.generate(order, j -> new Complex(1, 2.0 * (j + 1) / (order + 1) - 1));
    ComplexVector t =
        z.map(
            pole ->
                pole.conjugate()
                    .negated()
                    .dividedBy(Complex.ONE.plus(pole.conjugate().times(epsilon))));
    return new RationalKernel(order, epsilon, z, moments(t), moments(z));
  }

  private static ComplexVector moments(ComplexVector nodes) {
    int m = nodes.size();
    ComplexMatrix vandermonde = ComplexMatrix.generate(m, m, (k, j) -> nodes.get(j).pow(k));
    ComplexVector right = ComplexVector.generate(m, k -> k == 0 ? Complex.ONE : Complex.ZERO);
    return vandermonde.lu().solve(right.asColumn()).column(0);
  }

  /** Returns {@code e^(iθ) (1 + ε z_j)}, a point outside the unit circle. */
  Complex point(double theta, int j) {
    return Complex.polar(1, theta).times(outside(j));
  }

  private Complex outside(int j) {
    return Complex.ONE.plus(poles.get(j).times(epsilon));
  }

  /** Returns the real part of the kernel at an angle in radians. */
  public double value(double theta) {
    Complex e = Complex.polar(1, -theta);
    Complex sum = Complex.ZERO;
    for (int j = 0; j < order; j++) {
      Complex inside = Complex.ONE.dividedBy(outside(j).conjugate());
      sum =
          sum.plus(c.get(j).dividedBy(e.minus(inside)))
              .minus(d.get(j).dividedBy(e.minus(outside(j))));
    }
    return e.times(sum).re() / (2 * Math.PI);
  }
}
