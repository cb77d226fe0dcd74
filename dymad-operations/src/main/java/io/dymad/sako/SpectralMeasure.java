package io.dymad.sako;

import io.dymad.edmd.Lifted;
import io.dymad.numerics.Blas;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Qr;
import io.dymad.numerics.Schur;
import io.dymad.numerics.Triangular;
import java.util.Arrays;

/**
 * How the energy of an observable f is spread over frequencies: the measure ν on (-π, π] with
 * {@code <Kⁿ f, f> = ∫ e^(inθ) dν(θ)}, smoothed by a {@link RationalKernel}. Its mass is {@code
 * ‖f‖²}.
 *
 * <p>It is exact for maps that preserve the measure of the weights; for dissipative systems it is a
 * diagnostic only. A mean that is not removed shows as a peak at 0.
 *
 * <p>With {@code W^½ Ψ0 = Q R}, {@code A = Qᴴ W^½ Ψ1 R⁻¹} and {@code a = Qᴴ W^½ f}, it is {@code
 * -1/2π Re Σ_j [c_j conj(λ_j aᴴ s_j) + d_j aᴴ A s_j]} where {@code λ_j = e^(iθ)(1 + ε z_j)} and
 * {@code s_j = (A - λ_j)⁻¹ a}. The Schur form of A makes each solve triangular.
 *
 * @see <a href="https://doi.org/10.1002/cpa.22125">Colbrook and Townsend (2024), equation
 *     (4.11)</a>
 */
public final class SpectralMeasure {
  private final ComplexMatrix t;
  private final ComplexVector a;
  private final double energy;

  private SpectralMeasure(ComplexMatrix t, ComplexVector a, double energy) {
    this.t = t;
    this.a = a;
    this.energy = energy;
  }

  /**
   * Prepares the measure of an observable.
   *
   * @param observable f at the states, one column
   * @throws ArithmeticException if the features are linearly dependent
   */
  public static <M extends Dense<M>> SpectralMeasure of(Lifted<M> pairs, M observable) {
    if (observable.rows() != pairs.now().rows() || observable.columns() != 1) {
      throw new IllegalArgumentException(
          "The observable (%s) must be one column of %d values."
              .formatted(observable.shape(), pairs.now().rows()));
    }
    M all = pairs.triangle(observable);
    int features = pairs.features();
    Qr<M> qr = all.columns(0, features).qr();
    M next = all.columns(features, 2 * features);
    M compressed = qr.q().adjointTimes(Triangular.divideUpper(next, qr.r()));
    M weighted = all.columns(2 * features, 2 * features + 1);
    ComplexVector coefficients = qr.q().adjointTimes(weighted).toComplex().column(0);
    Schur schur = compressed.schur();
    double norm = weighted.frobeniusNorm();
    return new SpectralMeasure(schur.t(), schur.z().adjointTimes(coefficients), norm * norm);
  }

  /**
   * Returns the share of the observable's energy that the features represent, in [0, 1]; the rest
   * is missing from the measure.
   */
  public double representedEnergy() {
    double norm = a.norm();
    return energy == 0 ? 1 : norm * norm / energy;
  }

  /**
   * Returns the smoothed density at angles in radians, on all cores.
   *
   * @return energy per radian; may be slightly negative for orders above 1
   */
  public double[] density(RationalKernel kernel, double... theta) {
    return Blas.singleThreaded(
        () -> Arrays.stream(theta).parallel().map(angle -> density(kernel, angle)).toArray());
  }

  private double density(RationalKernel kernel, double theta) {
    Complex sum = Complex.ZERO;
    for (int j = 0; j < kernel.order(); j++) {
      Complex point = kernel.point(theta, j);
      ComplexVector s = Triangular.solveUpper(t.shifted(point), a.asColumn()).column(0);
      Complex resolvent = a.dot(s);
      // A s = a + λ s, so that aᴴ A s needs no product with the matrix.
      Complex image = a.dot(a).plus(point.times(resolvent));
      sum =
          sum.plus(kernel.c().get(j).times(point.times(resolvent).conjugate()))
              .plus(kernel.d().get(j).times(image));
    }
    return -sum.re() / (2 * Math.PI);
  }
}
