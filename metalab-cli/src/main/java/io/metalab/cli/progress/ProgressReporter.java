package io.metalab.cli.progress;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;
import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.DerivedUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a person on {@code err} how a study goes; safe for use by many threads. */
public abstract class ProgressReporter implements RunEventListener {
  private final Terminal terminal;
  private final InstantSource clock;
  private final Tally tally = new Tally();
  private final Map<RunId, RunRecord> failed = new LinkedHashMap<>();
  private StudyStart start = new StudyStart("", 0, 0, 0, 0, 0, 0, "", "", Goal.NONE, List.of());
  private Instant began = Instant.EPOCH;
  private boolean begun;

  /** What a signal that came before the study began leaves to running runs; else null. */
  private @Nullable Duration grace;

  ProgressReporter(Terminal terminal, InstantSource clock) {
    this.terminal = requireNonNull(terminal, "terminal");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Returns the reporter that suits the terminal; a quiet one tells of failures alone. */
  public static ProgressReporter of(Terminal terminal, InstantSource clock, boolean quiet) {
    if (quiet) {
      return new QuietReporter(terminal, clock);
    }
    return terminal.errRedraws()
        ? new TerminalReporter(terminal, clock)
        : new PlainReporter(terminal, clock);
  }

  /** Tells that the study starts. */
  public final synchronized void begin(StudyStart newStart) {
    start = newStart;
    began = clock.instant();
    tally.begin(newStart.goal());
    begun = true;
    showStart();
    if (grace != null) {
      showStopping(grace);
    }
  }

  @Override
  public final synchronized void onEvent(RunEvent event) {
    tally.add(event);
    if (event instanceof RunEvent.Finished finished
        && finished.record().status() == RunStatus.FAILED) {
      failed.put(finished.record().runId(), finished.record());
    } else if (event instanceof RunEvent.Retrying retrying) {
      failed.remove(retrying.runId());
    } else {
      showFailures();
    }
    showCourse();
  }

  /** Looks at the clock; called a few times a second. */
  public final synchronized void tick() {
    showFailures();
    showCourse();
  }

  /** A failure is told with the next event: only then it is known whether the run is retried. */
  private void showFailures() {
    failed.values().forEach(this::showFailure);
    failed.clear();
  }

  /** Tells that no more runs start because of a signal; once the study has begun if it has not. */
  public final synchronized void stopping(Duration newGrace) {
    if (begun) {
      showStopping(newGrace);
    } else {
      grace = newGrace;
    }
  }

  /** Tells that the study is over. */
  public final synchronized void end(StudyEnd end) {
    showFailures();
    showEnd(end);
    showDerivedProblems(end);
  }

  /** Tells of derived metrics that could not be computed. */
  private void showDerivedProblems(StudyEnd end) {
    for (DerivedUpdate.Problem problem : end.derived().problems()) {
      terminal.err(
          "warning: the derived metrics '%s' of %d runs could not be computed: %s (%s)"
              .formatted(
                  problem.group(),
                  problem.runs(),
                  Show.firstLine(problem.message()),
                  problem.example().shortHex()));
    }
  }

  abstract void showStart();

  abstract void showFailure(RunRecord record);

  abstract void showCourse();

  abstract void showStopping(Duration grace);

  abstract void showEnd(StudyEnd end);

  final Terminal terminal() {
    return terminal;
  }

  final Tally tally() {
    return tally;
  }

  final StudyStart start() {
    return start;
  }

  final Instant now() {
    return clock.instant();
  }

  final Duration elapsed() {
    return Duration.between(began, now());
  }

  /** Returns how many runs have been neither executed nor found done. */
  final long left() {
    long found = isCounted() ? 0 : tally.reused();
    return Math.max(0, start.todo() - tally.done() - found);
  }

  /** Returns how many runs are being executed; others wait for the disk. */
  final int running() {
    return start.workers() == 0 ? tally.running() : Math.min(tally.running(), start.workers());
  }

  /** Returns how many runs were found done. */
  final long reused() {
    return isCounted() ? start.reused() : tally.reused();
  }

  /** Returns whether it was known at the start how many runs are done. */
  final boolean isCounted() {
    return start.reused() != StudyStart.NOT_COUNTED;
  }

  /** Returns how many runs have not been started. */
  final long notStarted() {
    return Math.max(0, left() - running());
  }
}
