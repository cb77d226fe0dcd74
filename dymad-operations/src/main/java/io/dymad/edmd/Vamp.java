package io.dymad.edmd;

import io.dymad.numerics.Dense;
import io.dymad.numerics.RankRule;
import java.util.Arrays;

/**
 * The variational approach to Markov processes: singular values of {@code C00^-½ C01 C11^-½}, which
 * are correlations between the best functions of a state and of its successor, each in [0, 1] up to
 * rounding.
 *
 * <p>They are computed as the cosines between the column spaces of {@code W^½ Ψ0} and {@code W^½
 * Ψ1}, without covariance matrices, which would square the condition.
 *
 * @see <a href="https://doi.org/10.1007/s00332-019-09567-y">Wu and Noé (2020)</a>
 */
public final class Vamp {
  private final double[] singularValues;

  private Vamp(double[] singularValues) {
    this.singularValues = singularValues;
  }

  /** Returns the correlations of features; linearly dependent directions are left out. */
  public static <M extends Dense<M>> Vamp fit(Lifted<M> pairs) {
    M all = pairs.triangle();
    int features = pairs.features();
    M now = directions(all.columns(0, features), pairs);
    M next = directions(all.columns(features, 2 * features), pairs);
    return new Vamp(now.adjointTimes(next).singularValues());
  }

  private static <M extends Dense<M>> M directions(M triangle, Lifted<M> pairs) {
    int samples = pairs.now().rows();
    return triangle.svd().truncate(RankRule.full(), samples, pairs.features()).u();
  }

  /** Returns the singular values, largest first. */
  public double[] singularValues() {
    return singularValues.clone();
  }

  /**
   * Returns the score {@code Σ s_i^r}.
   *
   * @param r the power, usually 1 or 2
   */
  public double score(int r) {
    return Arrays.stream(singularValues).map(s -> Math.pow(s, r)).sum();
  }
}
