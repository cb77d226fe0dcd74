package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.output.Problem;
import io.metalab.cli.progress.ProgressReporter;
import io.metalab.cli.progress.StudyEnd;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.StudyResult;
import java.util.List;
import java.util.Map;

/**
 * Tells how a study stands whose process is ended by code that runs in it.
 *
 * @param study {@code name:version}
 * @param next the command that goes on, or empty
 */
record ExitReport(
    CliContext context, ProgressReporter reporter, RunHandle handle, String study, String next) {
  private static final int MOST_NAMED = 8;

  ExitReport {
    requireNonNull(context, "context");
    requireNonNull(reporter, "reporter");
    requireNonNull(handle, "handle");
    requireNonNull(study, "study");
    requireNonNull(next, "next");
  }

  /**
   * Tells it.
   *
   * @param caller the place that called {@code System.exit}
   */
  void tell(String caller) {
    List<RunId> running = handle.running();
    StudyResult result = handle.soFar();
    String why = Stop.INTERRUPTED.title();
    reporter.end(
        new StudyEnd(
            result.wall(), ExitCode.UNEXPECTED, why, next, result.failures(), result.derived()));
    Map<String, Object> details =
        ResultDocument.of(study, context.storeName(), result, why, next, ExitCode.UNEXPECTED);
    details.put("running", running.stream().map(RunId::hex).toList());
    context.fail(
        new Problem(
            ErrorCode.INTERRUPTED,
            "The study %s was interrupted: %s called System.exit, which ended the program.%s"
                .formatted(study, caller, named(running)),
            "an operation that throws an exception fails its own run alone",
            details));
  }

  private static String named(List<RunId> running) {
    if (running.isEmpty()) {
      return "";
    }
    List<String> named = running.stream().limit(MOST_NAMED).map(RunId::shortHex).toList();
    String more = running.size() > MOST_NAMED ? ", ..." : "";
    return " Runs that were under way: %s%s.".formatted(String.join(", ", named), more);
  }
}
