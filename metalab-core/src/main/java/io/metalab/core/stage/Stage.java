package io.metalab.core.stage;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.search.AdaptiveParamSource;
import java.util.List;

/**
 * One stage of a study.
 *
 * @param experiment its operation, context, sweep and seeds, with {@link
 *     io.metalab.api.StageValue}s where it takes something from earlier stages
 * @param takes which runs of which earlier stages it takes; its points are every combination of
 *     them with every point of its own sweep
 */
public record Stage(Experiment experiment, List<Take> takes) {
  public Stage {
    requireNonNull(experiment, "experiment");
    takes = List.copyOf(takes);
  }

  /** Returns the name; empty if the stage is the whole study. */
  public String name() {
    return experiment.stage();
  }

  /** Returns whether its own results decide how many runs it has, so that the most are planned. */
  boolean isOpenEnded() {
    return isSearch() || !experiment.until().isNone();
  }

  /** Returns whether its points are those of a search. */
  boolean isSearch() {
    return experiment.params() instanceof AdaptiveParamSource;
  }

  Stage withTakes(List<Take> newTakes) {
    return new Stage(experiment, newTakes);
  }
}
