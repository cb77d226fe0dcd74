package io.dymad.sampling;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.Objects;

/**
 * Integrates one course of a system with the Dormand-Prince method of order 8(5,3), from sample to
 * sample.
 *
 * @param relativeTolerance of the steps, above 0
 * @param absoluteTolerance of the steps, above 0
 */
public record Simulation(double relativeTolerance, double absoluteTolerance) {
  public Simulation {
    if (!(relativeTolerance > 0) || !(absoluteTolerance > 0)) {
      throw new IllegalArgumentException(
          "The tolerances (%s and %s) must be above 0."
              .formatted(relativeTolerance, absoluteTolerance));
    }
  }

  /**
   * Returns the states of a course.
   *
   * @param times at which states are wanted, increasing, one column
   * @param start the state at the first of them
   * @param controls one row for each time
   * @param hold what controls are between the times
   * @return one row for each time that was reached: fewer where the state grew beyond all numbers,
   *     or changed faster than any step follows
   */
  public Matrix run(OdeSystem system, Matrix times, double[] start, Matrix controls, Hold hold) {
    double[] all = times.column(0);
    Integration integration =
        new Integration(
            system,
            new HeldSignal(all, controls, hold),
            new double[0],
            relativeTolerance,
            absoluteTolerance);
    double[][] states = new double[all.length][];
    try {
      integration.fill(states, all, start, k -> {});
    } catch (ArithmeticException e) {
      // The contract: whoever gets fewer states than times knows where it ended.
      return Matrix.of(Arrays.stream(states).filter(Objects::nonNull).toArray(double[][]::new));
    }
    return Matrix.of(states);
  }
}
