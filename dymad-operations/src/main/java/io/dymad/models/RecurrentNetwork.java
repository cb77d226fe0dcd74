package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that goes through the steps of a window and remembers what it made of the one before:
 * {@code z_k = σ(W x_k + U z_(k-1) + b)} from {@code z_0 = 0}. Steps stand side by side.
 */
public final class RecurrentNetwork implements Network {
  private final int steps;
  private final Parameter weight;
  private final Parameter recurrent;
  private final Parameter bias;
  private final Activated activated;

  /**
   * Makes a network.
   *
   * @param name what its parameters are called by: {@code <name>.weight}, {@code <name>.recurrent},
   *     {@code <name>.bias}
   * @param inputSize numbers of a step
   * @param outputSize numbers that it makes of a step
   * @param steps of a window, at least 1
   */
  public RecurrentNetwork(
      String name, int inputSize, int outputSize, int steps, Activation activation, Layers layers) {
    if (steps < 1) {
      throw new IllegalArgumentException("A window (%d) has steps.".formatted(steps));
    }
    requireNonNull(activation, "activation");
    Initialisation weights = layers.weights().timesGain(activation.gain());
    this.steps = steps;
    this.weight = new Parameter(name + ".weight", outputSize, inputSize, weights);
    this.recurrent = new Parameter(name + ".recurrent", outputSize, outputSize, weights);
    this.bias = new Parameter(name + ".bias", 1, outputSize, layers.biases());
    this.activated = new Activated(name, activation);
  }

  @Override
  public int inputSize() {
    return steps * weight.columns();
  }

  @Override
  public int outputSize() {
    return steps * weight.rows();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(weight, recurrent, bias));
    all.addAll(activated.parameters());
    return List.copyOf(all);
  }

  @Override
  public Tensor apply(Bound weights, Tensor input) {
    Tensor mapped =
        Parts.apart(input, steps).linear(weights.get(weight.name()), weights.get(bias.name()));
    Tensor again = weights.get(recurrent.name());
    List<Tensor> made = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      Tensor now = mapped.at(-2, k);
      Tensor remembered = k == 0 ? now : now.plus(made.get(k - 1).linear(again, null));
      made.add(activated.apply(weights, remembered));
    }
    return Tensor.concatenate(-1, made);
  }
}
