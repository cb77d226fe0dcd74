package io.metalab.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.metalab.capture.RunLog;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.util.List;

/**
 * Prints log lines on {@code err}, above the status line. What a run logs goes into its own log
 * alone.
 */
final class TerminalAppender extends AppenderBase<ILoggingEvent> {
  private static final List<String> REPEATED =
      List.of("com.hazelcast.", "com.zaxxer.hikari.", "org.flywaydb.", "org.sqlite.");

  @Override
  protected void append(ILoggingEvent event) {
    Terminal terminal = LogSetup.terminal();
    String logger = event.getLoggerName();
    if (terminal == null
        || RunLog.current().isPresent()
        || !event.getLevel().isGreaterOrEqual(least(logger))) {
      return;
    }
    terminal.err(
        "%s %-5s %s: %s"
            .formatted(
                Show.time(event.getInstant()),
                event.getLevel(),
                logger.substring(logger.lastIndexOf('.') + 1),
                event.getFormattedMessage()));
  }

  /** What clusters and databases warn of, metalab says itself where it matters. */
  private static Level least(String logger) {
    if (LogSetup.verbose()) {
      return Level.INFO;
    }
    return REPEATED.stream().anyMatch(logger::startsWith) ? Level.OFF : Level.WARN;
  }
}
