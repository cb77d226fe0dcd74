package io.dymad.agent.exec;

import io.dymad.agent.AgentProblem;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Blas;
import io.dymad.numerics.Matrix;
import io.dymad.training.TrainedModel;
import java.util.ArrayList;
import java.util.List;

/** What a trained model makes of courses, from their first samples on. */
public final class PredictedCourses {
  private final TrainedModel model;
  private final int horizon;

  /**
   * Creates predictions.
   *
   * @param horizon samples of each course, the first one included; more than a window of the model
   */
  public PredictedCourses(TrainedModel model, int horizon) {
    this.model = model;
    this.horizon = horizon;
  }

  /**
   * Returns the courses as predicted, with times and controls of what they start from. Without
   * controls they may go on beyond the end of the data.
   *
   * @throws io.dymad.agent.AgentException with {@code dataset_mismatch} at {@code dataset_handle}
   *     if a course has too few samples or does not fit the model, with {@code diverged} at {@code
   *     horizon} if the model gives no number
   */
  public Trajectories of(Trajectories data) {
    return Blas.singleThreaded(
        () -> {
          List<Trajectory> predicted = new ArrayList<>();
          for (int i = 0; i < data.size(); i++) {
            predicted.add(course(i, data.get(i)));
          }
          return new Trajectories(predicted);
        });
  }

  private Trajectory course(int index, Trajectory measured) {
    int window = model.transforms().x().window();
    boolean controlled = measured.u().columns() > 0;
    int needed = controlled ? horizon : window;
    if (measured.steps() < needed) {
      throw AgentProblem.of(
              "dataset_mismatch",
              "Trajectory %d has %d samples, but %d are needed: %s."
                  .formatted(
                      index,
                      measured.steps(),
                      needed,
                      controlled
                          ? "controls are those of the data, up to the horizon"
                          : "a state of the model is made of as many"))
          .at("dataset_handle")
          .exception();
    }
    try {
      Trajectory given = given(measured, window);
      Matrix states = model.predict(given);
      requireFinite(index, states);
      return given.window(horizon - states.rows(), horizon).withX(states);
    } catch (IllegalArgumentException e) {
      throw AgentProblem.of(
              "dataset_mismatch", "Trajectory %d: %s".formatted(index, e.getMessage()))
          .at("dataset_handle")
          .exception();
    } catch (ArithmeticException e) {
      throw diverged(index, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the start of a course with times and controls up to the horizon. */
  private Trajectory given(Trajectory measured, int window) {
    if (measured.steps() >= horizon) {
      return measured.window(0, horizon);
    }
    double step = measured.steps() < 2 ? model.step() : Trajectories.of(measured).uniformStep();
    double start = measured.t().get(0, 0);
    return new Trajectory(
        Matrix.generate(horizon, 1, (k, j) -> start + k * step),
        // The model looks at the first window alone; what follows only has to be numbers.
        Matrix.generate(
            horizon,
            measured.x().columns(),
            (k, j) -> measured.x().get(Math.min(k, window - 1), j)),
        Matrix.zeros(horizon, 0),
        Matrix.zeros(horizon, 0),
        measured.p());
  }

  private void requireFinite(int index, Matrix states) {
    for (int k = 0; k < states.rows(); k++) {
      for (double value : states.row(k)) {
        if (!Double.isFinite(value)) {
          throw diverged(index, "no state at sample %d".formatted(k));
        }
      }
    }
  }

  private RuntimeException diverged(int index, String how) {
    return AgentProblem.of(
            "diverged",
            "The model diverges within %d samples of trajectory %d (%s). Take a shorter horizon."
                .formatted(horizon, index, how))
        .at("horizon")
        .exception();
  }
}
