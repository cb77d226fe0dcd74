package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliContext;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
import io.metalab.core.script.JavaProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A Java program as a process that has the terminal of this one. */
final class ScriptProcess {
  private ScriptProcess() {}

  /**
   * Runs a program to its end.
   *
   * @return its exit code
   */
  static int run(CliContext context, JavaProgram program, List<String> arguments) {
    List<String> words = new ArrayList<>(program.words());
    words.addAll(arguments);
    context.terminal().flush();
    boolean inherits = context.environment().streams().areInheritable();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(context.environment().directory().toFile())
            .redirectInput(Redirect.INHERIT)
            .redirectOutput(inherits && !context.json() ? Redirect.INHERIT : Redirect.PIPE)
            .redirectError(inherits ? Redirect.INHERIT : Redirect.PIPE);
    try {
      return follow(context, builder.start());
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The program %s cannot be started: %s".formatted(program.mainClass(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(
          ErrorCode.CANCELLED,
          "%s was interrupted while it ran.".formatted(program.mainClass()),
          e);
    }
  }

  /** A terminal sends INT to the program, too, which so decides what that means. */
  @SuppressWarnings("try") // what is opened works without being mentioned
  private static int follow(CliContext context, Process process) throws InterruptedException {
    AtomicInteger interrupts = new AtomicInteger();
    try (Signals.Subscription signals =
        context
            .environment()
            .signals()
            .subscribe(
                kind -> {
                  if (kind == Signals.Kind.TERMINATE || interrupts.incrementAndGet() > 1) {
                    process.destroy();
                  }
                })) {
      Streams streams = context.environment().streams();
      // What the program inherits has nothing to copy.
      Thread errors = copy(process.getErrorStream(), streams.err());
      Thread data = copy(process.getInputStream(), context.json() ? streams.err() : streams.out());
      int exitCode = process.waitFor();
      errors.join();
      data.join();
      return exitCode;
    } finally {
      process.destroy();
    }
  }

  private static Thread copy(InputStream from, OutputStream to) {
    Thread thread =
        new Thread(
            () -> {
              try {
                from.transferTo(to);
                to.flush();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "metalab-script-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
