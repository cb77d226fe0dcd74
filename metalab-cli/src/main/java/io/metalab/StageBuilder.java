package io.metalab;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.Take;
import java.util.ArrayList;
import java.util.List;

/**
 * Declares one stage of a study; see {@link StudyBuilder#stage}.
 *
 * <p>What runs of earlier stages give stands among the values: {@link Metalab#artifactOf}, {@link
 * Metalab#paramOf}, {@link Metalab#metricOf}. A stage whose values stand here is taken from run by
 * run, unless {@link #from(Take)} says otherwise.
 */
public final class StageBuilder extends ExperimentBuilder<StageBuilder> {
  private final String name;
  private final List<Take> takes = new ArrayList<>();

  StageBuilder(String name) {
    this.name = name;
  }

  @Override
  StageBuilder self() {
    return this;
  }

  /** Says which runs of an earlier stage are taken, and how. */
  public StageBuilder from(Take take) {
    takes.add(requireNonNull(take, "take"));
    return this;
  }

  /** Takes the runs of an earlier stage one by one. */
  public StageBuilder from(String stage) {
    return from(Take.each(stage));
  }

  Stage build(String study, String version, Goal goalOfStudy, List<String> tagsOfStudy) {
    Experiment.Builder experiment = Experiment.of(study, version).stage(name).goal(goalOfStudy);
    tagsOfStudy.forEach(experiment::tag);
    return new Stage(build(experiment), takes);
  }
}
