package io.dymad.numerics;

import java.util.Arrays;

/**
 * The leading part of a singular value decomposition of data, of which one side is much longer than
 * the other.
 *
 * <p>Eigenvectors of the Gram matrix of the shorter side span the leading singular vectors; a QR
 * decomposition of the data in that span gives the singular values their digits back. Where the
 * smallest one kept is so small that the Gram matrix, which squares it, holds too few of its
 * digits, the data themselves are decomposed.
 *
 * @see <a href="https://doi.org/10.1137/1.9781421407944">Golub and Van Loan (2013), section
 *     8.6.1</a>
 */
final class TruncatedSvd {
  /** How much longer one side must be for the Gram matrix to pay. */
  private static final int LONG = 4;

  /** Ratio of singular values from which the Gram matrix is trusted: its square is 1e-10. */
  private static final double TRUSTED = 1e-5;

  private TruncatedSvd() {}

  static <M extends Dense<M>> Svd<M> of(M a, RankRule rule) {
    int longer = Math.max(a.rows(), a.columns());
    int shorter = Math.min(a.rows(), a.columns());
    if (shorter == 0 || longer < LONG * shorter) {
      return a.svd().truncate(rule);
    }
    boolean high = a.rows() == longer;
    a.requireFinite("The matrix");
    HermitianEigen<M> eigen = (high ? a.adjointTimes(a) : a.timesAdjoint(a)).hermitianEigen();
    double[] s =
        Arrays.stream(eigen.values()).map(value -> Math.sqrt(Math.max(0, value))).toArray();
    int rank = rule.rank(s, a.rows(), a.columns());
    if (rank == 0 || s[rank - 1] < TRUSTED * s[0]) {
      return a.svd().truncate(rule);
    }
    M span = eigen.vectors().columns(0, rank);
    Qr<M> qr = (high ? a.times(span) : a.adjointTimes(span)).qr();
    Svd<M> small = qr.r().svd();
    M along = qr.q().times(small.u());
    M across = span.times(small.v());
    return high
        ? new Svd<>(along, small.singularValues(), across)
        : new Svd<>(across, small.singularValues(), along);
  }
}
