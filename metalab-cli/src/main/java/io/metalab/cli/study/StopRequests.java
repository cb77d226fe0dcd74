package io.metalab.cli.study;

import io.metalab.cli.progress.ProgressReporter;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Show;
import io.metalab.core.run.RunHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stops a study in two stages: the first request drains it, the second cancels it. */
final class StopRequests {
  private final RunHandle handle;
  private final ProgressReporter reporter;
  private final Duration grace;
  private @Nullable Stop stop;

  StopRequests(RunHandle handle, ProgressReporter reporter, Duration grace) {
    this.handle = handle;
    this.reporter = reporter;
    this.grace = grace;
  }

  /** Obeys a signal. */
  synchronized void signal(Signals.Kind kind) {
    if (stop == null) {
      stop = Stop.of(kind);
      handle.drain();
      reporter.stopping(grace);
    } else {
      handle.cancel("A second signal came.");
    }
  }

  /** Cancels the study because its time is over. */
  synchronized void timeout(Duration limit) {
    if (stop == null) {
      stop = Stop.TIMED_OUT;
    }
    handle.cancel("The study's timeout of %s is over.".formatted(Show.duration(limit)));
  }

  /** Returns what was asked for first, or null. */
  synchronized @Nullable Stop stop() {
    return stop;
  }
}
