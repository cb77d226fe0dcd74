package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.LatentModel;
import io.dymad.models.ModelSpec;
import io.dymad.models.Rollout;
import io.dymad.training.Criteria;
import io.dymad.training.GradientPhase;
import io.dymad.training.Phase;
import io.dymad.training.TrainedModel;
import io.dymad.training.TrainingState;
import io.dymad.training.TrainingTask;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training as params ask for it, checked before its first epoch.
 *
 * @param model what the task's model is built of
 * @param round the phases of one round
 * @param data what is trained on
 * @param task all of it, with the phases of all rounds
 * @param epochs of all phases together, at most
 */
record TrainingPlan(
    ModelSpec model, List<PhaseChoice> round, TrainingData data, TrainingTask task, int epochs) {
  TrainingPlan {
    round = List.copyOf(round);
  }

  static TrainingPlan of(Params params, StateData data, SeedBundle seeds) {
    ModelSpec spec = TrainingParameters.onNetwork(TrainingParameters.model(params), data);
    Rollout rollout = TrainingParameters.rollout(params, spec);
    Criteria judged = TrainingParameters.criterion(params);
    List<PhaseChoice> round = TrainingParameters.phases(params, rollout, judged);
    int delay = Math.max(spec.delay(), params.getInt("delay"));
    TrainingData prepared = TrainingData.of(params, data, delay, seeds);
    List<Phase> phases = new ArrayList<>();
    for (int i = 0; i < params.getInt("repeat"); i++) {
      round.forEach(choice -> phases.add(choice.phase()));
    }
    Trajectories train = prepared.given().train();
    LatentModel model =
        TrainingParameters.checked(
            "params.model", () -> spec.build(train.stateSize(), train.controlSize()));
    TrainingTask task =
        TrainingParameters.checked(
            "params.dataset",
            () ->
                new TrainingTask(
                        model,
                        prepared.given(),
                        phases,
                        rollout,
                        TrainingParameters.precision(params))
                    .judgedBy(judged)
                    .on(TrainingParameters.device(params)));
    return new TrainingPlan(spec, round, prepared, task, params.getInt("epochs"));
  }

  /** Returns the phase of a place in all rounds. */
  PhaseChoice phase(int index) {
    return round.get(index % round.size());
  }

  /** Returns whether the epochs ended before phases whose own number of epochs was left. */
  boolean isCutShort(TrainingState state) {
    int phase = state.cursor().phase();
    if (phase >= task.phases().size()) {
      return false;
    }
    return !isOpen(phase);
  }

  /** Returns whether a phase lasts as long as epochs are left. */
  boolean isOpen(int phase) {
    return task.phases().get(phase) instanceof GradientPhase gradient
        && gradient.schedule().epochs() == Integer.MAX_VALUE;
  }

  /** Returns the best model of a state, for courses in the units of the data. */
  TrainedModel best(TrainingState state) {
    return TrainedModel.best(task, state).withTransforms(data.transforms());
  }

  /** Returns the model as it is in a state, for courses in the units of the data. */
  TrainedModel now(TrainingState state) {
    return TrainedModel.of(task, state.weights()).withTransforms(data.transforms());
  }

  /** Returns what a model makes of courses, each as far as the model follows it. */
  List<Course> courses(TrainedModel model, String part, Trajectories trajectories) {
    double[] spreads = Summaries.spreads(data.train());
    List<Course> courses = new ArrayList<>();
    for (Trajectory item : trajectories.items()) {
      courses.add(
          Forecast.course(model, part, courses.size(), item)
              .endedWhereDiverged(spreads, Course.DIVERGED_SPREADS));
    }
    return courses;
  }

  /**
   * Returns all that was asked for, with the defaults that params leave to the model and phases.
   */
  Map<String, Object> configuration(Params params) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", model.toMap());
    all.put("phases", round.stream().map(PhaseChoice::options).toList());
    for (String name :
        List.of(
            "repeat",
            "epochs",
            "criterion",
            "precision",
            "device",
            "integrator",
            "substeps",
            "relative_tolerance",
            "absolute_tolerance",
            "scale",
            "delay",
            "held_out",
            "split",
            "folds",
            "fold")) {
      all.put(name, params.get(name));
    }
    all.put("computed_on", task.device().name().toLowerCase(Locale.ROOT));
    all.put("step", task.step());
    all.put("fitted_trajectories", data.train().size());
    all.put("held_out_trajectories", data.heldOut().size());
    return all;
  }
}
