package io.dymad.training;

import io.dymad.models.Inputs;
import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;

/**
 * The samples of courses, those that several share once, so that each is encoded once. What belongs
 * to samples is a tensor of as many rows, from which courses are taken.
 */
final class DistinctSamples {
  private final Tensor states;
  private final Inputs inputs;
  private final long[] places;
  private final int length;

  /**
   * Makes samples.
   *
   * @param states shape {@code [samples, states]}
   * @param inputs controls and parameters of each sample
   * @param places the row of the first sample of each course, which the others follow
   * @param length samples of a course
   */
  DistinctSamples(Tensor states, Inputs inputs, long[] places, int length) {
    this.states = states;
    this.inputs = inputs;
    this.places = places;
    this.length = length;
  }

  Tensor states() {
    return states;
  }

  Inputs inputs() {
    return inputs;
  }

  /** Returns what belongs to a sample of each course, shape {@code [courses, columns]}. */
  Tensor at(int sample, Tensor rows) {
    long[] indices = new long[places.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = places[i] + sample;
    }
    return rows.rows(indices);
  }

  /** Returns what belongs to the courses, shape {@code [courses, length, columns]}. */
  Tensor courses(Tensor rows) {
    long[] indices = new long[places.length * length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = places[i / length] + i % length;
    }
    return rows.rows(indices).reshaped(places.length, length, rows.extent(-1));
  }

  /**
   * Returns weighted sums along the courses, shape {@code [functions, courses * columns]}.
   *
   * @param weights shape {@code [functions, length]}
   */
  Tensor sums(Matrix weights, Tensor rows) {
    int count = places.length;
    long[] indices = new long[count * length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = places[i % count] + i / count;
    }
    // All courses side by side make one large product instead of many small ones.
    Tensor series = rows.rows(indices).reshaped(length, (long) count * rows.extent(-1));
    return rows.constantLike(weights.toRowMajor(), weights.rows(), length).matrixTimes(series);
  }
}
