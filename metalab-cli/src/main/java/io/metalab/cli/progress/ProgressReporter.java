package io.metalab.cli.progress;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;
import io.metalab.api.RunEvent;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Tells a person on {@code err} how a study goes; safe for use by many threads. */
public abstract class ProgressReporter implements RunEventListener {
  private final Terminal terminal;
  private final InstantSource clock;
  private final Tally tally = new Tally();
  private final FailureGroups failures = new FailureGroups();
  private StudyStart start = new StudyStart("-:-", 0, 0, 0, 0, "", Goal.NONE);
  private Instant began = Instant.EPOCH;

  ProgressReporter(Terminal terminal, InstantSource clock) {
    this.terminal = requireNonNull(terminal, "terminal");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Returns the reporter that suits the terminal; a quiet one tells of failures alone. */
  public static ProgressReporter of(Terminal terminal, InstantSource clock, boolean quiet) {
    if (quiet) {
      return new QuietReporter(terminal, clock);
    }
    return terminal.errTerminal()
        ? new TerminalReporter(terminal, clock)
        : new PlainReporter(terminal, clock);
  }

  /** Tells that the study starts. */
  public final synchronized void begin(StudyStart newStart) {
    start = newStart;
    began = clock.instant();
    tally.begin(newStart.goal());
    showStart();
  }

  @Override
  public final synchronized void onEvent(RunEvent event) {
    tally.add(event);
    if (event instanceof RunEvent.Finished finished
        && finished.record().status() == RunStatus.FAILED) {
      failures.add(finished.record());
      showFailure(finished.record());
    }
    showCourse();
  }

  /** Looks at the clock; called a few times a second. */
  public final synchronized void tick() {
    showCourse();
  }

  /** Tells that no more runs start because of a signal. */
  public final synchronized void stopping(Duration grace) {
    showStopping(grace);
  }

  /** Tells that the study is over. */
  public final synchronized void end(StudyEnd end) {
    showEnd(end);
  }

  /** Returns the failed runs by kind. */
  public final synchronized List<FailureGroups.Group> failures() {
    return failures.groups();
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
    return Math.max(0, start.todo() - tally.done());
  }

  /** Returns how many runs have not been started. */
  final long notStarted() {
    return Math.max(0, left() - tally.running());
  }
}
