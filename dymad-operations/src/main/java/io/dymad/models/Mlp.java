package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of fully connected layers: none is the identity or takes the first entries, one is
 * linear, each more is a hidden layer before it.
 */
public final class Mlp implements Network {
  private final int inputSize;
  private final int outputSize;
  private final Layers layers;
  private final List<Parameter> parameters = new ArrayList<>();
  private final int count;

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
    this.layers = layers;
    this.count = count;
    for (int i = 0; i < count; i++) {
      int inputs = i == 0 ? inputSize : layers.hidden();
      int outputs = i == count - 1 ? outputSize : layers.hidden();
      double gain = activationAfter(i).gain();
      parameters.add(
          new Parameter(
              "%s.%d.weight".formatted(name, i),
              outputs,
              inputs,
              layers.weights().timesGain(gain)));
      parameters.add(new Parameter("%s.%d.bias".formatted(name, i), 1, outputs, layers.biases()));
    }
  }

  private Activation activationAfter(int layer) {
    return layer < count - 1 || layers.endActivation() ? layers.activation() : Activation.NONE;
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
    return List.copyOf(parameters);
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    Tensor value = count == 0 && outputSize < inputSize ? input.slice(-1, 0, outputSize) : input;
    for (int i = 0; i < count; i++) {
      Tensor weight = weights.get(parameters.get(2 * i).name());
      Tensor bias = weights.get(parameters.get(2 * i + 1).name());
      value = activationAfter(i).apply(value.linear(weight, bias));
    }
    return value;
  }
}
