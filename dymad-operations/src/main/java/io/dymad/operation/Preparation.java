package io.dymad.operation;

import io.dymad.core.DelayEmbedding;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Optional;

/**
 * Trajectories ready to be fitted: split, centred, and embedded in delays.
 *
 * @param train to fit on
 * @param heldOut to judge by; none if all is fitted
 * @param mean of the state variables that was subtracted, one row; zeros if none was
 * @param stateSize number of state variables, the first columns of a window
 */
record Preparation(Trajectories train, Optional<Trajectories> heldOut, Matrix mean, int stateSize) {
  static List<ParameterSpec.Builder> specs() {
    return List.of(
        ParameterSpec.of("remove_mean", ParameterType.BOOLEAN)
            .defaultValue(false)
            .doc("Subtract the mean that each state variable has in the fitted samples."),
        delay());
  }

  static ParameterSpec.Builder delay() {
    return ParameterSpec.of("delay", ParameterType.INTEGER)
        .unit("samples")
        .range(0, 100_000)
        .defaultValue(0)
        .doc("How many later samples are added to each, which makes windows of them.");
  }

  static Preparation of(Params params, StateData data, SeedBundle seeds) {
    SplitParameters.Parts parts = SplitParameters.split(params, data.trajectories(), seeds);
    Matrix mean = mean(parts.train(), params.getBoolean("remove_mean"));
    DelayEmbedding delay = new DelayEmbedding(params.getInt("delay"));
    return new Preparation(
        embed(delay, centred(parts.train(), mean), "The fitted part"),
        parts.heldOut().map(part -> embed(delay, centred(part, mean), "The held-out part")),
        mean,
        mean.columns());
  }

  private static Matrix mean(Trajectories train, boolean wanted) {
    Matrix states = train.states();
    Matrix sums = Matrix.generate(1, states.rows(), (i, k) -> 1.0 / states.rows()).times(states);
    return wanted ? sums : Matrix.zeros(1, states.columns());
  }

  private static Trajectories centred(Trajectories all, Matrix mean) {
    return new Trajectories(all.items().stream().map(item -> centred(item, mean)).toList());
  }

  private static Trajectory centred(Trajectory item, Matrix mean) {
    Matrix x = item.x();
    return item.withX(
        Matrix.generate(x.rows(), x.columns(), (k, j) -> x.get(k, j) - mean.get(0, j)));
  }

  private static Trajectories embed(DelayEmbedding delay, Trajectories all, String part) {
    return Refusals.at("params.delay: " + part, () -> delay.embed(all).trajectories());
  }
}
