package io.metalab.cli.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.signal.Signals;

/** What ended a study before its time. */
enum Stop {
  INTERRUPTED("Interrupted", ErrorCode.INTERRUPTED, ExitCode.INTERRUPTED),
  TERMINATED("Terminated", ErrorCode.INTERRUPTED, ExitCode.TERMINATED),
  TIMED_OUT("Timed out", ErrorCode.TIMEOUT, ExitCode.TIMEOUT),
  CANCELLED("Cancelled", ErrorCode.INTERRUPTED, ExitCode.INTERRUPTED);

  private final String title;
  private final ErrorCode code;
  private final int exitCode;

  Stop(String title, ErrorCode code, int exitCode) {
    this.title = title;
    this.code = code;
    this.exitCode = exitCode;
  }

  static Stop of(Signals.Kind kind) {
    return kind == Signals.Kind.INTERRUPT ? INTERRUPTED : TERMINATED;
  }

  String title() {
    return title;
  }

  ErrorCode code() {
    return code;
  }

  /** Returns what happened to a study, as a sentence. */
  String message(Experiment experiment) {
    String what =
        switch (this) {
          case INTERRUPTED, TERMINATED -> "was interrupted";
          case TIMED_OUT -> "timed out";
          case CANCELLED -> "was cancelled through its store";
        };
    return "The study %s %s before its end.".formatted(experiment.id(), what);
  }

  int exitCode() {
    return exitCode;
  }
}
