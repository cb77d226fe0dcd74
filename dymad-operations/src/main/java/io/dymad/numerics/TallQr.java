package io.dymad.numerics;

/**
 * R and {@code Qᴴ B} of {@code A = Q R}. A matrix of many rows is taken in blocks, each decomposed
 * below the triangle of those before, so that neither a copy of it nor all of Q is in memory.
 *
 * @see <a href="https://doi.org/10.1137/080731992">Demmel et al. (2012), section 3</a>
 */
record TallQr<M extends Dense<M>>(M r, M right) {
  /** Elements of the blocks of rows that a tall matrix is decomposed in. */
  private static final int BLOCK = 1 << 18;

  /** Returns how many rows a block has; the triangle above it has at most an eighth of them. */
  private static int height(int columns) {
    return Math.max(8 * columns, BLOCK / Math.max(1, columns));
  }

  static <M extends Dense<M>> TallQr<M> of(M a, M b) {
    int block = height(a.columns());
    M r = a.rows(0, 0);
    M right = b.rows(0, 0);
    for (int from = 0; from < a.rows(); from += block) {
      int to = Math.min(a.rows(), from + block);
      Qr<M> qr = r.above(a.rowView(from, to)).qr();
      r = qr.r();
      right = qr.q().adjointTimes(right.above(b.rowView(from, to)));
    }
    return new TallQr<>(r, right);
  }

  /** Returns R alone. */
  static <M extends Dense<M>> M triangle(int rows, int columns, RowBlocks<M> blocks) {
    int block = height(columns);
    M r = blocks.rows(0, 0);
    for (int from = 0; from < rows; from += block) {
      r = Qr.upper(r.above(blocks.rows(from, Math.min(rows, from + block))));
    }
    return r;
  }
}
