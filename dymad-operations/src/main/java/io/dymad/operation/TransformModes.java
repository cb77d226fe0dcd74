package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.Transform;
import io.metalab.api.Params;

/**
 * The modes of a transform at a state, and how well they map the changes there.
 *
 * @param index of the state in its course
 * @param dt time between samples
 * @param forward {@code dz/dx}, shape {@code [coordinates, state]}
 * @param backward {@code (dx/dz)ᵀ}, the same shape
 * @param dx central difference of the states, one row
 * @param dz central difference of the coordinates, one row
 */
record TransformModes(int index, double dt, Matrix forward, Matrix backward, Matrix dx, Matrix dz) {
  /**
   * Returns the modes at a sample of the first test trajectory.
   *
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS if it has no sample on both sides
   */
  static TransformModes of(Params params, Transform chain, StateData test) {
    Trajectory course = test.trajectories().get(0);
    int index = params.getInt("index");
    if (index + 1 >= course.steps()) {
      throw Refusals.of(
          "params.index",
          "The first test trajectory has %d samples, so that sample %d has none after it."
              .formatted(course.steps(), index));
    }
    double dt = Refusals.at("params.test_dataset", () -> test.trajectories().uniformStep());
    return Refusals.at(
        "params.test_dataset",
        () -> {
          Matrix around = course.x().rows(index - 1, index + 2);
          Matrix coordinates = chain.apply(around);
          return new TransformModes(
              index,
              dt,
              chain.forwardModes(around.rows(1, 2)),
              chain.backwardModes(coordinates.rows(1, 2)),
              difference(around, dt),
              difference(coordinates, dt));
        });
  }

  private static Matrix difference(Matrix three, double dt) {
    return three.rows(2, 3).minus(three.rows(0, 1)).times(1 / (2 * dt));
  }

  /** Returns the change of the state that the change of the coordinates means. */
  Matrix dxEstimate() {
    return dz.times(backward);
  }

  /** Returns the change of the coordinates that the change of the state means. */
  Matrix dzEstimate() {
    return dx.timesAdjoint(forward);
  }

  double dxError() {
    return relative(dxEstimate(), dx);
  }

  double dzError() {
    return relative(dzEstimate(), dz);
  }

  private static double relative(Matrix estimate, Matrix truth) {
    return estimate.minus(truth).frobeniusNorm() / truth.frobeniusNorm();
  }
}
