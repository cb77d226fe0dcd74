package io.dymad.training;

import io.dymad.models.Inputs;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;

/** Courses of equal length as tensors, for as long as their scope is open. */
public final class Batch {
  private final Tensor states;
  private final Inputs inputs;
  private final Courses courses;
  private final Scope scope;
  private final int[] indices;

  Batch(Tensor states, Inputs inputs, Courses courses, Scope scope, int... indices) {
    this.states = states;
    this.inputs = inputs;
    this.courses = courses;
    this.scope = scope;
    this.indices = indices;
  }

  /** Returns the states, shape {@code [courses, samples, states]}. */
  public Tensor states() {
    return states;
  }

  /**
   * Returns the controls, shape {@code [courses, samples, controls]}, and parameters, shape {@code
   * [courses, parameters]}, if there are any.
   */
  public Inputs inputs() {
    return inputs;
  }

  /** Returns the time from one sample to the next. */
  public double step() {
    return courses.step();
  }

  /** Returns the number of samples of a course. */
  public int samples() {
    return courses.samples();
  }

  /** Returns the samples of all courses, those that several share once. */
  DistinctSamples distinct() {
    return courses.distinct(scope, indices);
  }
}
