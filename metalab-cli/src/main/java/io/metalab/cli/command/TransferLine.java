package io.metalab.cli.command;

import io.metalab.cli.CliContext;
import io.metalab.cli.terminal.Terminal;
import io.metalab.store.transfer.TransferProgress;

/** Shows on a terminal how far a transfer is, at most ten times a second. */
final class TransferLine implements TransferProgress, AutoCloseable {
  private static final long NANOS_BETWEEN = 100_000_000;

  private final Terminal terminal;
  private final String what;
  private final boolean shown;
  private long last;

  /**
   * Creates a line.
   *
   * @param what what is being copied, for people
   */
  TransferLine(CliContext context, String what) {
    this.terminal = context.terminal();
    this.what = what;
    this.shown = terminal.errRedraws() && !context.quiet() && !context.json();
  }

  @Override
  public void at(Phase phase, long runs, long total) {
    long now = System.nanoTime();
    if (shown && (last == 0 || now - last >= NANOS_BETWEEN)) {
      last = now;
      String part = phase == Phase.CONTENT ? "logs and artifacts" : "records";
      terminal.status(" %s  %s  %,d/%,d runs".formatted(what, part, runs, total));
    }
  }

  @Override
  public void close() {
    terminal.clearStatus();
  }
}
