package io.dymad.numerics;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasConjTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * One product {@code op(A) op(B)} of matrices, where op takes the conjugate transpose or nothing.
 * It is made of blocks in a {@link Workspace}: a native copy of a whole matrix would take as much
 * memory as the matrix. The product of a matrix with its own adjoint takes half of the work.
 */
final class Multiplication {
  /** Doubles in a block of each of the three matrices where all sides are long: 32 MB. */
  private static final int BLOCK = 1 << 22;

  /** The same where one side is short, and larger blocks would not save any copying: 8 MB. */
  private static final int THIN_BLOCK = 1 << 20;

  /** Rows and columns of a block where all three sides are long. */
  private static final int SIDE = 1 << 11;

  /**
   * A factor.
   *
   * @param matrix as it is stored
   * @param adjoint whether its conjugate transpose is meant
   */
  private record Factor(Dense<?> matrix, boolean adjoint) {
    int rows() {
      return adjoint ? matrix.columns() : matrix.rows();
    }

    int columns() {
      return adjoint ? matrix.rows() : matrix.columns();
    }

    int operation() {
      return adjoint ? CblasConjTrans : CblasNoTrans;
    }

    /** Copies the part that makes these rows and columns of the factor; returns its height. */
    int pack(int[] rows, int[] columns, DoublePointer to) {
      int[] down = adjoint ? columns : rows;
      int[] across = adjoint ? rows : columns;
      return Storage.slab(matrix).pack(down, across, to);
    }
  }

  private final Factor left;
  private final Factor right;
  private final int width;
  private final boolean gram;
  private final double[] product;
  private final Workspace workspace;

  private Multiplication(Factor left, Factor right, double[] product, Workspace workspace) {
    this.left = left;
    this.right = right;
    this.width = Storage.width(left.matrix);
    this.product = product;
    this.workspace = workspace;
    this.gram =
        left.matrix == right.matrix && left.adjoint != right.adjoint && left.rows() <= SIDE / width;
  }

  /** Computes a product of factors that fit each other and are not empty. */
  static void run(Dense<?> a, boolean adjointA, Dense<?> b, boolean adjointB, double[] product) {
    Factor left = new Factor(a, adjointA);
    Factor right = new Factor(b, adjointB);
    Workspace.lend(workspace -> new Multiplication(left, right, product, workspace).run());
  }

  private void run() {
    int shortest = Math.min(left.rows(), Math.min(left.columns(), right.columns()));
    // A triangle is one block of the product, which a thin one may be too small for.
    boolean thin = shortest < SIDE / 2 && !gram;
    int block = (thin ? THIN_BLOCK : BLOCK) / width;
    int tall = Math.min(left.rows(), SIDE);
    int wide = Math.min(right.columns(), SIDE);
    int deep = Math.min(left.columns(), block / Math.max(tall, wide));
    tall = Math.min(left.rows(), block / Math.max(wide, deep));
    wide = Math.min(right.columns(), block / Math.max(tall, deep));
    for (int j = 0; j < right.columns(); j += wide) {
      for (int i = 0; i < left.rows(); i += tall) {
        int[] rows = {i, Math.min(left.rows(), i + tall)};
        int[] columns = {j, Math.min(right.columns(), j + wide)};
        fill(rows, columns, deep);
      }
    }
  }

  /** Computes a block of the product as a sum over blocks of the inner side. */
  private void fill(int[] rows, int[] columns, int deep) {
    int m = rows[1] - rows[0];
    int n = columns[1] - columns[0];
    DoublePointer c = workspace.part(2, (long) m * n * width);
    for (int k = 0; k < left.columns(); k += deep) {
      int[] inner = {k, Math.min(left.columns(), k + deep)};
      int depth = inner[1] - inner[0];
      DoublePointer a = workspace.part(0, (long) m * depth * width);
      int heightA = left.pack(rows, inner, a);
      if (gram) {
        addGram(m, depth, a, heightA, k == 0 ? 0 : 1, c);
      } else {
        DoublePointer b = workspace.part(1, (long) depth * n * width);
        int heightB = right.pack(inner, columns, b);
        addProduct(m, n, depth, a, heightA, b, heightB, k == 0 ? 0 : 1, c);
      }
    }
    int stored = left.rows();
    for (int j = 0; j < n; j++) {
      c.position((long) j * m * width)
          .get(product, ((columns[0] + j) * stored + rows[0]) * width, m * width);
    }
    if (gram) {
      mirror(m);
    }
  }

  private void addProduct(
      int m,
      int n,
      int k,
      DoublePointer a,
      int heightA,
      DoublePointer b,
      int heightB,
      double factor,
      DoublePointer c) {
    int opA = left.operation();
    int opB = right.operation();
    if (width == 1) {
      openblas.cblas_dgemm(
          CblasColMajor, opA, opB, m, n, k, 1, a, heightA, b, heightB, factor, c, m);
      return;
    }
    openblas.cblas_zgemm(
        CblasColMajor,
        opA,
        opB,
        m,
        n,
        k,
        workspace.one(),
        a,
        heightA,
        b,
        heightB,
        workspace.factor(factor),
        c,
        m);
  }

  /** Adds to the upper triangle. */
  private void addGram(int m, int k, DoublePointer a, int height, double factor, DoublePointer c) {
    int operation = left.operation();
    if (width == 1) {
      openblas.cblas_dsyrk(CblasColMajor, CblasUpper, operation, m, k, 1, a, height, factor, c, m);
    } else {
      openblas.cblas_zherk(CblasColMajor, CblasUpper, operation, m, k, 1, a, height, factor, c, m);
    }
  }

  /** Copies the upper triangle to the lower one, conjugated. */
  private void mirror(int size) {
    for (int j = 0; j < size; j++) {
      for (int i = j + 1; i < size; i++) {
        int from = (i * size + j) * width;
        int to = (j * size + i) * width;
        product[to] = product[from];
        if (width == 2) {
          product[to + 1] = -product[from + 1];
        }
      }
    }
  }
}
