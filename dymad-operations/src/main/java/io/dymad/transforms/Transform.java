package io.dymad.transforms;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A fitted map x → z from series of states to series of features; immutable.
 *
 * <p>A series is a matrix with one sample in each row, of one trajectory, in the order of time.
 * Most transforms act on every row alone; one with delays needs {@link #window} rows for a row of
 * its result.
 */
public interface Transform {
  /** Returns the name of the kind of transform, such as {@code scaler}. */
  String type();

  /** Returns the number of state variables. */
  int inputSize();

  /** Returns the number of features. */
  int outputSize();

  /** Returns how many consecutive states one row of features is made of, at least 1. */
  default int window() {
    return 1;
  }

  /**
   * Returns the features of a series.
   *
   * @param series shape {@code [samples, inputSize]}
   * @return shape {@code [samples - window + 1, outputSize]}
   * @throws IllegalArgumentException if the series has another width or too few samples
   */
  Matrix apply(Matrix series);

  /**
   * Returns a series with these features: the inverse where there is one, otherwise the nearest
   * that the transform knows.
   *
   * @param features shape {@code [samples, outputSize]}, consecutive in time
   * @return shape {@code [samples + window - 1, inputSize]}
   */
  Matrix invert(Matrix features);

  /**
   * Returns the forward modes {@code dz/dx} at states.
   *
   * @param states shape {@code [window, inputSize]}
   * @return shape {@code [outputSize, window · inputSize]}; the columns of one state stand together
   */
  Matrix forwardModes(Matrix states);

  /**
   * Returns the backward modes {@code (dx/dz)ᵀ}, the derivatives of the inverse.
   *
   * @param feature one row of features
   * @return shape {@code [outputSize, window · inputSize]}: row k says how the states change with
   *     feature k
   */
  Matrix backwardModes(Matrix feature);

  /**
   * Returns what has to be kept to have this transform again.
   *
   * @throws IllegalStateException if it holds code that has no name
   */
  TransformState state();

  /**
   * Returns trajectories with transformed states. A row keeps the time of the oldest and the
   * control and target of the newest state in it.
   */
  default Trajectories apply(Trajectories trajectories) {
    List<Trajectory> items = new ArrayList<>();
    for (Trajectory item : trajectories.items()) {
      Matrix features = apply(item.x());
      int from = item.steps() - features.rows();
      items.add(
          new Trajectory(
              item.t().rows(0, features.rows()),
              features,
              item.u().rows(from, item.steps()),
              item.y().rows(from, item.steps()),
              item.p()));
    }
    return new Trajectories(items);
  }
}
