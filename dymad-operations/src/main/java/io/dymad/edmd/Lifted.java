package io.dymad.edmd;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import java.util.Arrays;

/**
 * Features of states and of their successors, one pair in each row, with the weights of the pairs.
 *
 * @param <M> the type of the features, real or complex
 * @param now {@code Ψ0}, shape {@code [pairs, features]}
 * @param next {@code Ψ1}, the same shape
 * @param weights one column, at least 0, not all 0
 */
public record Lifted<M extends Dense<M>>(M now, M next, Matrix weights) {
  public Lifted {
    requireNonNull(now, "now").requireFinite("The features of the states");
    requireNonNull(next, "next").requireFinite("The features of the successors");
    weights.requireFinite("The weights");
    if (now.rows() != next.rows() || now.columns() != next.columns() || now.rows() == 0) {
      throw new IllegalArgumentException(
          "The features of states (%s) and successors (%s) must have equal shapes and a row."
              .formatted(now.shape(), next.shape()));
    }
    double[] values = weights.toColumnMajor();
    if (weights.rows() != now.rows()
        || weights.columns() != 1
        || Arrays.stream(values).anyMatch(w -> w < 0)
        || Arrays.stream(values).allMatch(w -> w == 0)) {
      throw new IllegalArgumentException(
          "The weights (%s) must be one for each of %d pairs, at least 0, and not all 0."
              .formatted(weights.shape(), now.rows()));
    }
  }

  /** Returns pairs of equal weight, which sum to 1. */
  public static <M extends Dense<M>> Lifted<M> of(M now, M next) {
    int pairs = now.rows();
    return new Lifted<>(now, next, Matrix.generate(pairs, 1, (i, j) -> 1.0 / pairs));
  }

  /** Returns the features of pairs of states, of equal weight. */
  public static Lifted<Matrix> of(Dictionary dictionary, SnapshotPairs pairs) {
    return of(dictionary.evaluate(pairs.x()), dictionary.evaluate(pairs.next()));
  }

  /** Returns the same pairs with other weights. */
  public Lifted<M> withWeights(double... values) {
    return new Lifted<>(now, next, Matrix.ofColumn(values));
  }

  /** Returns {@code W^½ Ψ0}. */
  public M weightedNow() {
    return now.scaleRows(roots());
  }

  /** Returns {@code W^½ Ψ1}. */
  public M weightedNext() {
    return next.scaleRows(roots());
  }

  /** Returns {@code W^½ F} for functions F given at the states, one in each column. */
  public M weighted(M functions) {
    return functions.scaleRows(roots());
  }

  private double[] roots() {
    return Arrays.stream(weights.toColumnMajor()).map(Math::sqrt).toArray();
  }

  /** Returns the number of features. */
  public int features() {
    return now.columns();
  }
}
