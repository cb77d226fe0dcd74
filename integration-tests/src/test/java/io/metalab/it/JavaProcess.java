package io.metalab.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs, Java with this class path, in processes of their own and keeps what they print.
 */
final class JavaProcess {
  /** The root of the checkout. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private JavaProcess() {}

  /** What a program did. */
  record Outcome(int exitCode, String out, String err) {}

  /** Runs the metalab command in a directory. */
  static Outcome metalab(Path directory, String... arguments) {
    List<String> command = new ArrayList<>(List.of("io.metalab.cli.Main"));
    command.addAll(List.of(arguments));
    return java(directory, command);
  }

  /** Runs java in a directory. */
  static Outcome java(Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.addAll(arguments);
    return run(directory, command);
  }

  /** Runs a Python script in a directory; without python3 the exit code is 127. */
  static Outcome python(Path directory, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "exec python3 \"$@\"", "sh", "-c"));
    command.add(script);
    command.addAll(List.of(arguments));
    return run(directory, command);
  }

  /** Runs a command in a directory. */
  static Outcome run(Path directory, List<String> command) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      int exitCode = process.waitFor();
      Outcome outcome =
          new Outcome(
              exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + command.get(0) + " ran.", e);
    }
  }
}
