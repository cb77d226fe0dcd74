package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.api.ErrorCode;
import io.metalab.cli.output.CliException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trainings that were started. */
final class Started {
  private Started() {}

  /**
   * Returns the handle of the training of a directory.
   *
   * @throws CliException with {@code NOT_FOUND} if it was never started
   */
  static String handle(RunDirectory run) {
    return run.findText(RunDirectory.RUN)
        .orElseThrow(
            () ->
                new CliException(
                    ErrorCode.NOT_FOUND,
                    "The training %s was prepared, but never started.".formatted(run.path()),
                    "dymad train --config %s --out %s"
                        .formatted(run.text("source_config_path"), run.path())));
  }

  /** Asks how far a training is and writes that in its directory. */
  static RunDirectory now(Agent agent, RunDirectory run) {
    Map<String, @Nullable Object> state =
        Maps.of(agent.trainings().describeRun(handle(run)).get("training_run"));
    RunDirectory now = run.withRun(state);
    return now.document().equals(run.document()) ? run : now.save();
  }

  /**
   * Returns the checkpoint of a training.
   *
   * @throws CliException with {@code NOT_FOUND} if there is none yet, or none any more
   */
  static String checkpoint(RunDirectory run) {
    return Optional.ofNullable(run.document().get("checkpoint_handle"))
        .map(Object::toString)
        .orElseThrow(
            () ->
                new CliException(
                    ErrorCode.NOT_FOUND,
                    "The training %s has no model: it is %s."
                        .formatted(run.path(), run.text("status")),
                    "dymad status " + run.path()));
  }
}
