package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.models.Bound;
import io.dymad.models.LatentModel;
import io.dymad.torch.Tensor;

/** What the gradients of a phase are of. */
public sealed interface Trainer permits Node, Weak, OneStep {
  /** Returns how many stages, such as lengths of windows, the phase has, at least 1. */
  int stages();

  /**
   * Returns the courses of equal length that are compared in a stage.
   *
   * @throws IllegalArgumentException if no trajectory is long enough
   */
  Excerpts courses(Trajectories data, int stage);

  /**
   * Returns whether a stage is over.
   *
   * @param epochs of the stage so far
   * @param loss of the last one
   */
  boolean isOver(int stage, int epochs, double loss);

  /**
   * Checks that the model can be trained so.
   *
   * @throws IllegalArgumentException saying why, if it cannot
   */
  void check(LatentModel model);

  /** Returns the loss of courses. */
  Tensor loss(LatentModel model, Bound weights, Batch batch, Criteria criteria);
}
