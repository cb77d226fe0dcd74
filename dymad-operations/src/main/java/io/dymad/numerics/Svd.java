package io.dymad.numerics;

import java.util.Arrays;

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

  static <M extends Dense<M>> Svd<M> of(M a) {
    if (a.columns() > a.rows()) {
      return of(a.adjoint()).swapped();
    }
    int m = a.rows();
    int k = a.columns();
    int width = Storage.width(a);
    double[] s = new double[k];
    double[] u = Elements.allocate(m, k, width);
    double[] vt = Elements.allocate(k, k, width);
    if (k > 0) {
      double[] work = Storage.copy(a.requireFinite("The matrix"));
      check(Routines.of(a).gesdd('S', m, k, work, s, u, vt, k), a);
    }
    return new Svd<>(Storage.like(a, m, k, u), s, Storage.like(a, k, k, vt).adjoint());
  }

  static <M extends Dense<M>> double[] values(M a) {
    double[] s = new double[Math.min(a.rows(), a.columns())];
    if (s.length > 0) {
      double[] work = Storage.copy(a.requireFinite("The matrix"));
      double[] none = new double[2];
      check(Routines.of(a).gesdd('N', a.rows(), a.columns(), work, s, none, none, 1), a);
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
    return truncate(rule, rows, columns);
  }

  /**
   * Returns what a rule keeps of data whose triangle this decomposes: the rule looks at the shape
   * of the data.
   *
   * @throws IllegalArgumentException if the data cannot have the rank that the rule asks for
   */
  public Svd<M> truncate(RankRule rule, int dataRows, int dataColumns) {
    return leading(rule.rank(singularValues(), dataRows, dataColumns));
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
