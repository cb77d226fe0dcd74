package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A model of states x under controls u: an encoder to latent variables z, their dynamics, and a
 * decoder. Immutable, and without numbers itself.
 *
 * @param time what the dynamics give
 * @param stateSize number of states
 * @param encoder from x, or from x followed by u, to z
 * @param dynamics of z
 * @param decoder from z to x
 * @param predictor how courses are predicted
 */
public record LatentModel(
    Time time,
    int stateSize,
    Network encoder,
    Dynamics dynamics,
    Network decoder,
    Predictor predictor) {
  public LatentModel {
    requireNonNull(time, "time");
    requireNonNull(predictor, "predictor");
    if (encoder.outputSize() != dynamics.latentSize()
        || decoder.inputSize() != dynamics.latentSize()
        || decoder.outputSize() != stateSize
        || encoder.inputSize() < stateSize) {
      throw new IllegalArgumentException(
          "An encoder from %d to %d, dynamics of %d and a decoder from %d to %d numbers do not fit %d states."
              .formatted(
                  encoder.inputSize(),
                  encoder.outputSize(),
                  dynamics.latentSize(),
                  decoder.inputSize(),
                  decoder.outputSize(),
                  stateSize));
    }
    boolean encodesControls = encoder.inputSize() > stateSize;
    if (predictor == Predictor.NP && encodesControls) {
      throw new IllegalArgumentException(
          "The predictor np encodes the first state alone, so that a model whose encoder takes the"
              + " controls would ignore all later ones. Use the predictor ode.");
    }
    if (predictor == Predictor.EXP && (encodesControls || dynamics.controlSize() > 0)) {
      throw new IllegalArgumentException(
          "The predictor exp has no place for controls, which this model takes. Use the predictor"
              + " ode or np.");
    }
    if (predictor == Predictor.EXP && time == Time.CONTINUOUS && !ExponentialFlow.fits(dynamics)) {
      throw new IllegalArgumentException(
          "The predictor exp is the matrix exponential of linear dynamics, which this model has"
              + " not. Use the predictor ode or np.");
    }
  }

  /** Returns the number of controls; 0 if it takes none. */
  public int controlSize() {
    return Math.max(dynamics.controlSize(), encoder.inputSize() - stateSize);
  }

  /** Returns whether the encoder is given controls beside states. */
  public boolean encodesControls() {
    return encoder.inputSize() > stateSize;
  }

  /** Returns the number of latent variables. */
  public int latentSize() {
    return dynamics.latentSize();
  }

  /** Returns all that it learns. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(encoder.parameters());
    all.addAll(dynamics.parameters());
    all.addAll(decoder.parameters());
    return List.copyOf(all);
  }

  /** Returns the latent variables of states, shape {@code [..., latentSize]}. */
  public Tensor encode(Bound weights, Tensor states, Inputs inputs) {
    return encoder.apply(
        weights,
        encoder.inputSize() == stateSize
            ? states
            : Tensor.concatenate(-1, List.of(states, inputs.controls())));
  }

  /** Returns the states of latent variables, shape {@code [..., stateSize]}. */
  public Tensor decode(Bound weights, Tensor latent) {
    return decoder.apply(weights, latent);
  }

  /**
   * Returns the rates or successors of latent variables; with the predictor {@link Predictor#ODE},
   * after they were decoded and encoded again.
   */
  public Tensor advance(Bound weights, Tensor latent, Inputs inputs) {
    Tensor from =
        predictor == Predictor.ODE ? encode(weights, decode(weights, latent), inputs) : latent;
    return dynamics.apply(weights, from, inputs);
  }
}
