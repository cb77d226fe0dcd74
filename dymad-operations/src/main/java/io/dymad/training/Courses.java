package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Inputs;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import java.util.function.Function;

/** Courses of equal length, laid out so that any of them quickly become a {@link Batch}. */
final class Courses {
  private final int size;
  private final Channel states;
  private final Channel controls;
  private final Channel parameters;
  private final double step;

  /**
   * Lays out courses.
   *
   * @throws IllegalArgumentException if their lengths differ
   */
  Courses(Trajectories courses, double step) {
    if (courses.isRagged()) {
      throw new IllegalArgumentException("The courses of a batch must have equal lengths.");
    }
    this.size = courses.size();
    this.states = new Channel(courses, Trajectory::x);
    this.controls = new Channel(courses, Trajectory::u);
    this.parameters = new Channel(courses, Trajectory::p);
    this.step = step;
  }

  /** One matrix of each course, one after the other, each row after row. */
  private static final class Channel {
    private final double[] elements;
    private final int rows;
    private final int columns;

    Channel(Trajectories courses, Function<Trajectory, Matrix> part) {
      Matrix first = part.apply(courses.get(0));
      this.rows = first.rows();
      this.columns = first.columns();
      this.elements = new double[Math.multiplyExact(courses.size(), rows * columns)];
      for (int i = 0; i < courses.size(); i++) {
        double[] matrix = part.apply(courses.get(i)).toRowMajor();
        System.arraycopy(matrix, 0, elements, i * matrix.length, matrix.length);
      }
    }

    Tensor tensor(Scope scope, int[] indices) {
      int length = rows * columns;
      double[] chosen = new double[indices.length * length];
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(elements, indices[i] * length, chosen, i * length, length);
      }
      return scope.constant(chosen, indices.length, rows, columns);
    }
  }

  int size() {
    return size;
  }

  int samples() {
    return states.rows;
  }

  /** Returns the courses at some indices, in their order. */
  Batch batch(Scope scope, int... indices) {
    Inputs inputs = Inputs.none();
    if (controls.columns > 0) {
      inputs = inputs.withControls(controls.tensor(scope, indices));
    }
    if (parameters.columns > 0) {
      Tensor rows = parameters.tensor(scope, indices);
      inputs = inputs.withParameters(rows.at(1, 0));
    }
    return new Batch(states.tensor(scope, indices), inputs, step);
  }
}
