package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.core.Windows;
import io.dymad.models.Inputs;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/** Courses of equal length, laid out so that any of them quickly become a {@link Batch}. */
final class Courses {
  private final int samples;
  private final int[] first;
  private final int[] owner;
  private final Rows states;
  private final Rows controls;
  private final Rows parameters;
  private final double step;

  /** Lays out courses. */
  Courses(Excerpts excerpts, double step) {
    Trajectories data = excerpts.data();
    this.samples = excerpts.samples();
    this.first = new int[excerpts.size()];
    this.owner = new int[excerpts.size()];
    int[] offsets = offsets(data);
    for (int i = 0; i < first.length; i++) {
      Windows.Start start = excerpts.starts().get(i);
      owner[i] = start.trajectory();
      first[i] = offsets[owner[i]] + start.sample();
    }
    this.states = new Rows(data, Trajectory::x);
    this.controls = new Rows(data, Trajectory::u);
    this.parameters = new Rows(data, Trajectory::p);
    this.step = step;
  }

  private static int[] offsets(Trajectories data) {
    int[] offsets = new int[data.size()];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = Math.addExact(offsets[i - 1], data.get(i - 1).steps());
    }
    return offsets;
  }

  /** The rows of one matrix of each trajectory, one after the other. */
  private static final class Rows {
    private final double[] elements;
    private final int columns;

    Rows(Trajectories data, Function<Trajectory, Matrix> part) {
      this.columns = part.apply(data.get(0)).columns();
      int rows = data.items().stream().mapToInt(item -> part.apply(item).rows()).sum();
      this.elements = new double[Math.multiplyExact(rows, columns)];
      int filled = 0;
      for (Trajectory item : data.items()) {
        double[] matrix = part.apply(item).toRowMajor();
        System.arraycopy(matrix, 0, elements, filled, matrix.length);
        filled += matrix.length;
      }
    }

    /** Returns as many rows from each of some rows on, one after the other. */
    double[] from(int[] starts, int length) {
      double[] chosen = new double[Math.multiplyExact(starts.length, length * columns)];
      for (int i = 0; i < starts.length; i++) {
        int at = i * length * columns;
        System.arraycopy(elements, starts[i] * columns, chosen, at, length * columns);
      }
      return chosen;
    }
  }

  int size() {
    return first.length;
  }

  int samples() {
    return samples;
  }

  double step() {
    return step;
  }

  /** Returns the courses at some indices, in their order. */
  Batch batch(Scope scope, int... indices) {
    int[] starts = Arrays.stream(indices).map(i -> first[i]).toArray();
    int[] owners = Arrays.stream(indices).map(i -> owner[i]).toArray();
    Tensor chosen =
        scope.constant(states.from(starts, samples), starts.length, samples, states.columns);
    Inputs inputs = Inputs.none();
    if (controls.columns > 0) {
      inputs =
          inputs.withControls(
              scope.constant(
                  controls.from(starts, samples), starts.length, samples, controls.columns));
    }
    return new Batch(chosen, withParameters(scope, inputs, owners), this, scope, indices);
  }

  private Inputs withParameters(Scope scope, Inputs inputs, int... owners) {
    return parameters.columns == 0
        ? inputs
        : inputs.withParameters(
            scope.constant(parameters.from(owners, 1), owners.length, parameters.columns));
  }

  /** Returns the samples of the courses at some indices, each once. */
  DistinctSamples distinct(Scope scope, int... indices) {
    long[] ordered = new long[indices.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = ((long) first[indices[i]] << Integer.SIZE) | i;
    }
    Arrays.sort(ordered);
    long[] places = new long[indices.length];
    int[] rows = new int[Math.multiplyExact(indices.length, samples)];
    int[] owners = new int[rows.length];
    int count = 0;
    int end = -1;
    for (long next : ordered) {
      int start = (int) (next >> Integer.SIZE);
      int course = (int) next;
      places[course] = (long) count - Math.max(0, end - start);
      for (int row = Math.max(start, end); row < start + samples; row++) {
        owners[count] = owner[indices[course]];
        rows[count++] = row;
      }
      end = start + samples;
    }
    int[] once = Arrays.copyOf(rows, count);
    Inputs inputs = Inputs.none();
    if (controls.columns > 0) {
      inputs = inputs.withControls(scope.constant(controls.from(once, 1), count, controls.columns));
    }
    return new DistinctSamples(
        scope.constant(states.from(once, 1), count, states.columns),
        withParameters(scope, inputs, Arrays.copyOf(owners, count)),
        places,
        samples);
  }
}
