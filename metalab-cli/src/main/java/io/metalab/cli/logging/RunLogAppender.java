package io.metalab.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.metalab.api.Capture.LogLevel;
import io.metalab.capture.RunLog;
import org.jspecify.annotations.Nullable;

/** Writes what a run's own threads log into the run's log. */
final class RunLogAppender extends AppenderBase<ILoggingEvent> {
  @Override
  protected void append(ILoggingEvent event) {
    RunLog.current()
        .ifPresent(
            log ->
                log.append(
                    level(event.getLevel()),
                    event.getLoggerName(),
                    event.getFormattedMessage(),
                    thrown(event)));
  }

  private static LogLevel level(Level level) {
    if (level.isGreaterOrEqual(Level.ERROR)) {
      return LogLevel.ERROR;
    }
    if (level.isGreaterOrEqual(Level.WARN)) {
      return LogLevel.WARN;
    }
    return level.isGreaterOrEqual(Level.INFO) ? LogLevel.INFO : LogLevel.DEBUG;
  }

  private static @Nullable Throwable thrown(ILoggingEvent event) {
    IThrowableProxy proxy = event.getThrowableProxy();
    return proxy instanceof ThrowableProxy direct ? direct.getThrowable() : null;
  }
}
