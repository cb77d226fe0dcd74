package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.cli.progress.ProgressReporter;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Show;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.run.RunHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stops a study in two stages: the first request drains it, the second cancels it. */
final class StopRequests {
  private final ProgressReporter reporter;
  private final Duration grace;
  private @Nullable RunHandle handle;
  private @Nullable Stop stop;

  StopRequests(ProgressReporter reporter, Duration grace) {
    this.reporter = reporter;
    this.grace = grace;
  }

  /** Takes the study that requests are about; one that came before stops it at once. */
  synchronized void attach(RunHandle newHandle) {
    handle = newHandle;
    if (stop != null) {
      newHandle.drain();
    }
  }

  /** Obeys a signal. */
  synchronized void signal(Signals.Kind kind) {
    boolean first = stop == null;
    if (first) {
      stop = Stop.of(kind);
      reporter.stopping(grace);
    }
    if (handle != null && first) {
      handle.drain();
    } else if (handle != null) {
      handle.cancel("A second signal came.");
    }
  }

  /** Takes note that the study obeys a request that came through its store. */
  synchronized void asked(StopRequest request) {
    if (stop == null) {
      stop = Stop.CANCELLED;
      if (request.mode() == StopMode.DRAIN) {
        reporter.stopping(grace);
      }
    }
  }

  /** Cancels the study because its time is over. */
  synchronized void timeout(Duration limit) {
    if (stop == null) {
      stop = Stop.TIMED_OUT;
    }
    requireNonNull(handle, "handle")
        .cancel("The study's timeout of %s is over.".formatted(Show.duration(limit)));
  }

  /** Returns what was asked for first, or null. */
  synchronized @Nullable Stop stop() {
    return stop;
  }
}
