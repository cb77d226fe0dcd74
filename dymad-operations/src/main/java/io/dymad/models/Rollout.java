package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Predicts courses from their first state.
 *
 * @param integrator for dynamics in continuous time
 * @param hold what controls are between samples, in continuous time
 */
public record Rollout(Integrator integrator, Hold hold) {
  public Rollout {
    requireNonNull(integrator, "integrator");
    requireNonNull(hold, "hold");
  }

  /**
   * Returns predicted states at the first sample, decoded from what it was encoded to, and at the
   * samples after it, shape {@code [courses, samples, states]}.
   *
   * @param start first states, shape {@code [courses, states]}
   * @param inputs controls of all samples, shape {@code [courses, samples, controls]}, and
   *     parameters, shape {@code [courses, parameters]}
   * @param samples of a course, at least 1
   * @param step time from one sample to the next
   */
  public Tensor predict(
      LatentModel model, Bound weights, Tensor start, Inputs inputs, int samples, double step) {
    Tensor first = model.encode(weights, start, new Course(inputs).at(0, 0));
    return predictEncoded(model, weights, first, inputs, samples, step);
  }

  /**
   * Returns what {@link #predict} returns, where first states are encoded already.
   *
   * @param first latent variables at the first sample, shape {@code [courses, latent]}
   */
  public Tensor predictEncoded(
      LatentModel model, Bound weights, Tensor first, Inputs inputs, int samples, double step) {
    Tensor latent =
        LinearCourses.of(model, weights, integrator, step)
            .map(linear -> linear.from(first, samples))
            .orElseGet(
                () -> steps(first, samples, advance(model, weights, new Course(inputs), step)));
    return model.decode(weights, latent);
  }

  /** Returns latent variables of all samples, one step after the other. */
  private static Tensor steps(Tensor first, int samples, Advance advance) {
    Tensor latent = first;
    List<Tensor> all = new ArrayList<>(List.of(latent));
    for (int k = 1; k < samples; k++) {
      latent = advance.from(k - 1, latent);
      all.add(latent);
    }
    return Tensor.stack(1, all);
  }

  /** From the latent variables at a sample to those at the next. */
  private interface Advance {
    Tensor from(int sample, Tensor latent);
  }

  private Advance advance(LatentModel model, Bound weights, Course course, double step) {
    if (model.time() == Time.DISCRETE) {
      return (sample, latent) -> model.advance(weights, latent, course.at(sample, 0));
    }
    if (model.predictor() == Predictor.EXP) {
      ExponentialFlow flow = ExponentialFlow.of(model.dynamics(), weights, step);
      return (sample, latent) -> flow.advance(latent);
    }
    return (sample, latent) ->
        integrator.advance(
            latent, step, (share, z) -> model.advance(weights, z, course.at(sample, share)));
  }

  /** What acts on courses over time. */
  private final class Course {
    private final Inputs inputs;
    private final Optional<ControlCourse> controls;

    Course(Inputs inputs) {
      this.inputs = inputs;
      this.controls = inputs.findControls().map(samples -> new ControlCourse(samples, hold));
    }

    Inputs at(int sample, double share) {
      return controls.map(course -> inputs.withControls(course.at(sample, share))).orElse(inputs);
    }
  }
}
