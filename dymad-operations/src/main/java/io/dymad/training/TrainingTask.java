package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.models.LatentModel;
import io.dymad.models.Rollout;
import io.dymad.torch.Precision;
import java.util.List;

/**
 * What is to be trained on what, and how.
 *
 * @param model what is trained
 * @param data trajectories of equal steps to fit, and others that choose the best weights
 * @param phases at least one
 * @param rollout how held-out trajectories are predicted
 * @param precision of the tensors
 */
public record TrainingTask(
    LatentModel model, Split data, List<Phase> phases, Rollout rollout, Precision precision) {
  public TrainingTask {
    requireNonNull(model, "model");
    requireNonNull(rollout, "rollout");
    requireNonNull(precision, "precision");
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("A training has a phase.");
    }
    checkFit(model, data.train(), "to fit");
    checkFit(model, data.heldOut(), "held out");
    double step = data.train().uniformStep();
    if (Math.abs(data.heldOut().uniformStep() - step) > 1e-6 * step) {
      throw new IllegalArgumentException(
          "The trajectories held out have the time step %s, those to fit %s."
              .formatted(data.heldOut().uniformStep(), step));
    }
    for (int i = 0; i < phases.size(); i++) {
      check(i, phases.get(i), model, data.train(), step);
    }
  }

  private static void checkFit(LatentModel model, Trajectories data, String what) {
    if (data.stateSize() != model.stateSize() || data.controlSize() != model.controlSize()) {
      throw new IllegalArgumentException(
          "The model has %d states and %d controls, but the trajectories %s have %d and %d."
              .formatted(
                  model.stateSize(),
                  model.controlSize(),
                  what,
                  data.stateSize(),
                  data.controlSize()));
    }
  }

  private static void check(
      int index, Phase phase, LatentModel model, Trajectories train, double step) {
    try {
      if (phase instanceof GradientPhase gradient) {
        gradient.trainer().check(model);
        for (int stage = 0; stage < gradient.trainer().stages(); stage++) {
          gradient.trainer().courses(train, stage);
        }
      } else if (phase instanceof LinearSolve solve) {
        new LinearFit(model, solve, step);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("phases.%d: %s".formatted(index, e.getMessage()), e);
    }
  }

  /** Returns the time from one sample to the next. */
  public double step() {
    return data.train().uniformStep();
  }
}
