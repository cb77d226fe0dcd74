package io.dymad.numerics;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/** The routines of LAPACK that exist for real and for complex numbers; matrices by columns. */
enum Routines {
  REAL {
    @Override
    int gesdd(char job, int m, int n, double[] a, double[] s, double[] u, double[] vt, int k) {
      return openblas.LAPACKE_dgesdd(
          Lapack.BY_COLUMNS, (byte) job, m, n, a, m, s, u, job == 'N' ? 1 : m, vt, k);
    }

    @Override
    int geqrf(int m, int n, double[] a, double[] tau) {
      return openblas.LAPACKE_dgeqrf(Lapack.BY_COLUMNS, m, n, a, m, tau);
    }

    @Override
    int ungqr(int m, int k, double[] a, double[] tau) {
      return openblas.LAPACKE_dorgqr(Lapack.BY_COLUMNS, m, k, k, a, m, tau);
    }

    @Override
    int getrf(int n, double[] a, int[] pivots) {
      return openblas.LAPACKE_dgetrf(Lapack.BY_COLUMNS, n, n, a, Lapack.leading(n), pivots);
    }

    @Override
    int gecon(int n, double[] factors, double norm, double[] reciprocal) {
      return openblas.LAPACKE_dgecon(
          Lapack.BY_COLUMNS, (byte) '1', n, factors, Lapack.leading(n), norm, reciprocal);
    }

    @Override
    int getrs(int n, int columns, double[] factors, int[] pivots, double[] x) {
      int ld = Lapack.leading(n);
      return openblas.LAPACKE_dgetrs(
          Lapack.BY_COLUMNS, (byte) 'N', n, columns, factors, ld, pivots, x, ld);
    }

    @Override
    int potrf(int n, DoublePointer a) {
      return openblas.LAPACKE_dpotrf_work(Lapack.BY_COLUMNS, (byte) 'L', n, a, Lapack.leading(n));
    }

    @Override
    int potrs(int n, int columns, DoublePointer lower, DoublePointer x) {
      int ld = Lapack.leading(n);
      return openblas.LAPACKE_dpotrs_work(
          Lapack.BY_COLUMNS, (byte) 'L', n, columns, lower, ld, x, ld);
    }

    @Override
    int trtrs(char part, char operation, int n, int columns, double[] a, double[] x) {
      int ld = Lapack.leading(n);
      return openblas.LAPACKE_dtrtrs(
          Lapack.BY_COLUMNS, (byte) part, (byte) operation, (byte) 'N', n, columns, a, ld, x, ld);
    }

    @Override
    int heevd(int n, DoublePointer a, DoublePointer w) {
      return openblas.LAPACKE_dsyevd(
          Lapack.BY_COLUMNS, (byte) 'V', (byte) 'L', n, a, Lapack.leading(n), w);
    }
  },
  COMPLEX {
    @Override
    int gesdd(char job, int m, int n, double[] a, double[] s, double[] u, double[] vt, int k) {
      return openblas.LAPACKE_zgesdd(
          Lapack.BY_COLUMNS, (byte) job, m, n, a, m, s, u, job == 'N' ? 1 : m, vt, k);
    }

    @Override
    int geqrf(int m, int n, double[] a, double[] tau) {
      return openblas.LAPACKE_zgeqrf(Lapack.BY_COLUMNS, m, n, a, m, tau);
    }

    @Override
    int ungqr(int m, int k, double[] a, double[] tau) {
      return openblas.LAPACKE_zungqr(Lapack.BY_COLUMNS, m, k, k, a, m, tau);
    }

    @Override
    int getrf(int n, double[] a, int[] pivots) {
      return openblas.LAPACKE_zgetrf(Lapack.BY_COLUMNS, n, n, a, Lapack.leading(n), pivots);
    }

    @Override
    int gecon(int n, double[] factors, double norm, double[] reciprocal) {
      return openblas.LAPACKE_zgecon(
          Lapack.BY_COLUMNS, (byte) '1', n, factors, Lapack.leading(n), norm, reciprocal);
    }

    @Override
    int getrs(int n, int columns, double[] factors, int[] pivots, double[] x) {
      int ld = Lapack.leading(n);
      return openblas.LAPACKE_zgetrs(
          Lapack.BY_COLUMNS, (byte) 'N', n, columns, factors, ld, pivots, x, ld);
    }

    @Override
    int potrf(int n, DoublePointer a) {
      return openblas.LAPACKE_zpotrf_work(Lapack.BY_COLUMNS, (byte) 'L', n, a, Lapack.leading(n));
    }

    @Override
    int potrs(int n, int columns, DoublePointer lower, DoublePointer x) {
      int ld = Lapack.leading(n);
      return openblas.LAPACKE_zpotrs_work(
          Lapack.BY_COLUMNS, (byte) 'L', n, columns, lower, ld, x, ld);
    }

    @Override
    int trtrs(char part, char operation, int n, int columns, double[] a, double[] x) {
      int ld = Lapack.leading(n);
      return openblas.LAPACKE_ztrtrs(
          Lapack.BY_COLUMNS, (byte) part, (byte) operation, (byte) 'N', n, columns, a, ld, x, ld);
    }

    @Override
    int heevd(int n, DoublePointer a, DoublePointer w) {
      return openblas.LAPACKE_zheevd(
          Lapack.BY_COLUMNS, (byte) 'V', (byte) 'L', n, a, Lapack.leading(n), w);
    }
  };

  /** Returns the routines for the numbers of a matrix. */
  static Routines of(Dense<?> matrix) {
    return matrix instanceof Matrix ? REAL : COMPLEX;
  }

  abstract int gesdd(
      char job, int m, int n, double[] a, double[] s, double[] u, double[] vt, int k);

  abstract int geqrf(int m, int n, double[] a, double[] tau);

  abstract int ungqr(int m, int k, double[] a, double[] tau);

  abstract int getrf(int n, double[] a, int[] pivots);

  abstract int gecon(int n, double[] factors, double norm, double[] reciprocal);

  abstract int getrs(int n, int columns, double[] factors, int[] pivots, double[] x);

  abstract int potrf(int n, DoublePointer a);

  abstract int potrs(int n, int columns, DoublePointer lower, DoublePointer x);

  abstract int trtrs(char part, char operation, int n, int columns, double[] a, double[] x);

  abstract int heevd(int n, DoublePointer a, DoublePointer w);
}
