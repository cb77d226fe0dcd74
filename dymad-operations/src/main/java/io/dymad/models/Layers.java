package io.dymad.models;

import static java.util.Objects.requireNonNull;

/**
 * How networks are made, whatever they map.
 *
 * @param hidden numbers in a hidden layer, at least 1
 * @param activation after each hidden layer
 * @param endActivation whether the last layer has the activation, too
 * @param weights how weights start; widened by the gain of the activation that follows
 * @param biases how biases start
 */
public record Layers(
    int hidden,
    Activation activation,
    boolean endActivation,
    Initialisation weights,
    Initialisation biases) {
  public Layers {
    requireNonNull(activation, "activation");
    requireNonNull(weights, "weights");
    requireNonNull(biases, "biases");
    if (hidden < 1) {
      throw new IllegalArgumentException("A hidden layer (%d) has numbers.".formatted(hidden));
    }
  }

  /** Returns the same with or without an activation at the end. */
  Layers withEndActivation(boolean wanted) {
    return new Layers(hidden, activation, wanted, weights, biases);
  }
}
