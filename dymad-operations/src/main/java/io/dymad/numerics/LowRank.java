package io.dymad.numerics;

import java.util.ArrayList;
import java.util.List;

/**
 * A square real matrix {@code A = U Vᵀ} of low rank, kept as its factors.
 *
 * @param u n x r
 * @param v n x r
 */
public record LowRank(Matrix u, Matrix v) {
  private static final double PAIR_TOLERANCE = 1e-8;

  public LowRank {
    if (u.rows() != v.rows() || u.columns() != v.columns()) {
      throw new IllegalArgumentException(
          "The factors of a low-rank matrix are %s and %s; both must be n x r."
              .formatted(u.shape(), v.shape()));
    }
  }

  /** Returns the matrix itself. */
  public Matrix toMatrix() {
    return u.timesAdjoint(v);
  }

  /**
   * Returns the eigenpairs of the nonzero eigenvalues, scaled so that {@code leftᴴ right = I}: with
   * {@code Vᵀ U = P Λ P⁻¹}, {@code right = U P} and {@code left = V P⁻ᴴ conj(Λ)⁻¹}.
   *
   * @throws ArithmeticException if {@code Vᵀ U} is singular or defective
   */
  public Eigen eigen() {
    Eigen small = v.adjointTimes(u).eigen().biorthogonal();
    if (small.values().stream().anyMatch(value -> value.abs() == 0)) {
      throw new ArithmeticException("The factors have a smaller rank than their width.");
    }
    ComplexVector scale = small.values().map(value -> Complex.ONE.dividedBy(value.conjugate()));
    return new Eigen(
        small.values(),
        u.timesComplex(small.right()),
        v.timesComplex(small.left()).scaleColumns(scale));
  }

  /** Returns {@code e^(sA) = I + s U φ₁(s Vᵀ U) Vᵀ}. */
  public Matrix exp(double s) {
    Matrix core = MatrixFunctions.phi1(v.adjointTimes(u).times(s)).times(s);
    return Matrix.identity(u.rows()).plus(u.times(core).timesAdjoint(v));
  }

  /**
   * Returns the generator of this matrix on its range: eigenvalues become {@code ln(λ) / step}, the
   * vectors stay.
   *
   * @throws ArithmeticException if an eigenvalue is zero or on the negative real axis
   */
  public LowRank log(double step) {
    // With S = Vᵀ U: A = U S⁻¹ ... S on its range, so that log A = U S⁻¹ log(S) Vᵀ.
    Matrix s = v.adjointTimes(u);
    Matrix core = s.lu().solve(MatrixFunctions.log(s)).times(1 / step);
    return new LowRank(u.times(core), v);
  }

  /**
   * Returns the real matrix {@code Σ λ_j v_j u_jᴴ} of eigenpairs that are closed under conjugation
   * and scaled so that {@code uᴴ v = I}.
   *
   * <p>A real pair gives a column of each factor; a conjugate pair gives two, {@code √2 [Re(λ v),
   * Im(λ v)]} and {@code √2 [Re u, Im u]}.
   *
   * @throws IllegalArgumentException if the conjugate of a complex eigenvalue is missing
   */
  public static LowRank ofEigenpairs(Eigen pairs) {
    List<double[]> left = new ArrayList<>();
    List<double[]> right = new ArrayList<>();
    int size = pairs.size();
    for (int j = 0; j < size; j++) {
      Complex value = pairs.values().get(j);
      if (Math.abs(value.im()) <= PAIR_TOLERANCE * value.abs()) {
        // A real vector may carry a common phase; v uᴴ does not.
        ComplexVector v = pairs.right().column(j);
        Complex phase = phase(v);
        right.add(v.times(phase.conjugate().times(value.re())).re());
        left.add(pairs.left().column(j).times(phase.conjugate()).re());
      } else {
        if (j + 1 == size || !isConjugate(value, pairs.values().get(j + 1))) {
          throw new IllegalArgumentException(
              "The eigenvalue %.6g%+.6gi stands without its conjugate."
                  .formatted(value.re(), value.im()));
        }
        addPair(value, pairs.right().column(j), pairs.left().column(j), right, left);
        j++;
      }
    }
    int n = pairs.right().rows();
    return new LowRank(columns(right, n), columns(left, n));
  }

  private static boolean isConjugate(Complex value, Complex other) {
    return value.conjugate().minus(other).abs() <= PAIR_TOLERANCE * value.abs();
  }

  private static Complex phase(ComplexVector vector) {
    Complex largest = vector.stream().reduce((a, b) -> a.abs() >= b.abs() ? a : b).orElseThrow();
    return largest.times(1 / largest.abs());
  }

  /** {@code 2 Re(λ v uᴴ) = √2 Re(λ v) (√2 Re u)ᵀ + √2 Im(λ v) (√2 Im u)ᵀ}. */
  private static void addPair(
      Complex value, ComplexVector v, ComplexVector u, List<double[]> right, List<double[]> left) {
    double root = Math.sqrt(2);
    right.add(v.times(value.times(root)).re());
    right.add(v.times(value.times(root)).im());
    left.add(u.times(Complex.of(root)).re());
    left.add(u.times(Complex.of(root)).im());
  }

  private static Matrix columns(List<double[]> columns, int rows) {
    return Matrix.generate(rows, columns.size(), (i, j) -> columns.get(j)[i]);
  }
}
