package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * Dynamics of a window of latent variables in discrete time: the oldest step is dropped, and a
 * network of the whole window gives the step that follows.
 *
 * @param network from the steps of a window, side by side, to one step
 */
public record ShiftDynamics(Network network) implements Dynamics {
  public ShiftDynamics {
    requireNonNull(network, "network");
    if (network.inputSize() % network.outputSize() != 0) {
      throw new IllegalArgumentException(
          "A window of %d numbers is not made of steps of %d."
              .formatted(network.inputSize(), network.outputSize()));
    }
  }

  @Override
  public int latentSize() {
    return network.inputSize();
  }

  @Override
  public int controlSize() {
    return 0;
  }

  @Override
  public List<Parameter> parameters() {
    return network.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor latent, Inputs inputs) {
    Tensor next = network.apply(weights, latent);
    if (network.outputSize() == latentSize()) {
      return next;
    }
    Tensor kept = latent.slice(-1, network.outputSize(), latentSize());
    return Tensor.concatenate(-1, List.of(kept, next));
  }
}
