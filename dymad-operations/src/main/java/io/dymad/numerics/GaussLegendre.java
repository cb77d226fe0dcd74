package io.dymad.numerics;

/**
 * Gauss-Legendre quadrature on [-1, 1]: nodes and weights that integrate polynomials of degree
 * below {@code 2 size} exactly.
 */
public final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /**
   * Returns the rule with so many nodes, in increasing order.
   *
   * <p>The nodes are the eigenvalues of the Jacobi matrix, polished by a Newton step on the
   * Legendre polynomial.
   *
   * @param size at least 1
   * @see <a href="https://doi.org/10.1090/S0025-5718-69-99647-1">Golub and Welsch (1969)</a>
   */
  public static GaussLegendre of(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("The rule needs at least 1 node, not " + size + ".");
    }
    Matrix jacobi =
        Matrix.generate(
            size,
            size,
            (i, j) -> {
              double k = Math.max(i, j);
              return Math.abs(i - j) == 1 ? k / Math.sqrt(4 * k * k - 1) : 0;
            });
    double[] values = jacobi.hermitianEigen().values();
    double[] nodes = new double[size];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      double x = values[size - 1 - i];
      double slope = 0;
      for (int step = 0; step < 3; step++) {
        double[] legendre = legendre(size, x);
        slope = size * (legendre[1] - x * legendre[0]) / (1 - x * x);
        x -= step < 2 ? legendre[0] / slope : 0;
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(nodes, weights);
  }

  /** Returns {@code P_n(x)} and {@code P_(n-1)(x)}. */
  private static double[] legendre(int n, double x) {
    double previous = 0;
    double current = 1;
    for (int k = 0; k < n; k++) {
      double next = ((2 * k + 1) * x * current - k * previous) / (k + 1);
      previous = current;
      current = next;
    }
    return new double[] {current, previous};
  }

  /** Returns the number of nodes. */
  public int size() {
    return nodes.length;
  }

  /** Returns a node, in (-1, 1). */
  public double node(int index) {
    return nodes[index];
  }

  /** Returns the weight of a node; the weights sum to 2. */
  public double weight(int index) {
    return weights[index];
  }
}
