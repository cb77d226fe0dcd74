package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Known equations with a learned term that remembers: DyMAD's {@code TemplateCorrDif}, {@code dx/dt
 * = Base(x, u, f, p)} with {@code f = R(x, s, u)} and hidden variables {@code ds/dt = L(x, s, u)},
 * which are 0 at the start of a course.
 *
 * @param stateSize number of states
 * @param controlSize number of controls; 0 for none
 * @param base the equations
 * @param hidden L, from states, hidden variables and controls to as many hidden variables
 * @param correction R, from states, hidden variables and controls
 */
public record HiddenCorrectedDynamics(
    int stateSize, int controlSize, BaseEquations base, Network hidden, Network correction)
    implements Dynamics {
  public HiddenCorrectedDynamics {
    requireNonNull(base, "base");
    int known = stateSize + hidden.outputSize() + controlSize;
    if (hidden.inputSize() != known || correction.inputSize() != known) {
      throw new IllegalArgumentException(
          "There are %d states, %d hidden variables and %d controls, but their equations take %d and the correction takes %d numbers."
              .formatted(
                  stateSize,
                  hidden.outputSize(),
                  controlSize,
                  hidden.inputSize(),
                  correction.inputSize()));
    }
  }

  /** Returns the model of states with these dynamics. */
  public LatentModel asModel(Time time) {
    return new LatentModel(
        time,
        stateSize,
        new PaddedNetwork(stateSize, hidden.outputSize()),
        this,
        CorrectedDynamics.firstEntries("decoder", latentSize(), stateSize),
        Predictor.NP);
  }

  @Override
  public int latentSize() {
    return stateSize + hidden.outputSize();
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(hidden.parameters());
    all.addAll(correction.parameters());
    return List.copyOf(all);
  }

  @Override
  public Tensor apply(Bound weights, Tensor latent, Inputs inputs) {
    Tensor known =
        controlSize == 0 ? latent : Tensor.concatenate(-1, List.of(latent, inputs.controls()));
    Tensor states = latent.slice(-1, 0, stateSize);
    return Tensor.concatenate(
        -1,
        List.of(
            base.apply(states, inputs, correction.apply(weights, known)),
            hidden.apply(weights, known)));
  }
}
