package io.dymad.edmd;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.numerics.HermitianEigen;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Products;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * EDMD of more pairs than fit into memory as features: the Gram matrices {@code G = Ψ0ᵀ Ψ0} and
 * {@code A = Ψ0ᵀ Ψ1} are summed over blocks of pairs, and {@code K = G⁻¹ A}.
 *
 * <p>Gram matrices square the condition of the features; where that leaves too few digits, the fit
 * is refused. Not safe for use by several threads; it evaluates features on all cores itself.
 *
 * @see <a href="https://doi.org/10.1007/s00332-015-9258-5">Williams, Kevrekidis and Rowley (2015),
 *     section 2.2.1</a>
 */
public final class GramEdmd {
  /** Condition of the scaled features above which the normal equations are refused. */
  public static final double LARGEST_CONDITION = 1e6;

  private final Dictionary dictionary;
  private final Products products;
  private final int blockRows;
  private Matrix now;
  private Matrix cross;
  private double step = Double.NaN;
  private long pairs;

  private GramEdmd(Dictionary dictionary, Products products, int blockRows) {
    this.dictionary = dictionary;
    this.products = products;
    this.blockRows = blockRows;
    this.now = Matrix.zeros(dictionary.size(), dictionary.size());
    this.cross = now;
  }

  /**
   * Returns empty sums.
   *
   * @param products where the products are computed
   * @param blockRows pairs whose features are in memory at a time, at least 1
   */
  public static GramEdmd of(Dictionary dictionary, Products products, int blockRows) {
    if (blockRows < 1) {
      throw new IllegalArgumentException(
          "The pairs of a block (%d) must be above 0.".formatted(blockRows));
    }
    return new GramEdmd(requireNonNull(dictionary), requireNonNull(products), blockRows);
  }

  /** Returns empty sums by OpenBLAS, with blocks of 4096 pairs. */
  public static GramEdmd of(Dictionary dictionary) {
    return of(dictionary, Products.openBlas(), 4096);
  }

  /**
   * Adds pairs.
   *
   * @throws IllegalArgumentException if their time step differs from that of those before
   */
  public void add(SnapshotPairs more) {
    if (pairs > 0 && Math.abs(more.step() - step) > 1e-6 * step) {
      throw new IllegalArgumentException(
          "The time step of the pairs (%s) differs from that of those before (%s)."
              .formatted(more.step(), step));
    }
    step = more.step();
    for (int from = 0; from < more.size(); from += blockRows) {
      int to = Math.min(more.size(), from + blockRows);
      Matrix features = features(more.x().rows(from, to));
      Matrix successors = features(more.next().rows(from, to));
      now = now.plus(products.transposedTimes(features, features));
      cross = cross.plus(products.transposedTimes(features, successors));
    }
    pairs += more.size();
  }

  /** Evaluates features on all cores; their parts are put together in order. */
  private Matrix features(Matrix states) {
    int parts = Math.min(Runtime.getRuntime().availableProcessors(), states.rows());
    Matrix[] evaluated = new Matrix[parts];
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            i -> {
              int from = (int) ((long) states.rows() * i / parts);
              int to = (int) ((long) states.rows() * (i + 1) / parts);
              evaluated[i] = dictionary.evaluate(states.rows(from, to));
            });
    return Matrix.stack(evaluated);
  }

  /** Returns the number of pairs added. */
  public long pairs() {
    return pairs;
  }

  /** Returns {@code G / pairs}. */
  public Matrix gram() {
    return now.times(1.0 / pairs);
  }

  /** Returns {@code A / pairs}. */
  public Matrix cross() {
    return cross.times(1.0 / pairs);
  }

  /**
   * Returns the Koopman matrix and its eigenpairs.
   *
   * @throws IllegalArgumentException if no pair was added
   * @throws ArithmeticException if the features are so nearly dependent on these pairs that their
   *     Gram matrix does not determine K
   */
  public Edmd<Matrix> fit() {
    if (pairs == 0) {
      throw new IllegalArgumentException("No pair was added.");
    }
    double[] scale = new double[now.rows()];
    Arrays.setAll(scale, j -> now.get(j, j) > 0 ? 1 / Math.sqrt(now.get(j, j)) : 1);
    Matrix scaled = now.scaleRows(scale).scaleColumns(scale);
    HermitianEigen<Matrix> eigen = scaled.hermitianEigen();
    double[] values = eigen.values();
    double condition = Math.sqrt(values[0] / values[values.length - 1]);
    if (!(condition <= LARGEST_CONDITION)) {
      throw new ArithmeticException(
          "The features have condition %.1e on these %d pairs; their Gram matrix does not determine the Koopman matrix beyond %.0e. Maybe use fewer features, or Edmd.fit, which keeps all digits."
              .formatted(condition, pairs, LARGEST_CONDITION));
    }
    Matrix koopman = scaled.cholesky().solve(cross.scaleRows(scale)).scaleRows(scale);
    return new Edmd<>(koopman, koopman.eigen(), step, koopman.rows(), condition);
  }
}
