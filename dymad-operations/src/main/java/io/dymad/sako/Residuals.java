package io.dymad.sako;

import io.dymad.edmd.Lifted;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far candidate eigenpairs are from being ones of the Koopman operator.
 *
 * <p>For a pair (λ, g) this is {@code ‖W^½ (Ψ1 g - λ Ψ0 g)‖ / ‖W^½ Ψ0 g‖}, computed from the data
 * themselves: through Gram matrices nothing below 1e-8 could be seen. For a stochastic system it
 * contains the standard deviation of the successor, and does not vanish with more data.
 *
 * @see <a href="https://doi.org/10.1017/jfm.2022.1052">Colbrook, Ayton and Szőke (2023), equation
 *     (3.3)</a>
 */
public final class Residuals {
  /** Elements of the blocks of samples that are in memory at a time. */
  private static final int BLOCK = 1 << 18;

  private static final double PAIR_TOLERANCE = 1e-8;
  private static final double CONSTANT_TOLERANCE = 1e-10;

  private Residuals() {}

  /**
   * Returns the residual of each pair.
   *
   * @param values discrete-time eigenvalues
   * @param functions coefficients g, one column for each eigenvalue
   * @param pairs the data to judge by: those fitted on, or better others
   * @return at least 0, in the order given; NaN where a function vanishes on the data
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static <M extends Dense<M>> double[] of(
      ComplexVector values, ComplexMatrix functions, Lifted<M> pairs) {
    if (values.size() != functions.columns() || functions.rows() != pairs.features()) {
      throw new IllegalArgumentException(
          "%d eigenvalues and coefficients of %s do not fit %d features."
              .formatted(values.size(), functions.shape(), pairs.features()));
    }
    double[] numerators = new double[values.size()];
    double[] denominators = new double[values.size()];
    int samples = pairs.now().rows();
    int block = Math.max(1, BLOCK / Math.max(pairs.features(), Math.max(1, values.size())));
    for (int from = 0; from < samples; from += block) {
      int to = Math.min(samples, from + block);
      ComplexMatrix now = pairs.weightedNow(from, to).timesComplex(functions);
      ComplexMatrix next = pairs.weightedNext(from, to).timesComplex(functions);
      addNorms(numerators, next.minus(now.scaleColumns(values)));
      addNorms(denominators, now);
    }
    Arrays.setAll(numerators, j -> numerators[j] / denominators[j]);
    return numerators;
  }

  /** Makes norms of columns those of the columns with more rows below. */
  private static void addNorms(double[] norms, ComplexMatrix more) {
    double[] added = more.columnNorms();
    Arrays.setAll(norms, j -> Math.hypot(norms[j], added[j]));
  }

  /**
   * Returns the same through Gram matrices, {@code sqrt(gᴴ (M11 - λ M10 - conj(λ) M01 + |λ|² M00) g
   * / gᴴ M00 g)}: faster for very many samples, but with a floor near 1e-8.
   */
  public static <M extends Dense<M>> double[] byGram(
      ComplexVector values, ComplexMatrix functions, Lifted<M> pairs) {
    Gram gram = Gram.of(pairs);
    double[] residuals = new double[values.size()];
    for (int j = 0; j < residuals.length; j++) {
      ComplexVector g = functions.column(j);
      double numerator = g.dot(gram.shifted(values.get(j)).times(g)).re();
      residuals[j] = Math.sqrt(Math.max(0, numerator / g.dot(gram.now().times(g)).re()));
    }
    return residuals;
  }

  /**
   * Returns the smallest residual of any function at points, through Gram matrices; see {@link
   * Pseudospectrum} for the way without their floor.
   *
   * @throws ArithmeticException if the features are linearly dependent
   */
  public static <M extends Dense<M>> double[] smallestByGram(
      ComplexVector points, Lifted<M> pairs) {
    Gram gram = Gram.of(pairs);
    return points.stream().mapToDouble(gram::smallestResidual).toArray();
  }

  /**
   * Returns the indices of pairs by increasing residual; those of a conjugate pair stand together.
   */
  public static int[] order(ComplexVector values, double[] residuals) {
    return keep(values, residuals, values.size(), Double.POSITIVE_INFINITY);
  }

  /** Returns the indices of the pairs with a residual of at most a threshold, smallest first. */
  public static int[] below(ComplexVector values, double[] residuals, double threshold) {
    return keep(values, residuals, values.size(), threshold);
  }

  /**
   * Returns the indices of the pairs with the smallest residuals; where the last one is half of a
   * conjugate pair, the other half comes with it.
   *
   * @param count at least 1
   */
  public static int[] smallest(ComplexVector values, double[] residuals, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "The number of pairs (%d) must be above 0.".formatted(count));
    }
    return keep(values, residuals, count, Double.POSITIVE_INFINITY);
  }

  /**
   * Returns the indices among some whose eigenvalue is not that of the constant function: more than
   * 1e-10 away from 1.
   */
  public static int[] withoutConstant(ComplexVector values, int... indices) {
    return Arrays.stream(indices)
        .filter(j -> values.get(j).minus(Complex.ONE).abs() > CONSTANT_TOLERANCE)
        .toArray();
  }

  private static int[] keep(ComplexVector values, double[] residuals, int count, double threshold) {
    List<Integer> kept = new ArrayList<>();
    int[] byResidual =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparingDouble(j -> residuals[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int j : byResidual) {
      if (kept.size() >= count || !(residuals[j] <= threshold)) {
        break;
      }
      if (!kept.contains(j)) {
        kept.add(j);
        int partner = findConjugate(values, j, kept);
        if (partner >= 0) {
          kept.add(partner);
        }
      }
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int findConjugate(ComplexVector values, int index, List<Integer> taken) {
    Complex wanted = values.get(index).conjugate();
    if (Math.abs(wanted.im()) <= PAIR_TOLERANCE * wanted.abs()) {
      return -1;
    }
    for (int j = 0; j < values.size(); j++) {
      if (!taken.contains(j)
          && values.get(j).minus(wanted).abs() <= PAIR_TOLERANCE * wanted.abs()) {
        return j;
      }
    }
    return -1;
  }
}
