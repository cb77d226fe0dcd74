package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A network that maps each step of a window alone; a window is its steps side by side.
 *
 * @param inner maps a step
 * @param steps of a window, at least 1
 */
public record StepwiseNetwork(Network inner, int steps) implements Network {
  public StepwiseNetwork {
    requireNonNull(inner, "inner");
    if (steps < 1) {
      throw new IllegalArgumentException("A window (%d) has steps.".formatted(steps));
    }
  }

  @Override
  public int inputSize() {
    return steps * inner.inputSize();
  }

  @Override
  public int outputSize() {
    return steps * inner.outputSize();
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    long[] shape = input.shape();
    long[] apart = Arrays.copyOf(shape, shape.length + 1);
    apart[shape.length - 1] = steps;
    apart[shape.length] = inner.inputSize();
    long[] together = shape.clone();
    together[shape.length - 1] = outputSize();
    return inner.apply(weights, input.reshaped(apart)).reshaped(together);
  }
}
