package io.metalab.core.sensitivity;

import io.metalab.core.params.MorrisDesign;
import java.util.Arrays;
import java.util.List;

/**
 * Statistics of elementary effects, the change of the metric over the change of one parameter as a
 * fraction of its range: {@code mu} is their mean, {@code sigma} their standard deviation (Morris
 * 1991), {@code mu_star} the mean of their absolute values (Campolongo, Cariboni, Saltelli 2007).
 *
 * @see <a href="https://doi.org/10.1016/j.envsoft.2006.10.004">Campolongo, Cariboni, Saltelli: An
 *     Effective Screening Design for Sensitivity Analysis of Large Models (2007)</a>
 */
final class MorrisIndices implements Bootstrap.Estimator {
  static final List<String> NAMES = List.of("mu_star", "mu", "sigma");

  /** By trajectory, then parameter. */
  private final double[][] effects;

  private MorrisIndices(double[][] effects) {
    this.effects = effects;
  }

  /** Computes the effects of the trajectories whose points all have a value. */
  static MorrisIndices of(MorrisDesign design, PointValues values) {
    int steps = design.parameters().size();
    double[][] effects = new double[Math.toIntExact(design.trajectories())][];
    int complete = 0;
    for (int t = 0; t < effects.length; t++) {
      double[] effect = effects(design, values, t, steps);
      if (effect.length > 0) {
        effects[complete++] = effect;
      }
    }
    return new MorrisIndices(Arrays.copyOf(effects, complete));
  }

  /** Returns the effect of each parameter, or none if a point of the trajectory is missing. */
  private static double[] effects(
      MorrisDesign design, PointValues values, int trajectory, int steps) {
    int first = trajectory * (steps + 1);
    double[] effects = new double[steps];
    List<MorrisDesign.Step> taken = design.steps(trajectory);
    for (int s = 0; s < steps; s++) {
      MorrisDesign.Step step = taken.get(s);
      double change = values.at(first + s + 1) - values.at(first + s);
      if (Double.isNaN(change)) {
        return new double[0];
      }
      effects[design.parameters().indexOf(step.parameter())] = change / step.change();
    }
    return effects;
  }

  int trajectories() {
    return effects.length;
  }

  @Override
  public double[] of(int[] rows) {
    int parameters = effects[0].length;
    double[] indices = new double[parameters * NAMES.size()];
    for (int p = 0; p < parameters; p++) {
      double sum = 0;
      double absolute = 0;
      for (int row : rows) {
        sum += effects[row][p];
        absolute += Math.abs(effects[row][p]);
      }
      double mean = sum / rows.length;
      double squares = 0;
      for (int row : rows) {
        squares += (effects[row][p] - mean) * (effects[row][p] - mean);
      }
      indices[p * NAMES.size()] = absolute / rows.length;
      indices[p * NAMES.size() + 1] = mean;
      indices[p * NAMES.size() + 2] = Math.sqrt(squares / (rows.length - 1));
    }
    return indices;
  }
}
