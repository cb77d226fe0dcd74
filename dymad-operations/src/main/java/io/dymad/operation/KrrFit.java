package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.machine.KernelMachine;
import io.dymad.machine.MachineConfig;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.ChannelTransforms;
import io.dymad.transforms.Delay;
import io.dymad.transforms.SavitzkyGolay;
import io.dymad.transforms.Scaler;
import io.dymad.transforms.Transform;
import io.dymad.transforms.TransformChain;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Optional;

/**
 * A kernel machine of scaled states in windows.
 *
 * @param train the trajectories that were fitted, as they were read
 * @param heldOut those to judge by; none if all was fitted
 * @param states scales states and embeds them in windows
 * @param controls scales controls
 * @param machine the machine
 * @param samples how many samples it was fitted to
 * @param derivative that gave it the derivatives it was fitted to
 */
record KrrFit(
    Trajectories train,
    Optional<Trajectories> heldOut,
    Transform states,
    Transform controls,
    KernelMachine machine,
    int samples,
    SavitzkyGolay derivative) {
  /** Unknowns of a system whose matrix takes 3.2 GB. */
  private static final long MOST_UNKNOWNS = 20_000;

  static KrrFit of(Params params, StateData data, SeedBundle seeds) {
    SplitParameters.Parts parts = SplitParameters.split(params, data.trajectories(), seeds);
    Trajectories train = parts.train();
    Scaler.Mode mode = MachineParameters.scale(params);
    Transform states =
        Refusals.at(
            "params.delay: The fitted part",
            () ->
                TransformChain.spec(Scaler.spec(mode), Delay.spec(params.getInt("delay")))
                    .fit(train));
    Transform controls = Scaler.spec(mode).fit(train.items().stream().map(Trajectory::u).toList());
    ChannelTransforms both = new ChannelTransforms(states, controls);
    Trajectories samples = both.apply(train);
    int values = states.outputSize();
    checkSize(params, samples, values);
    MachineConfig config = MachineParameters.config(params, values);
    KernelMachine machine =
        Refusals.at(
            "params.model " + params.getString("model"),
            () -> KernelMachine.fit(MachineParameters.kind(params), samples, config));
    return new KrrFit(
        train,
        parts.heldOut(),
        states,
        controls,
        machine,
        machine.regression().samples().rows(),
        config.derivative());
  }

  private static void checkSize(Params params, Trajectories samples, int values) {
    int each =
        switch (params.getString("outputs")) {
          case "separable" -> values;
          default -> params.getString("model").equals("kmm") ? params.getInt("dimension") : 1;
        };
    long unknowns = (long) samples.steps() * each;
    if (unknowns > MOST_UNKNOWNS) {
      throw Refusals.of(
          "params.dataset",
          "%d fitted samples with %d unknowns each make a system of %d; %d is the most. Maybe hold more out, or sample less often."
              .formatted(samples.steps(), each, unknowns, MOST_UNKNOWNS));
    }
  }

  /**
   * Returns what the machine makes of a course, from its first window and under its controls.
   *
   * @param part {@code train} or {@code held_out}
   * @param index of the trajectory in its part
   */
  Course course(String part, int index, Trajectory series) {
    Trajectory scaled =
        new ChannelTransforms(states, controls).apply(Trajectories.of(series)).get(0);
    Matrix predicted = states.invert(machine.rollout(scaled));
    return new Course(part, index, Matrix.ofColumn(series.elapsed()), series.x(), predicted);
  }

  /** Returns the standard deviation of each state variable over the fitted samples. */
  double[] spreads() {
    return Summaries.spreads(train);
  }

  /**
   * Returns the error of the regression at the samples of trajectories, relative to its values; NaN
   * if all are too short to tell a successor or a derivative.
   */
  double error(Trajectories trajectories) {
    int shortest = machine.kind().isContinuous() ? derivative.length() : 2;
    List<Trajectory> enough =
        new ChannelTransforms(states, controls)
            .apply(trajectories).items().stream().filter(item -> item.steps() >= shortest).toList();
    return enough.isEmpty()
        ? Double.NaN
        : Refusals.at("params.width", () -> machine.error(new Trajectories(enough), derivative));
  }
}
