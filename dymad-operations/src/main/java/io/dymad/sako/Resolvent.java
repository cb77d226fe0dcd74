package io.dymad.sako;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Qr;
import io.dymad.numerics.Svd;
import io.dymad.numerics.Triangular;
import java.util.Arrays;

/**
 * The resolvent {@code (zI - A)⁻¹} of a matrix that acts on columns: what forcing at z does to the
 * state. Gains are its singular values.
 *
 * <p>The gains come from the singular values of {@code zI - A} itself, the smallest first, so that
 * nothing is inverted and a point on an eigenvalue gives an infinite gain instead of an error.
 *
 * @see <a href="https://doi.org/10.1017/jfm.2021.337">Herrmann et al. (2021), section 2</a>
 */
public final class Resolvent {
  private final ComplexMatrix matrix;
  private final ComplexMatrix basis;

  private Resolvent(ComplexMatrix matrix, ComplexMatrix basis) {
    this.matrix = matrix;
    this.basis = basis;
  }

  /**
   * The strongest amplification at a point.
   *
   * @param gain its factor
   * @param response unit state that comes out
   * @param forcing unit forcing that causes it
   */
  public record Amplification(double gain, ComplexVector response, ComplexVector forcing) {}

  /** Returns the resolvent of a square matrix. */
  public static <M extends Dense<M>> Resolvent of(M matrix) {
    return new Resolvent(
        matrix.toComplex().requireFinite("The matrix"), ComplexMatrix.identity(matrix.rows()));
  }

  /**
   * Returns the resolvent in the norm {@code |x|² = Σ w_i x_i²} of input and output.
   *
   * @param weights w, above 0
   */
  public static Resolvent weighted(Matrix matrix, double... weights) {
    if (weights.length != matrix.rows() || Arrays.stream(weights).anyMatch(w -> !(w > 0))) {
      throw new IllegalArgumentException(
          "The weights must be %d numbers above 0.".formatted(matrix.rows()));
    }
    double[] roots = Arrays.stream(weights).map(Math::sqrt).toArray();
    double[] inverses = Arrays.stream(roots).map(root -> 1 / root).toArray();
    return new Resolvent(
        matrix.scaleRows(roots).scaleColumns(inverses).toComplex(),
        Matrix.diagonal(inverses).toComplex());
  }

  /**
   * Returns the resolvent restricted to the span of some eigenvectors, for input and output: with
   * {@code V = Q R}, that of {@code R Λ R⁻¹} in the basis Q. Eigenvalues and vectors belong
   * together as they are: neither is conjugated.
   *
   * @param pairs eigenvalues with right eigenvectors
   */
  public static Resolvent modal(Eigen pairs) {
    Qr<ComplexMatrix> qr = pairs.right().qr();
    ComplexMatrix reduced = Triangular.divideUpper(qr.r().scaleColumns(pairs.values()), qr.r());
    return new Resolvent(reduced, qr.q());
  }

  /** Returns the gains at a point, largest first; infinite at an eigenvalue. */
  public double[] gains(Complex z) {
    double[] s = matrix.shifted(z).singularValues();
    double[] gains = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      gains[i] = 1 / s[s.length - 1 - i];
    }
    return gains;
  }

  /** Returns the largest gain with its forcing and response. */
  public Amplification strongest(Complex z) {
    // (zI - A) = U S Vᴴ: the inverse takes u to v / s.
    Svd<ComplexMatrix> svd = matrix.shifted(z).times(-1.0).svd();
    int last = svd.size() - 1;
    return new Amplification(
        1 / svd.singularValues()[last],
        basis.times(svd.v().column(last)),
        basis.times(svd.u().column(last)));
  }
}
