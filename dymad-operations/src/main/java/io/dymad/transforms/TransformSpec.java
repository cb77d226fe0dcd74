package io.dymad.transforms;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import java.util.List;

/** A transform that is not fitted yet. */
@FunctionalInterface
public interface TransformSpec {
  /**
   * Fits the transform.
   *
   * @param series the states of training trajectories, at least one, of equal width
   * @throws IllegalArgumentException if they do not determine the transform
   */
  Transform fit(List<Matrix> series);

  /** Fits the transform on the states of training trajectories. */
  default Transform fit(Trajectories training) {
    return fit(training.items().stream().map(Trajectory::x).toList());
  }
}
