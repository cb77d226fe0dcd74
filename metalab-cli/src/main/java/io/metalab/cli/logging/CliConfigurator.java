package io.metalab.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets Logback up without a file, which takes a fraction of the time. A program that brings its own
 * {@code logback.xml} keeps it.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class CliConfigurator extends ContextAwareBase implements Configurator {
  /**
   * Of each start of an engine this tells what helps nobody, and that there is no GPU as a warning.
   */
  private static final String ENGINES = "ai.djl";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    add(root, new RunLogAppender());
    context.getLogger(ENGINES).setLevel(Level.ERROR);
    if (hasOwnConfiguration()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    add(root, new TerminalAppender());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private void add(Logger root, Appender<ILoggingEvent> appender) {
    appender.setContext(getContext());
    appender.start();
    root.addAppender(appender);
  }

  private static boolean hasOwnConfiguration() {
    ClassLoader loader = CliConfigurator.class.getClassLoader();
    return System.getProperty("logback.configurationFile") != null
        || loader.getResource("logback-test.xml") != null
        || loader.getResource("logback.xml") != null;
  }
}
