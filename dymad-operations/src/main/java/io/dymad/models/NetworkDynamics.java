package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * Dynamics of latent variables alone, by a network.
 *
 * @param network from latent variables to as many
 */
public record NetworkDynamics(Network network) implements Dynamics {
  public NetworkDynamics {
    requireNonNull(network, "network");
    if (network.inputSize() != network.outputSize()) {
      throw new IllegalArgumentException(
          "Dynamics map %d latent variables to as many, not to %d."
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
    return network.apply(weights, latent);
  }
}
