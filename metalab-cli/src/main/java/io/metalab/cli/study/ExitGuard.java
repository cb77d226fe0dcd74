package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import io.metalab.cli.output.ExitCode;
import io.metalab.core.command.LiveCommands;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * While it is open, code that calls {@code System.exit} cannot end the process as if all was done:
 * somebody is told who did it, then the process ends with {@link ExitCode#UNEXPECTED}.
 *
 * <p>An end that nobody's code asked for, such as by HUP, keeps its own exit code. What ends the
 * process at once, {@code Runtime.halt} or a signal that cannot be handled, cannot be guarded.
 */
final class ExitGuard implements AutoCloseable {
  private final Consumer<String> report;
  private final Thread hook = new Thread(this::exiting, "metalab-exit-guard");

  private ExitGuard(Consumer<String> report) {
    this.report = requireNonNull(report, "report");
  }

  /**
   * Starts to watch.
   *
   * @param report takes the place in the code that calls {@code System.exit}
   */
  static ExitGuard watch(Consumer<String> report) {
    ExitGuard guard = new ExitGuard(report);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** Runs beside other hooks; a process that is halted does not wait for them. */
  private void exiting() {
    Optional<String> caller = callerOfExit();
    if (caller.isEmpty()) {
      return;
    }
    try {
      report.accept(caller.get());
      LiveCommands.end();
    } finally {
      Runtime.getRuntime().halt(ExitCode.UNEXPECTED);
    }
  }

  private static Optional<String> callerOfExit() {
    return Thread.getAllStackTraces().values().stream()
        .map(List::of)
        .flatMap(stack -> caller(stack).stream())
        .findFirst();
  }

  /** Returns what called {@code Runtime.exit}, which {@code System.exit} calls. */
  private static Optional<String> caller(List<StackTraceElement> stack) {
    boolean exits = false;
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().equals("java.lang.Runtime")) {
        exits |= frame.getMethodName().equals("exit");
      } else if (exits && !frame.getClassName().equals("java.lang.System")) {
        return Optional.of(
            "%s.%s(%s:%d)"
                .formatted(
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending. If code has asked for that, the hook tells so and this never
      // returns.
      Uninterruptibles.joinUninterruptibly(hook);
    }
  }
}
