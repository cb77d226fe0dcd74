package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.output.Problem;
import io.metalab.cli.progress.ProgressReporter;
import io.metalab.cli.progress.StudyEnd;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.run.StudyResult;
import io.metalab.core.search.SearchProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a session of a study ended.
 *
 * @param study the study
 * @param result how its session ended
 * @param stop what ended it before its time, or null
 * @param points where the points of a race stand
 * @param search how far a search is
 */
record StudyOutcome(
    StudySource study,
    StudyResult result,
    @Nullable Stop stop,
    List<PointOutcome> points,
    Optional<SearchProgress> search) {
  StudyOutcome {
    requireNonNull(study, "study");
    requireNonNull(result, "result");
    points = List.copyOf(points);
  }

  /** Tells people, and returns what the command hands out. */
  CommandResult tell(CliContext context, ProgressReporter reporter) {
    int exitCode = exitCode();
    String why = stop == null ? "" : stop.title();
    String resume = study.resumeCommand() + context.storeFlag();
    String next = stop == null ? afterFailures(context, resume) : resume;
    reporter.end(
        new StudyEnd(result.wall(), exitCode, why, next, result.failures(), result.derived()));
    Map<String, Object> data =
        ResultDocument.of(
            study.experiment().id(),
            context.storeName(),
            result,
            why,
            stop == null ? "" : resume,
            exitCode);
    if (!result.stages().isEmpty()) {
      data.put("blocked", result.blocked());
      data.put("stages", StageView.data(StageView.lines(result.stages())));
    }
    if (!points.isEmpty()) {
      data.put("race", RaceView.data(points));
    }
    search.ifPresent(progress -> data.put("search", SearchView.data(progress)));
    return stop == null
        ? new CommandResult.Document(exitCode, data, this::showPoints)
        : new CommandResult.Stopped(
            exitCode, new Problem(stop.code(), stop.message(study.experiment()), resume, data));
  }

  private void showPoints(Terminal terminal) {
    StageView.showBlocked(result.stages(), terminal);
    if (!points.isEmpty()) {
      RaceView.show(points, terminal);
    }
    search.ifPresent(progress -> SearchView.show(progress, terminal));
  }

  private String afterFailures(CliContext context, String resume) {
    return result.failures().stream()
        .flatMap(group -> group.examples().stream())
        .findFirst()
        .map(
            run ->
                "metalab failures %s%s  |  %s --only %s --debug"
                    .formatted(
                        study.experiment().name(), context.storeFlag(), resume, run.shortHex()))
        .orElse("");
  }

  private int exitCode() {
    if (stop != null) {
      return stop.exitCode();
    }
    boolean failed = result.counts().failed() + result.counts().skipped() + result.blocked() > 0;
    return failed ? ExitCode.FINDINGS : ExitCode.OK;
  }
}
