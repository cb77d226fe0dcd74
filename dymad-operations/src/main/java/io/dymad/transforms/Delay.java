package io.dymad.transforms;

import io.dymad.core.DelayEmbedding;
import io.dymad.numerics.Matrix;

/**
 * Puts each state beside the ones that follow it: row k is {@code [x_k, x_(k+1), …, x_(k+delay)]}.
 * The inverse takes the oldest state of every row, and of the last row all.
 *
 * @param inputSize number of state variables, at least 1
 * @param delay how many states are added to each, at least 0
 */
public record Delay(int inputSize, int delay) implements Transform {
  public Delay {
    if (inputSize < 1 || delay < 0) {
      throw new IllegalArgumentException(
          "The size (%d) must be above 0, the delay (%d) at least 0.".formatted(inputSize, delay));
    }
  }

  /** Returns what adds so many states. */
  public static TransformSpec spec(int delay) {
    return series -> new Delay(series.get(0).columns(), delay);
  }

  @Override
  public String type() {
    return "delay";
  }

  @Override
  public int outputSize() {
    return inputSize * window();
  }

  @Override
  public int window() {
    return delay + 1;
  }

  @Override
  public Matrix apply(Matrix series) {
    return new DelayEmbedding(delay).windows(Checks.width(series, inputSize, "series"));
  }

  @Override
  public Matrix invert(Matrix features) {
    Checks.width(features, outputSize(), "features");
    int last = features.rows() - 1;
    return Matrix.generate(
        features.rows() + delay,
        inputSize,
        (k, j) -> k <= last ? features.get(k, j) : features.get(last, (k - last) * inputSize + j));
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, window(), inputSize, "states");
    return Matrix.identity(outputSize());
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    return Matrix.identity(outputSize());
  }

  @Override
  public TransformState state() {
    return TransformState.of(type()).with("size", inputSize).with("delay", delay);
  }

  static Delay restore(TransformState state) {
    return new Delay(state.integer("size"), state.integer("delay"));
  }
}
