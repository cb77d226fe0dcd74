package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * A network of nodes that is given the states of all nodes followed by the controls of all, and
 * hands on the states and controls of each.
 *
 * @param inner takes the numbers of node 0, then those of node 1, and so on
 * @param nodes at least 1
 * @param states of all nodes
 */
record InterleavedNetwork(Network inner, int nodes, int states) implements Network {
  InterleavedNetwork {
    requireNonNull(inner, "inner");
  }

  @Override
  public int inputSize() {
    return inner.inputSize();
  }

  @Override
  public int outputSize() {
    return inner.outputSize();
  }

  @Override
  public List<Parameter> parameters() {
    return inner.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    Tensor own = Parts.apart(input.slice(-1, 0, states), nodes);
    Tensor controls = Parts.apart(input.slice(-1, states, inputSize()), nodes);
    return inner.apply(weights, Parts.together(Tensor.concatenate(-1, List.of(own, controls))));
  }
}
