package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.LatentModel;
import io.dymad.models.LinearDynamics;
import io.dymad.models.Rollout;
import io.dymad.models.Time;
import io.dymad.models.Weights;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Spectra;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;

/**
 * A model with its numbers, to predict with; in double precision, whatever it was trained in.
 *
 * @param model the model
 * @param weights its numbers
 * @param rollout how courses are predicted
 * @param step time from one sample to the next of what it was trained on, above 0
 */
public record TrainedModel(LatentModel model, Weights weights, Rollout rollout, double step) {
  private static final double STEP_TOLERANCE = 1e-6;

  public TrainedModel {
    requireNonNull(rollout, "rollout");
    if (!weights.parameters().equals(model.parameters())) {
      throw new IllegalArgumentException("The weights are those of another model.");
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
  }

  /** Returns the model of a task with the best weights of its training. */
  public static TrainedModel best(TrainingTask task, TrainingState state) {
    return new TrainedModel(task.model(), state.best().weights(), task.rollout(), task.step());
  }

  /**
   * Returns the states of a course as predicted from its first state, its controls and parameters.
   *
   * @param course equal steps; in discrete time, the step of the model
   * @return shape {@code [samples, states]}
   * @throws IllegalArgumentException if the course has other steps, or does not fit the model
   * @throws ArithmeticException if the integration fails
   */
  public Matrix predict(Trajectory course) {
    double courseStep = course.steps() < 2 ? step : Trajectories.of(course).uniformStep();
    if (model.time() == Time.DISCRETE && Math.abs(courseStep - step) > STEP_TOLERANCE * step) {
      throw new IllegalArgumentException(
          "The course has the time step %s, but the model advances by %s."
              .formatted(courseStep, step));
    }
    checkFit(course);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Batch batch = new Courses(Trajectories.of(course), courseStep).batch(scope, 0);
      Tensor predicted =
          rollout.predict(
              model,
              weights.bind(scope),
              batch.states().at(1, 0),
              batch.inputs(),
              batch.samples(),
              courseStep);
      return Matrix.ofRowMajor(course.steps(), model.stateSize(), predicted.toArray());
    }
  }

  private void checkFit(Trajectory course) {
    if (course.x().columns() != model.stateSize() || course.u().columns() != model.controlSize()) {
      throw new IllegalArgumentException(
          "The course has %d states and %d controls, but the model has %d and %d."
              .formatted(
                  course.x().columns(),
                  course.u().columns(),
                  model.stateSize(),
                  model.controlSize()));
    }
  }

  /**
   * Returns the latent variables of the samples of a course, shape {@code [samples, latent]}.
   *
   * @throws IllegalArgumentException if the course does not fit the model
   */
  public Matrix encode(Trajectory course) {
    checkFit(course);
    try (Scope scope = Scope.open(Precision.FLOAT64)) {
      Batch batch = new Courses(Trajectories.of(course), step).batch(scope, 0);
      Tensor latent = model.encode(weights.bind(scope), batch.states(), batch.inputs());
      return Matrix.ofRowMajor(course.steps(), model.latentSize(), latent.toArray());
    }
  }

  /**
   * Returns the matrix that linear dynamics multiply latent variables by, as columns, without
   * control; its transpose is the Koopman matrix or generator of {@code io.dymad.edmd}.
   *
   * @throws IllegalArgumentException if the dynamics are not linear
   */
  public Matrix drift() {
    if (!(model.dynamics() instanceof LinearDynamics linear)) {
      throw new IllegalArgumentException(
          "The dynamics of the model are not linear, so that there is no matrix.");
    }
    return linear.drift(weights);
  }

  /**
   * Returns the exponents of linear dynamics without control, per unit of time; those of a map are
   * on the principal branch.
   *
   * @throws IllegalArgumentException if the dynamics are not linear
   */
  public ComplexVector exponents() {
    ComplexVector values = drift().eigenvalues();
    return model.time() == Time.CONTINUOUS ? values : Spectra.toContinuous(values, step);
  }
}
