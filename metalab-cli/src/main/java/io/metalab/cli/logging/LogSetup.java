package io.metalab.cli.logging;

import io.metalab.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Where log lines of this process go: to {@code err} from level WARN on, or from INFO on.
 *
 * <p>The logging library reads this when it starts, which is at its first use: most commands never
 * log and do not pay for it.
 */
public final class LogSetup {
  private static volatile @Nullable Terminal terminal;
  private static volatile boolean verbose;

  private LogSetup() {}

  /** Sends log lines to a terminal from now on. */
  public static void start(Terminal newTerminal, boolean newVerbose) {
    terminal = newTerminal;
    verbose = newVerbose;
  }

  static @Nullable Terminal terminal() {
    return terminal;
  }

  static boolean verbose() {
    return verbose;
  }
}
