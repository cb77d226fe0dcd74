package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * A network of fully connected layers: none is the identity or takes the first entries, one is
 * linear, each more is a hidden layer before it.
 */
public final class Mlp implements Network {
  private final int inputSize;
  private final int outputSize;
  private final List<Network> layers;

  /**
   * Makes a network.
   *
   * @param name what its parameters are called by: {@code <name>.0.weight}, {@code <name>.0.bias} …
   * @param count of layers
   * @throws IllegalArgumentException if there is no layer but more outputs than inputs
   */
  public Mlp(String name, int inputSize, int outputSize, int count, Layers layers) {
    if (inputSize < 1 || outputSize < 1 || count < 0) {
      throw new IllegalArgumentException(
          "The network %s of %d layers from %d to %d numbers does not exist."
              .formatted(name, count, inputSize, outputSize));
    }
    if (count == 0 && outputSize > inputSize) {
      throw new IllegalArgumentException(
          "The network %s without layers is the identity or takes first entries; it cannot make %d numbers of %d. Maybe give it a layer, or make the sizes equal."
              .formatted(name, outputSize, inputSize));
    }
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    this.layers =
        Layer.chain(
            name,
            inputSize,
            outputSize,
            count,
            layers,
            (part, from, to, activation) -> new Layer(part, from, to, activation, layers));
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return outputSize;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    if (layers.isEmpty()) {
      return outputSize < inputSize ? input.slice(-1, 0, outputSize) : input;
    }
    Tensor value = input;
    for (Network layer : layers) {
      value = layer.apply(weights, value);
    }
    return value;
  }
}
