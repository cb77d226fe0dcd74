package io.dymad.models;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Courses of dynamics whose every step multiplies latent variables by the same matrix: those that
 * are known are multiplied by a power of it that takes them as far again, so that n samples take
 * log n products of large matrices instead of n of small ones. The numbers are those of single
 * steps up to rounding.
 */
final class LinearCourses {
  private final Tensor map;

  private LinearCourses(Tensor map) {
    this.map = map;
  }

  /**
   * Returns the courses of a model; none if its steps are not all the same linear map, as with
   * controls, on a graph, or where latent variables are encoded again, or where the length of steps
   * is chosen along the way.
   */
  static Optional<LinearCourses> of(
      LatentModel model, Bound weights, Integrator integrator, double step) {
    if (model.predictor() == Predictor.ODE
        || !(model.dynamics() instanceof LinearDynamics linear)
        || linear.controlSize() > 0) {
      return Optional.empty();
    }
    Tensor generator = linear.generator(weights);
    if (model.time() == Time.DISCRETE) {
      return Optional.of(new LinearCourses(generator.transposed()));
    }
    if (model.predictor() == Predictor.EXP) {
      Tensor map = ExponentialFlow.exp(generator.times(step));
      return Optional.of(new LinearCourses(map.transposed()));
    }
    return integrator instanceof Rk4 fixed
        ? Optional.of(new LinearCourses(step(fixed, generator.transposed(), step)))
        : Optional.empty();
  }

  /** Returns what a step makes of the unit vectors, which are its map. */
  private static Tensor step(Rk4 integrator, Tensor rates, double step) {
    int size = rates.extent(0);
    Tensor units = rates.constantLike(Matrix.identity(size).toRowMajor(), size, size);
    return integrator.advance(units, step, (share, z) -> z.matrixTimes(rates));
  }

  /**
   * Returns latent variables from the first sample on, shape {@code [courses, samples, latent]}.
   *
   * @param start those of the first sample, shape {@code [courses, latent]}
   * @param samples of a course, at least 1
   */
  Tensor from(Tensor start, int samples) {
    Tensor known = start.reshaped(start.extent(0), 1, start.extent(1));
    Tensor power = map;
    for (int count = 1; count < samples; ) {
      int more = Math.min(count, samples - count);
      Tensor next = known.slice(1, 0, more).matrixTimes(power);
      known = Tensor.concatenate(1, List.of(known, next));
      count += more;
      if (count < samples) {
        power = power.matrixTimes(power);
      }
    }
    return known;
  }
}
