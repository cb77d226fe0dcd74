package io.dymad.training;

import io.dymad.models.Inputs;
import io.dymad.torch.Tensor;

/**
 * Courses of equal length as tensors.
 *
 * @param states shape {@code [courses, samples, states]}
 * @param inputs controls, shape {@code [courses, samples, controls]}, and parameters, shape {@code
 *     [courses, parameters]}, if there are any
 * @param step time from one sample to the next
 */
public record Batch(Tensor states, Inputs inputs, double step) {
  /** Returns the number of samples of a course. */
  public int samples() {
    return states.extent(1);
  }
}
