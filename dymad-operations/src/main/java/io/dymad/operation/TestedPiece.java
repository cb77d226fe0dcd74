package io.dymad.operation;

import io.dymad.core.Trajectory;

/**
 * A trajectory, or a part of one, and what it was to the training of a model.
 *
 * @param part one of the constants of this class
 * @param trajectory index in its data
 * @param series its samples
 */
record TestedPiece(String part, int trajectory, Trajectory series) {
  /** The model was fitted to it. */
  static final String TRAIN = "train";

  /** It chose the model's best weights. */
  static final String HELD_OUT = "held_out";

  /** The training never saw it. */
  static final String NEW = "new";

  boolean isFitted() {
    return part.equals(TRAIN);
  }
}
