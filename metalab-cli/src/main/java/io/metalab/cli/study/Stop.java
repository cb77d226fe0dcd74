package io.metalab.cli.study;

import io.metalab.cli.output.ExitCode;
import io.metalab.cli.signal.Signals;

/** What ended a study before its time. */
enum Stop {
  INTERRUPTED("Interrupted", ExitCode.INTERRUPTED),
  TERMINATED("Terminated", ExitCode.TERMINATED),
  TIMED_OUT("Timed out", ExitCode.TIMEOUT);

  private final String title;
  private final int exitCode;

  Stop(String title, int exitCode) {
    this.title = title;
    this.exitCode = exitCode;
  }

  static Stop of(Signals.Kind kind) {
    return kind == Signals.Kind.INTERRUPT ? INTERRUPTED : TERMINATED;
  }

  String title() {
    return title;
  }

  int exitCode() {
    return exitCode;
  }
}
