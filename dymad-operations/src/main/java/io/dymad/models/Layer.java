package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A linear map with a bias, and an activation. */
final class Layer implements Network {
  private final int inputSize;
  private final Activated activated;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Makes a layer.
   *
   * @param name what its parameters are called by: {@code <name>.weight}, {@code <name>.bias}, and
   *     {@code <name>.slope} if the activation learns one
   */
  Layer(String name, int inputSize, int outputSize, Activation activation, Layers layers) {
    this.inputSize = inputSize;
    this.activated = new Activated(name, activation);
    this.weight =
        new Parameter(
            name + ".weight", outputSize, inputSize, layers.weights().timesGain(activation.gain()));
    this.bias = new Parameter(name + ".bias", 1, outputSize, layers.biases());
  }

  /** Makes layers of a kind. */
  interface Maker {
    Network make(String name, int inputSize, int outputSize, Activation activation);
  }

  /**
   * Returns layers one after the other, those before the last one hidden.
   *
   * @param name of the first one less {@code .0}
   * @param count at least 0
   * @param maker makes each of them
   */
  static List<Network> chain(
      String name, int inputSize, int outputSize, int count, Layers layers, Maker maker) {
    List<Network> chain = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      chain.add(
          maker.make(
              name + "." + i,
              i == 0 ? inputSize : layers.hidden(),
              last ? outputSize : layers.hidden(),
              !last || layers.endActivation() ? layers.activation() : Activation.NONE));
    }
    return List.copyOf(chain);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public int outputSize() {
    return weight.rows();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(weight, bias));
    all.addAll(activated.parameters());
    return List.copyOf(all);
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    return activated.apply(
        weights, input.linear(weights.get(weight.name()), weights.get(bias.name())));
  }
}
