package io.dymad.transforms;

import io.dymad.numerics.Matrix;

/**
 * Leaves states as they are, maybe with a column of ones after them; the inverse takes it off.
 *
 * @param inputSize number of state variables, at least 0
 * @param one whether the column is there
 */
public record Identity(int inputSize, boolean one) implements Transform {
  public Identity {
    if (inputSize < 0) {
      throw new IllegalArgumentException("The size (%d) must be at least 0.".formatted(inputSize));
    }
  }

  /** Returns what fits nothing. */
  public static TransformSpec spec() {
    return series -> new Identity(series.get(0).columns(), false);
  }

  /** Returns what adds a column of ones. */
  public static TransformSpec addOne() {
    return series -> new Identity(series.get(0).columns(), true);
  }

  @Override
  public String type() {
    return one ? "add_one" : "identity";
  }

  @Override
  public int outputSize() {
    return one ? inputSize + 1 : inputSize;
  }

  @Override
  public Matrix apply(Matrix series) {
    Checks.width(series, inputSize, "series");
    return one ? series.beside(Matrix.generate(series.rows(), 1, (i, j) -> 1)) : series;
  }

  @Override
  public Matrix invert(Matrix features) {
    return Checks.width(features, outputSize(), "features").columns(0, inputSize);
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize, "state");
    return embedding();
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    return embedding();
  }

  private Matrix embedding() {
    return Matrix.generate(outputSize(), inputSize, (i, j) -> i == j ? 1 : 0);
  }

  @Override
  public TransformState state() {
    return TransformState.of(type()).with("size", inputSize);
  }

  static Identity restore(TransformState state) {
    return new Identity(state.integer("size"), state.type().equals("add_one"));
  }
}
