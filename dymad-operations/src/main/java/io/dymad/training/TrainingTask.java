package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.models.LatentModel;
import io.dymad.models.Rollout;
import io.dymad.torch.Precision;
import io.dymad.torch.TorchDevice;
import java.util.List;

/**
 * What is to be trained on what, and how.
 *
 * @param model what is trained
 * @param data trajectories of equal steps to fit, and others that choose the best weights
 * @param phases at least one
 * @param rollout how held-out trajectories are predicted
 * @param precision of the tensors
 * @param judged what the best weights have least of, on the trajectories held out
 * @param device what computes them
 */
public record TrainingTask(
    LatentModel model,
    Split data,
    List<Phase> phases,
    Rollout rollout,
    Precision precision,
    Criteria judged,
    TorchDevice device) {
  public TrainingTask {
    requireNonNull(judged, "judged");
    requireNonNull(model, "model");
    requireNonNull(rollout, "rollout");
    requireNonNull(precision, "precision");
    requireNonNull(device, "device");
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
    Trajectories fitted = data.train();
    for (int i = 0; i < phases.size(); i++) {
      fitted = check(i, phases.get(i), model, data.train(), fitted, step);
    }
  }

  /**
   * A task for the processor whose best weights have the least mean squares of rollouts and of
   * states decoded.
   */
  public TrainingTask(
      LatentModel model, Split data, List<Phase> phases, Rollout rollout, Precision precision) {
    this(model, data, phases, rollout, precision, Criteria.defaults(), TorchDevice.CPU);
  }

  /** Returns the same task with another choice of the best weights. */
  public TrainingTask judgedBy(Criteria criteria) {
    return new TrainingTask(model, data, phases, rollout, precision, criteria, device);
  }

  /** Returns the same task for another device. */
  public TrainingTask on(TorchDevice other) {
    return new TrainingTask(model, data, phases, rollout, precision, judged, other);
  }

  /** Returns the trajectories that a phase is fitted to. */
  public Trajectories fitted(int phase) {
    Trajectories fitted = data.train();
    for (Phase earlier : phases.subList(0, phase)) {
      if (earlier instanceof DataPhase change) {
        fitted = change.apply(data.train(), fitted);
      }
    }
    return fitted;
  }

  /** Returns how many phases come before one, without those that change nothing. */
  int number(int phase) {
    return (int)
        phases.subList(0, phase).stream().filter(earlier -> !(earlier instanceof Export)).count();
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

  /** Returns what the phase after one is fitted to. */
  private static Trajectories check(
      int index,
      Phase phase,
      LatentModel model,
      Trajectories train,
      Trajectories fitted,
      double step) {
    try {
      if (phase instanceof GradientPhase gradient) {
        gradient.trainer().check(model);
        for (int stage = 0; stage < gradient.trainer().stages(); stage++) {
          gradient.trainer().courses(fitted, stage);
        }
      } else if (phase instanceof LinearSolve solve) {
        new LinearFit(model, solve, step);
      }
      return phase instanceof DataPhase change ? change.apply(train, fitted) : fitted;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("phases.%d: %s".formatted(index, e.getMessage()), e);
    }
  }

  /** Returns the time from one sample to the next. */
  public double step() {
    return data.train().uniformStep();
  }
}
