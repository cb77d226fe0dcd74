package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * A network that maps the steps of a window, or the nodes of a graph, which stand side by side, by
 * one that takes them one below the other: each alone, or together if it is {@link MessagePassing}.
 *
 * @param inner maps a step or node
 * @param steps how many there are, at least 1
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
    return Parts.together(inner.apply(weights, Parts.apart(input, steps)));
  }
}
