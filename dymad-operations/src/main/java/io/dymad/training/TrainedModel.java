package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.LatentModel;
import io.dymad.models.LinearDynamics;
import io.dymad.models.NodewiseDynamics;
import io.dymad.models.Rollout;
import io.dymad.models.Time;
import io.dymad.models.Weights;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Spectra;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import io.dymad.transforms.ChannelTransforms;
import java.util.ArrayList;
import java.util.List;

/**
 * A model with its numbers, to predict with; in double precision, whatever it was trained in.
 *
 * @param model the model
 * @param weights its numbers
 * @param rollout how courses are predicted
 * @param step time from one sample to the next of what it was trained on, above 0
 * @param transforms what courses go through before the model is given them, and predictions come
 *     back through
 */
public record TrainedModel(
    LatentModel model,
    Weights weights,
    Rollout rollout,
    double step,
    ChannelTransforms transforms) {
  private static final double STEP_TOLERANCE = 1e-6;

  public TrainedModel {
    requireNonNull(rollout, "rollout");
    if (!weights.parameters().equals(model.parameters())) {
      throw new IllegalArgumentException("The weights are those of another model.");
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The time step (%s) must be above 0.".formatted(step));
    }
    transforms.requireSizes(model.stateSize(), model.controlSize());
  }

  /**
   * Returns the model of a task with the best weights of its training, for courses as the task has
   * them.
   */
  public static TrainedModel best(TrainingTask task, TrainingState state) {
    return of(task, state.best().weights());
  }

  /** Returns the model of a task with given weights, for courses as the task has them. */
  public static TrainedModel of(TrainingTask task, Weights weights) {
    LatentModel model = task.model();
    return new TrainedModel(
        model,
        weights,
        task.rollout(),
        task.step(),
        ChannelTransforms.identity(model.stateSize(), model.controlSize()));
  }

  /** Returns the same model for courses that go through transforms before it is given them. */
  public TrainedModel withTransforms(ChannelTransforms others) {
    return new TrainedModel(model, weights, rollout, step, others);
  }

  /**
   * Returns the states of a course as predicted from its first state, or the first window of states
   * that a state of the model is made of, its controls and parameters.
   *
   * @param course in the units of the data, with equal steps; in discrete time, the step of the
   *     model
   * @return shape {@code [samples, states]}; where windows of controls are longer than those of
   *     states, the last samples alone
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
    Trajectory given = given(course);
    try (Scope scope = Scope.withoutGradients(Precision.FLOAT64)) {
      Batch batch = new Courses(Excerpts.whole(Trajectories.of(given)), courseStep).batch(scope, 0);
      Tensor predicted =
          rollout.predict(
              model,
              weights.bind(scope),
              batch.states().at(1, 0),
              batch.inputs(),
              batch.samples(),
              courseStep);
      return transforms
          .x()
          .invert(Matrix.ofRowMajor(given.steps(), model.stateSize(), predicted.toArray()));
    }
  }

  /** Returns a course as the model is given it. */
  private Trajectory given(Trajectory course) {
    int states = transforms.x().inputSize();
    int controls = transforms.u().inputSize();
    if (course.x().columns() != states || course.u().columns() != controls) {
      throw new IllegalArgumentException(
          "The course has %d states and %d controls, but the model has %d and %d."
              .formatted(course.x().columns(), course.u().columns(), states, controls));
    }
    return transforms.apply(Trajectories.of(course)).get(0);
  }

  /**
   * Returns the latent variables of the samples of a course, or of its windows if a state of the
   * model is a window.
   *
   * @return shape {@code [samples, latent]}
   * @throws IllegalArgumentException if the course does not fit the model
   */
  public Matrix encode(Trajectory course) {
    Trajectory given = given(course);
    try (Scope scope = Scope.withoutGradients(Precision.FLOAT64)) {
      Batch batch = new Courses(Excerpts.whole(Trajectories.of(given)), step).batch(scope, 0);
      Tensor latent = model.encode(weights.bind(scope), batch.states(), batch.inputs());
      return Matrix.ofRowMajor(given.steps(), model.latentSize(), latent.toArray());
    }
  }

  /** Returns whether the dynamics are linear, so that there are {@link #drift} and exponents. */
  public boolean isLinear() {
    return NodewiseDynamics.of(model.dynamics()).inner() instanceof LinearDynamics;
  }

  /**
   * Returns the matrix that linear dynamics multiply latent variables by, as columns, without
   * control ({@link #flow} is that under one); its transpose is the Koopman matrix or generator of
   * {@code io.dymad.edmd}.
   *
   * @throws IllegalArgumentException if the dynamics are not linear
   */
  public Matrix drift() {
    NodewiseDynamics nodes = NodewiseDynamics.of(model.dynamics());
    if (!(nodes.inner() instanceof LinearDynamics linear)) {
      throw new IllegalArgumentException(
          "The dynamics of the model are not linear, so that there is no matrix.");
    }
    return nodes.blocks(linear.drift(weights));
  }

  /**
   * Returns the flow of linear dynamics under a constant control.
   *
   * @param controls in the units of the data, one for each
   * @throws IllegalArgumentException if the dynamics are not linear, or have other controls
   */
  public AffineFlow flow(double... controls) {
    NodewiseDynamics nodes = NodewiseDynamics.of(model.dynamics());
    if (!(nodes.inner() instanceof LinearDynamics linear)) {
      throw new IllegalArgumentException(
          "The dynamics of the model are not linear, so that there is no matrix.");
    }
    double[] given = constant(controls);
    List<Matrix> drifts = new ArrayList<>();
    double[] input = new double[model.latentSize()];
    for (int node = 0; node < nodes.nodes(); node++) {
      double[] own = nodes.controls(node, given);
      drifts.add(linear.drift(weights, own));
      double[] added = linear.input(weights, own);
      System.arraycopy(added, 0, input, node * added.length, added.length);
    }
    return new AffineFlow(
        nodes.blocks(drifts), Matrix.ofColumn(input), model.time() == Time.DISCRETE);
  }

  /** Returns a control that never changes as the model is given it. */
  private double[] constant(double... controls) {
    if (controls.length != transforms.u().inputSize()) {
      throw new IllegalArgumentException(
          "The model has %d controls, not %d."
              .formatted(transforms.u().inputSize(), controls.length));
    }
    if (controls.length == 0) {
      return controls;
    }
    int window = transforms.u().window();
    return transforms
        .u()
        .apply(Matrix.generate(window, controls.length, (k, j) -> controls[j]))
        .row(0);
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
