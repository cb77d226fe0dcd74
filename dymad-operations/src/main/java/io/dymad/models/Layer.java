package io.dymad.models;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A linear map with a bias, and an activation. */
final class Layer implements Network {
  private final int inputSize;
  private final Activation activation;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter slope;

  /**
   * Makes a layer.
   *
   * @param name what its parameters are called by: {@code <name>.weight}, {@code <name>.bias}, and
   *     {@code <name>.slope} if the activation learns one
   */
  Layer(String name, int inputSize, int outputSize, Activation activation, Layers layers) {
    this.inputSize = inputSize;
    this.activation = activation;
    this.weight =
        new Parameter(
            name + ".weight", outputSize, inputSize, layers.weights().timesGain(activation.gain()));
    this.bias = new Parameter(name + ".bias", 1, outputSize, layers.biases());
    this.slope =
        new Parameter(
            name + ".slope",
            1,
            1,
            new Initialisation(Initialisation.Kind.ONES, Activation.LEARNED_SLOPE));
  }

  /**
   * Returns layers one after the other, those before the last one hidden.
   *
   * @param name of the first one less {@code .0}
   * @param count at least 0
   * @param copies of what a layer gives, side by side, that the next one takes
   */
  static List<Layer> chain(
      String name, int inputSize, int outputSize, int count, Layers layers, int copies) {
    List<Layer> chain = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      chain.add(
          new Layer(
              name + "." + i,
              copies * (i == 0 ? inputSize : layers.hidden()),
              last ? outputSize : layers.hidden(),
              !last || layers.endActivation() ? layers.activation() : Activation.NONE,
              layers));
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
    return activation == Activation.PRELU ? List.of(weight, bias, slope) : List.of(weight, bias);
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    Tensor value = input.linear(weights.get(weight.name()), weights.get(bias.name()));
    if (activation != Activation.PRELU) {
      return activation.apply(value);
    }
    return value.relu().minus(value.times(-1).relu().times(weights.get(slope.name())));
  }
}
