package io.dymad.numerics;

import java.util.Arrays;

/** Exponential and logarithm of square matrices. */
public final class MatrixFunctions {
  /** Coefficients of the Padé approximant [13/13] of the exponential. */
  private static final double[] PADE = {
    64764752532480000.0,
    32382376266240000.0,
    7771770303897600.0,
    1187353796428800.0,
    129060195264000.0,
    10559470521600.0,
    670442572800.0,
    33522128640.0,
    1323241920.0,
    40840800.0,
    960960.0,
    16380.0,
    182.0,
    1.0
  };

  /** Largest 1-norm at which the approximant is exact to rounding. */
  private static final double PADE_NORM = 5.371920351148152;

  /** Largest norm of {@code A - I} at which the quadrature of the logarithm is used. */
  private static final double LOG_NORM = 0.25;

  private static final int MAX_ROOTS = 64;
  private static final double REAL_TOLERANCE = 1e-8;

  private MatrixFunctions() {}

  /**
   * Returns the exponential, by scaling and squaring.
   *
   * @see <a href="https://doi.org/10.1137/04061101X">Higham (2005), algorithm 2.3</a>
   */
  public static <M extends Dense<M>> M exp(M a) {
    Elements.checkSquare(a, "exponential");
    double norm = a.requireFinite("The matrix").norm1();
    int squarings = norm <= PADE_NORM ? 0 : Math.getExponent(norm / PADE_NORM) + 1;
    M x = a.times(Math.scalb(1.0, -squarings));
    M identity = a.identityLike(a.rows());
    M x2 = x.times(x);
    M x4 = x2.times(x2);
    M x6 = x4.times(x2);
    M odd =
        x.times(
            x6.times(x6.times(PADE[13]).plus(x4.times(PADE[11])).plus(x2.times(PADE[9])))
                .plus(x6.times(PADE[7]))
                .plus(x4.times(PADE[5]))
                .plus(x2.times(PADE[3]))
                .plus(identity.times(PADE[1])));
    M even =
        x6.times(x6.times(PADE[12]).plus(x4.times(PADE[10])).plus(x2.times(PADE[8])))
            .plus(x6.times(PADE[6]))
            .plus(x4.times(PADE[4]))
            .plus(x2.times(PADE[2]))
            .plus(identity.times(PADE[0]));
    M result = even.minus(odd).lu().solve(even.plus(odd));
    for (int i = 0; i < squarings; i++) {
      result = result.times(result);
    }
    return result;
  }

  /**
   * Returns {@code φ₁(A) = Σ Aᵏ / (k+1)!}, which is {@code A⁻¹ (e^A - I)} where A is invertible.
   */
  public static <M extends Dense<M>> M phi1(M a) {
    int n = a.rows();
    M identity = a.identityLike(n);
    M zero = identity.times(0.0);
    return exp(a.beside(identity).above(zero.beside(zero))).rows(0, n).columns(n, 2 * n);
  }

  /**
   * Returns the principal logarithm of a real matrix, which is real.
   *
   * @throws ArithmeticException if an eigenvalue is zero or on the negative real axis, where there
   *     is none
   */
  public static Matrix log(Matrix a) {
    return log(a.toComplex()).requireReal(REAL_TOLERANCE, "The logarithm of a real matrix");
  }

  /**
   * Returns the principal logarithm: inverse scaling and squaring on the Schur form, then the
   * integral {@code log(I + X) = ∫₀¹ X (I + t X)⁻¹ dt} by Gauss-Legendre quadrature. It needs no
   * eigenvectors, so that defective matrices are as good as others.
   *
   * @throws ArithmeticException if an eigenvalue is zero or on the negative real axis
   * @see <a href="https://doi.org/10.1137/S0895479899364015">Cheng, Higham, Kenney and Laub
   *     (2001)</a>
   */
  public static ComplexMatrix log(ComplexMatrix a) {
    Elements.checkSquare(a, "logarithm");
    Schur schur = a.schur();
    checkSpectrum(schur.t().diagonal());
    int n = a.rows();
    ComplexMatrix identity = ComplexMatrix.identity(n);
    ComplexMatrix root = schur.t();
    int roots = 0;
    while (root.minus(identity).norm1() > LOG_NORM) {
      if (++roots > MAX_ROOTS) {
        throw new ArithmeticException("The logarithm did not converge.");
      }
      root = sqrtTriangular(root);
    }
    ComplexMatrix x = root.minus(identity);
    ComplexMatrix sum = x.times(0.0);
    GaussLegendre rule = GaussLegendre.of(12);
    for (int k = 0; k < rule.size(); k++) {
      double node = (1 + rule.node(k)) / 2;
      ComplexMatrix term = Triangular.solveUpper(identity.plus(x.times(node)), x);
      sum = sum.plus(term.times(rule.weight(k) / 2));
    }
    return schur.z().times(sum.times(Math.scalb(1.0, roots))).timesAdjoint(schur.z());
  }

  private static void checkSpectrum(ComplexVector eigenvalues) {
    double largest = Arrays.stream(eigenvalues.abs()).max().orElse(0);
    eigenvalues.stream()
        .forEach(
            value -> {
              double rounding = RankRule.EPSILON * largest;
              if (value.abs() <= rounding || (value.re() < 0 && Math.abs(value.im()) <= rounding)) {
                throw new ArithmeticException(
                    "The eigenvalue %.6g%+.6gi has no principal logarithm: zero and the negative real axis are excluded. Maybe filter eigenpairs by residual, or fit the generator instead."
                        .formatted(value.re(), value.im()));
              }
            });
  }

  /** Returns the principal square root of an upper triangular matrix (Björck and Hammarling). */
  private static ComplexMatrix sqrtTriangular(ComplexMatrix t) {
    int n = t.rows();
    Complex[][] r = new Complex[n][n];
    for (int j = 0; j < n; j++) {
      r[j][j] = t.get(j, j).sqrt();
      for (int i = j - 1; i >= 0; i--) {
        Complex sum = t.get(i, j);
        for (int k = i + 1; k < j; k++) {
          sum = sum.minus(r[i][k].times(r[k][j]));
        }
        r[i][j] = sum.dividedBy(r[i][i].plus(r[j][j]));
      }
    }
    return ComplexMatrix.generate(n, n, (i, j) -> i <= j ? r[i][j] : Complex.ZERO);
  }
}
