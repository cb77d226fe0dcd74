package io.dymad.edmd;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Qr;
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

  /** Returns whether all pairs weigh the same. */
  boolean isEvenlyWeighted() {
    double first = weights.get(0, 0);
    return Arrays.stream(weights.toColumnMajor()).allMatch(weight -> weight == first);
  }

  /** Returns {@code W^½ Ψ0}. */
  public M weightedNow() {
    return weightedNow(0, now.rows());
  }

  /** Returns rows of {@code W^½ Ψ0} from a start to before an end. */
  public M weightedNow(int from, int to) {
    return weighted(now, from, to);
  }

  /** Returns {@code W^½ Ψ1}. */
  public M weightedNext() {
    return weightedNext(0, next.rows());
  }

  /** Returns rows of {@code W^½ Ψ1} from a start to before an end. */
  public M weightedNext(int from, int to) {
    return weighted(next, from, to);
  }

  private M weighted(M values, int from, int to) {
    double[] roots =
        Arrays.stream(weights.rowView(from, to).toColumnMajor()).map(Math::sqrt).toArray();
    return values.rowView(from, to).scaleRows(roots);
  }

  /**
   * Returns R of a QR decomposition {@code W^½ [Ψ0 Ψ1 F] = Q R}, for functions F given at the
   * states. Norms and inner products of its columns are those of the data, of which no second copy
   * is made; and no Gram matrix, which would lose half of the digits.
   *
   * @param functions one in each column, maybe none
   * @return {@code [Ψ0 Ψ1 F]} with at most as many rows as columns
   */
  public M triangle(M functions) {
    return Qr.triangle(
        now.rows(),
        2 * features() + functions.columns(),
        (from, to) ->
            weightedNow(from, to)
                .beside(weightedNext(from, to))
                .beside(weighted(functions, from, to)));
  }

  /** Returns R of {@code W^½ [Ψ0 Ψ1]}; see {@link #triangle(Dense)}. */
  public M triangle() {
    return triangle(now.columns(0, 0));
  }

  /** Returns the number of features. */
  public int features() {
    return now.columns();
  }
}
