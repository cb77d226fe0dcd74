package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Two networks one after the other.
 *
 * @param first takes the input
 * @param second takes what the first makes of it
 */
record ChainedNetwork(Network first, Network second) implements Network {
  ChainedNetwork {
    if (first.outputSize() != second.inputSize()) {
      throw new IllegalArgumentException(
          "A network that makes %d numbers cannot be followed by one that takes %d."
              .formatted(first.outputSize(), second.inputSize()));
    }
  }

  @Override
  public int inputSize() {
    return first.inputSize();
  }

  @Override
  public int outputSize() {
    return second.outputSize();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(first.parameters());
    all.addAll(second.parameters());
    return List.copyOf(all);
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    return second.apply(weights, first.apply(weights, input));
  }
}
