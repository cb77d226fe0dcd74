package io.dymad.numerics;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgeev;
import static org.bytedeco.openblas.global.openblas.LAPACKE_zgeev;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Eigenvalues with right and left eigenvectors of a square matrix: {@code A v_j = λ_j v_j} and
 * {@code u_jᴴ A = λ_j u_jᴴ}, in the order and scale of {@link Spectra}.
 *
 * <p>A defective matrix has fewer eigenvectors than eigenvalues; then some of the vectors here are
 * parallel up to rounding, {@link #valueConditions} are huge, and {@link #biorthogonal} refuses.
 *
 * @param values λ
 * @param right v, one column for each eigenvalue
 * @param left u, one column for each eigenvalue
 */
public record Eigen(ComplexVector values, ComplexMatrix right, ComplexMatrix left) {
  /** Largest condition of the eigenvectors that counts as a basis. */
  public static final double LARGEST_CONDITION = 1e12;

  private static final double BIORTHOGONALITY = 1e-9;

  static Eigen of(Matrix a) {
    Elements.checkSquare(a, "eigendecomposition");
    int n = a.rows();
    int ld = Lapack.leading(n);
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    double[] re = new double[n];
    double[] im = new double[n];
    double[] left = new double[n * n];
    double[] right = new double[n * n];
    check(
        LAPACKE_dgeev(
            Lapack.BY_COLUMNS, (byte) 'V', (byte) 'V', n, work, ld, re, im, left, ld, right, ld),
        n);
    return ordered(ComplexVector.ofParts(re, im), unpack(right, im, n), unpack(left, im, n));
  }

  static Eigen of(ComplexMatrix a) {
    Elements.checkSquare(a, "eigendecomposition");
    int n = a.rows();
    int ld = Lapack.leading(n);
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    double[] w = new double[2 * n];
    double[] left = new double[2 * n * n];
    double[] right = new double[2 * n * n];
    check(
        LAPACKE_zgeev(
            Lapack.BY_COLUMNS, (byte) 'V', (byte) 'V', n, work, ld, w, left, ld, right, ld),
        n);
    return ordered(
        new ComplexVector(w), new ComplexMatrix(n, n, right), new ComplexMatrix(n, n, left));
  }

  static ComplexVector values(Matrix a) {
    Elements.checkSquare(a, "spectrum");
    int n = a.rows();
    int ld = Lapack.leading(n);
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    double[] re = new double[n];
    double[] im = new double[n];
    double[] none = new double[1];
    check(
        LAPACKE_dgeev(
            Lapack.BY_COLUMNS, (byte) 'N', (byte) 'N', n, work, ld, re, im, none, 1, none, 1),
        n);
    return ordered(ComplexVector.ofParts(re, im));
  }

  static ComplexVector values(ComplexMatrix a) {
    Elements.checkSquare(a, "spectrum");
    int n = a.rows();
    double[] work = Storage.copy(a.requireFinite("The matrix"));
    double[] w = new double[2 * n];
    double[] none = new double[2];
    check(
        LAPACKE_zgeev(
            Lapack.BY_COLUMNS,
            (byte) 'N',
            (byte) 'N',
            n,
            work,
            Lapack.leading(n),
            w,
            none,
            1,
            none,
            1),
        n);
    return ordered(new ComplexVector(w));
  }

  private static void check(int info, int size) {
    Lapack.check(
        info,
        "geev",
        "The eigenvalues of the %d x %d matrix did not converge.".formatted(size, size));
  }

  /** Returns the vectors that dgeev packs as real columns: two for a pair of eigenvalues. */
  static ComplexMatrix unpack(double[] packed, double[] im, int n) {
    double[] data = new double[2 * n * n];
    for (int j = 0; j < n; j++) {
      boolean first = im[j] > 0;
      boolean second = im[j] < 0;
      for (int i = 0; i < n; i++) {
        int to = 2 * (j * n + i);
        data[to] = packed[(second ? j - 1 : j) * n + i];
        if (first) {
          data[to + 1] = packed[(j + 1) * n + i];
        } else if (second) {
          data[to + 1] = -packed[j * n + i];
        }
      }
    }
    return new ComplexMatrix(n, n, data);
  }

  private static ComplexVector ordered(ComplexVector values) {
    return values.select(Spectra.order(values));
  }

  private static Eigen ordered(ComplexVector values, ComplexMatrix right, ComplexMatrix left) {
    int[] order = Spectra.order(values);
    return new Eigen(
        values.select(order),
        Spectra.normalize(right.selectColumns(order)),
        Spectra.normalize(left.selectColumns(order)));
  }

  /** Returns the number of eigenvalues. */
  public int size() {
    return values.size();
  }

  /** Returns the condition number of the right eigenvectors; huge if the matrix is defective. */
  public double condition() {
    double[] s = right.singularValues();
    return s.length == 0 ? 1 : s[0] / s[s.length - 1];
  }

  /**
   * Returns how much each eigenvalue moves for a unit change of the matrix: {@code |u| |v| / |uᴴ
   * v|}, at least 1; huge at a defective eigenvalue.
   */
  public double[] valueConditions() {
    double[] conditions = new double[size()];
    Arrays.setAll(conditions, j -> 1 / left.column(j).dot(right.column(j)).abs());
    return conditions;
  }

  /** Returns the eigenpairs at some indices. */
  public Eigen select(int... indices) {
    return new Eigen(
        values.select(indices), right.selectColumns(indices), left.selectColumns(indices));
  }

  /**
   * Returns the same pairs scaled so that {@code Uᴴ V = I}, with {@code |u_j| = |v_j|}.
   *
   * <p>The left vectors are those of LAPACK; where eigenvalues coincide these are no dual basis,
   * and the conjugate transpose of the inverse of V replaces them.
   *
   * @throws ArithmeticException if the eigenvectors are no basis: the matrix is defective up to
   *     rounding
   */
  public Eigen biorthogonal() {
    double condition = condition();
    if (!(condition <= LARGEST_CONDITION)) {
      throw new ArithmeticException(
          "The %d x %d matrix is defective up to rounding: its eigenvectors have condition %.1e. Maybe filter eigenpairs by residual, lower the rank, or use the matrix itself instead of its modes."
              .formatted(size(), size(), condition));
    }
    ComplexVector products =
        ComplexVector.generate(size(), j -> left.column(j).dot(right.column(j)));
    ComplexVector half = products.map(Complex::sqrt);
    ComplexMatrix v = right.scaleColumns(half.map(Complex.ONE::dividedBy));
    ComplexMatrix u = left.scaleColumns(half.conjugate().map(Complex.ONE::dividedBy));
    ComplexMatrix error = u.adjointTimes(v).minus(ComplexMatrix.identity(size()));
    return error.maxAbs() <= BIORTHOGONALITY ? new Eigen(values, v, u) : byInverse();
  }

  private Eigen byInverse() {
    ComplexMatrix u = right.lu().inverse().adjoint();
    double[] balance = u.columnNorms();
    double[] inverse = new double[balance.length];
    for (int j = 0; j < balance.length; j++) {
      balance[j] = Math.sqrt(balance[j]);
      inverse[j] = 1 / balance[j];
    }
    return new Eigen(values, right.scaleColumns(balance), u.scaleColumns(inverse));
  }

  /**
   * Returns left vectors {@code U} with {@code Uᴴ V = I} for the right vectors as they are.
   *
   * @throws ArithmeticException if the matrix is defective up to rounding
   */
  public ComplexMatrix dual() {
    Eigen pairs = biorthogonal();
    ComplexVector scale =
        ComplexVector.generate(
            size(),
            j ->
                pairs
                    .right
                    .column(j)
                    .dot(right.column(j))
                    .times(1 / right.column(j).dot(right.column(j)).re()));
    return pairs.left.scaleColumns(scale);
  }

  /**
   * Returns {@code V diag(f(λ)) V⁻¹}.
   *
   * @throws ArithmeticException if the matrix is defective up to rounding
   */
  public ComplexMatrix reconstruct(UnaryOperator<Complex> function) {
    Eigen pairs = biorthogonal();
    return pairs.right.scaleColumns(values.map(function)).timesAdjoint(pairs.left);
  }
}
