package io.dymad.numerics;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;

/**
 * A thin singular value decomposition {@code A = U diag(s) Vᴴ}; immutable.
 *
 * @param <M> the type of the matrix
 */
public final class Svd<M extends Dense<M>> {
  private final M u;
  private final double[] singularValues;
  private final M v;
  private final int rows;
  private final int columns;

  Svd(M u, double[] singularValues, M v) {
    this.u = u;
    this.singularValues = singularValues;
    this.v = v;
    this.rows = u.rows();
    this.columns = v.rows();
  }

  static Svd<Matrix> of(Matrix a) {
    if (a.columns() > a.rows()) {
      return of(a.adjoint()).swapped();
    }
    int k = Math.min(a.rows(), a.columns());
    double[] s = new double[k];
    double[] u = new double[a.rows() * k];
    double[] vt = new double[k * a.columns()];
    if (k > 0) {
      double[] work = a.requireFinite("The matrix").data.clone();
      check(
          openblas.LAPACKE_dgesdd(
              Lapack.BY_COLUMNS,
              (byte) 'S',
              a.rows(),
              a.columns(),
              work,
              a.rows(),
              s,
              u,
              a.rows(),
              vt,
              k),
          a);
    }
    return new Svd<>(new Matrix(a.rows(), k, u), s, new Matrix(k, a.columns(), vt).adjoint());
  }

  static Svd<ComplexMatrix> of(ComplexMatrix a) {
    if (a.columns() > a.rows()) {
      return of(a.adjoint()).swapped();
    }
    int k = Math.min(a.rows(), a.columns());
    double[] s = new double[k];
    double[] u = new double[2 * a.rows() * k];
    double[] vt = new double[2 * k * a.columns()];
    if (k > 0) {
      double[] work = a.requireFinite("The matrix").data.clone();
      check(
          openblas.LAPACKE_zgesdd(
              Lapack.BY_COLUMNS,
              (byte) 'S',
              a.rows(),
              a.columns(),
              work,
              a.rows(),
              s,
              u,
              a.rows(),
              vt,
              k),
          a);
    }
    return new Svd<>(
        new ComplexMatrix(a.rows(), k, u), s, new ComplexMatrix(k, a.columns(), vt).adjoint());
  }

  static double[] values(Matrix a) {
    int k = Math.min(a.rows(), a.columns());
    double[] s = new double[k];
    if (k > 0) {
      double[] work = a.requireFinite("The matrix").data.clone();
      double[] none = new double[1];
      check(
          openblas.LAPACKE_dgesdd(
              Lapack.BY_COLUMNS,
              (byte) 'N',
              a.rows(),
              a.columns(),
              work,
              a.rows(),
              s,
              none,
              1,
              none,
              1),
          a);
    }
    return s;
  }

  static double[] values(ComplexMatrix a) {
    int k = Math.min(a.rows(), a.columns());
    double[] s = new double[k];
    if (k > 0) {
      double[] work = a.requireFinite("The matrix").data.clone();
      double[] none = new double[2];
      check(
          openblas.LAPACKE_zgesdd(
              Lapack.BY_COLUMNS,
              (byte) 'N',
              a.rows(),
              a.columns(),
              work,
              a.rows(),
              s,
              none,
              1,
              none,
              1),
          a);
    }
    return s;
  }

  /** Returns the decomposition of the conjugate transpose; LAPACK is faster for high matrices. */
  private Svd<M> swapped() {
    return new Svd<>(v, singularValues, u);
  }

  private static void check(int info, Dense<?> matrix) {
    Lapack.check(
        info,
        "gesdd",
        "The singular values of the %s matrix did not converge.".formatted(matrix.shape()));
  }

  /**
   * Returns what a rule keeps of the decomposition of a matrix. For data that are much longer on
   * one side it is many times faster than decomposing all of them.
   *
   * @throws IllegalArgumentException if the data cannot have the rank that the rule asks for
   */
  public static <M extends Dense<M>> Svd<M> truncated(M a, RankRule rule) {
    return TruncatedSvd.of(a, rule);
  }

  /** Returns the left singular vectors, one column for each singular value. */
  public M u() {
    return u;
  }

  /** Returns the singular values, largest first. */
  public double[] singularValues() {
    return singularValues.clone();
  }

  /** Returns the right singular vectors, one column for each singular value. */
  public M v() {
    return v;
  }

  /** Returns the number of singular values kept. */
  public int size() {
    return singularValues.length;
  }

  /** Returns the largest singular value over the smallest kept; infinite if that is 0. */
  public double condition() {
    int size = size();
    return size == 0 ? 1 : singularValues[0] / singularValues[size - 1];
  }

  /**
   * Returns what a rule keeps.
   *
   * @throws IllegalArgumentException if the data cannot have the rank that the rule asks for
   */
  public Svd<M> truncate(RankRule rule) {
    return leading(rule.rank(singularValues(), rows, columns));
  }

  /** Returns the part of the leading singular values. */
  Svd<M> leading(int rank) {
    return new Svd<>(u.columns(0, rank), Arrays.copyOf(singularValues, rank), v.columns(0, rank));
  }

  /** Returns {@code U diag(s) Vᴴ}. */
  public M reconstruct() {
    return u.scaleColumns(singularValues).timesAdjoint(v);
  }

  /** Returns {@code V diag(1/s) Uᴴ B}, the least squares solution of smallest norm. */
  public M solve(M right) {
    double[] inverse = Arrays.stream(singularValues).map(s -> 1 / s).toArray();
    return v.times(u.adjointTimes(right).scaleRows(inverse));
  }
}
