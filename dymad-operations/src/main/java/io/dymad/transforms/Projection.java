package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;

/**
 * Projects states on the leading right singular vectors of the training data, which are orthonormal
 * (proper orthogonal decomposition): {@code z = (x - mean) V}, {@code x ≈ z Vᵀ + mean}.
 *
 * @param mean one row; zeros if the data were not centred
 * @param basis V, shape {@code [inputSize, outputSize]}, orthonormal columns
 */
public record Projection(Matrix mean, Matrix basis) implements Transform {
  public Projection {
    mean.requireFinite("The mean");
    basis.requireFinite("The basis");
    Checks.shape(mean, 1, basis.rows(), "mean");
  }

  /**
   * Returns what finds the singular vectors.
   *
   * @param rule how many are used; an energy of 1 keeps all that are above rounding
   * @param centred whether the mean is subtracted first
   */
  public static TransformSpec spec(RankRule rule, boolean centred) {
    return series -> {
      Matrix all = Checks.stack(series);
      Matrix mean =
          Matrix.generate(1, all.columns(), (i, j) -> centred ? average(all.column(j)) : 0);
      Svd<Matrix> svd = Svd.truncated(minus(all, mean), rule);
      if (svd.size() == 0) {
        throw new IllegalArgumentException(
            "The training data (%s) do not vary, so that there is no direction to project on."
                .formatted(all.shape()));
      }
      return new Projection(mean, svd.v());
    };
  }

  private static double average(double[] column) {
    double sum = 0;
    for (double value : column) {
      sum += value;
    }
    return sum / column.length;
  }

  private static Matrix minus(Matrix series, Matrix row) {
    return Matrix.generate(
        series.rows(), series.columns(), (i, j) -> series.get(i, j) - row.get(0, j));
  }

  @Override
  public String type() {
    return "svd";
  }

  @Override
  public int inputSize() {
    return basis.rows();
  }

  @Override
  public int outputSize() {
    return basis.columns();
  }

  @Override
  public Matrix apply(Matrix series) {
    return minus(Checks.width(series, inputSize(), "series"), mean).times(basis);
  }

  @Override
  public Matrix invert(Matrix features) {
    Matrix centred = Checks.width(features, outputSize(), "features").timesAdjoint(basis);
    return minus(centred, mean.times(-1));
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize(), "state");
    return basis.adjoint();
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    return basis.adjoint();
  }

  @Override
  public TransformState state() {
    return TransformState.of(type()).with("mean", mean).with("basis", basis);
  }

  static Projection restore(TransformState state) {
    return new Projection(state.array("mean"), state.array("basis"));
  }
}
