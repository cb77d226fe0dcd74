package io.dymad.transforms;

import io.dymad.numerics.Matrix;

/**
 * Smooths series by {@link SavitzkyGolay} before other stages see them. What was noise cannot be
 * had again: the inverse leaves features as they are.
 *
 * <p>Modes are those of a displacement that is the same in the whole window, which smoothing does
 * not change: the identity.
 *
 * @param inputSize number of state variables, at least 1
 * @param filter the smoother
 */
public record Denoise(int inputSize, SavitzkyGolay filter) implements Transform {
  public Denoise {
    if (inputSize < 1) {
      throw new IllegalArgumentException("The size (%d) must be above 0.".formatted(inputSize));
    }
  }

  /** Returns what smooths by a filter. */
  public static TransformSpec spec(SavitzkyGolay filter) {
    return series -> new Denoise(series.get(0).columns(), filter);
  }

  @Override
  public String type() {
    return "denoise";
  }

  @Override
  public int outputSize() {
    return inputSize;
  }

  @Override
  public Matrix apply(Matrix series) {
    return filter.smooth(Checks.width(series, inputSize, "series"));
  }

  @Override
  public Matrix invert(Matrix features) {
    return Checks.width(features, inputSize, "features");
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize, "state");
    return Matrix.identity(inputSize);
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, inputSize, "feature");
    return Matrix.identity(inputSize);
  }

  @Override
  public TransformState state() {
    return TransformState.of(type())
        .with("size", inputSize)
        .with("length", filter.length())
        .with("order", filter.order());
  }

  static Denoise restore(TransformState state) {
    return new Denoise(
        state.integer("size"), new SavitzkyGolay(state.integer("length"), state.integer("order")));
  }
}
