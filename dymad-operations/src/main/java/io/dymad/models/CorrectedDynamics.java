package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.List;

/**
 * Known equations with a learned term: DyMAD's {@code TemplateCorrAlg}, {@code dx/dt = Base(x, u,
 * f, p)} with {@code f = R(x, u)}.
 *
 * @param stateSize number of states
 * @param controlSize number of controls; 0 for none
 * @param base the equations
 * @param correction R, from states followed by controls
 */
public record CorrectedDynamics(
    int stateSize, int controlSize, BaseEquations base, Network correction) implements Dynamics {
  public CorrectedDynamics {
    requireNonNull(base, "base");
    if (correction.inputSize() != stateSize + controlSize) {
      throw new IllegalArgumentException(
          "The correction takes %d numbers, but there are %d states and %d controls."
              .formatted(correction.inputSize(), stateSize, controlSize));
    }
  }

  /** Returns the model of states themselves with these dynamics. */
  public LatentModel asModel(Time time) {
    return new LatentModel(
        time,
        stateSize,
        firstEntries("encoder", stateSize, stateSize),
        this,
        firstEntries("decoder", stateSize, stateSize),
        Predictor.NP);
  }

  /** Returns the network that takes the first of some numbers and learns nothing. */
  static Network firstEntries(String name, int from, int to) {
    Initialisation zeros = Initialisation.of(Initialisation.Kind.ZEROS);
    return new Mlp(name, from, to, 0, new Layers(1, Activation.NONE, false, zeros, zeros));
  }

  @Override
  public int latentSize() {
    return stateSize;
  }

  @Override
  public List<Parameter> parameters() {
    return correction.parameters();
  }

  @Override
  public Tensor apply(Bound weights, Tensor latent, Inputs inputs) {
    Tensor known =
        controlSize == 0 ? latent : Tensor.concatenate(-1, List.of(latent, inputs.controls()));
    return base.apply(latent, inputs, correction.apply(weights, known));
  }
}
