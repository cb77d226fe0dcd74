package io.metalab.testkit.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A child JVM that writes to a store until it is killed or stopped. */
final class KillHarness implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader lines;

  private KillHarness(Process process) {
    this.process = process;
    this.lines = process.inputReader(UTF_8);
  }

  /** Starts a child on the class path of this JVM. */
  static KillHarness start(
      Class<? extends StoreFactory> factory, Path directory, long seed, Duration lease, String mode)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ChildWriter.class.getName(),
            factory.getName(),
            directory.toString(),
            Long.toString(seed),
            Long.toString(lease.toMillis()),
            mode);
    return new KillHarness(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Returns the next whole line of the child, or null at the end of its output. */
  @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
    }
    // A line that death cut short says nothing.
    return null;
  }

  /** Lets the child read a line. */
  void writeLine(String line) throws IOException {
    Writer writer = process.outputWriter(UTF_8);
    writer.write(line + "\n");
    writer.flush();
  }

  /**
   * Kills the child with SIGKILL; what it printed before can still be read, which {@link
   * Process#destroyForcibly} would prevent.
   */
  void kill() throws IOException, InterruptedException {
    signal("KILL");
  }

  /** Waits for the end of the child. */
  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The child %d does not end.".formatted(process.pid()));
    }
  }

  /** Sends the child a signal, such as {@code STOP}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("The signal %s could not be sent.".formatted(name));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
