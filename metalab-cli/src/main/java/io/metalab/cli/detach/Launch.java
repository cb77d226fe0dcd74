package io.metalab.cli.detach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * How this process was started, so that it can be started once more without a terminal.
 *
 * @param command the program and its arguments; empty if the system does not tell
 * @param handshake how it tells the process that detached it that it runs, if one has
 */
public record Launch(List<String> command, Optional<Handshake> handshake) {
  /**
   * Names the log of a detached process; a property, for processes below would inherit a variable.
   */
  private static final String PROPERTY = "metalab.detached";

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  /** Nothing is known. */
  public static final Launch UNKNOWN = new Launch(List.of(), Optional.empty());

  public Launch {
    command = List.copyOf(command);
    requireNonNull(handshake, "handshake");
  }

  /** Returns how this process was started. */
  public static Launch ofProcess(Properties properties) {
    String log = properties.getProperty(PROPERTY, "");
    return new Launch(
        commandLine(), log.isEmpty() ? Optional.empty() : Optional.of(new Handshake(Path.of(log))));
  }

  /**
   * Returns this launch with other arguments.
   *
   * @param mainClass the class behind which the arguments stand; if it does not stand in the
   *     command, nothing is known
   */
  public Launch withArguments(String mainClass, List<String> arguments) {
    List<String> words = new ArrayList<>(command.subList(0, command.indexOf(mainClass) + 1));
    if (!words.isEmpty()) {
      words.addAll(arguments);
    }
    return new Launch(words, handshake);
  }

  /** Returns whether the same can be started again. */
  boolean isKnown() {
    return !command.isEmpty();
  }

  /** Returns the command that starts the same again with its output in this log. */
  List<String> detached(Path log) {
    List<String> again = new ArrayList<>(command);
    again.add(1, "-D" + PROPERTY + "=" + log);
    return again;
  }

  /** The JVM's own word leaves out long command lines, which class paths make. */
  private static List<String> commandLine() {
    Optional<String> program = ProcessHandle.current().info().command();
    if (program.isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of(program.get()));
    try {
      String line = new String(Files.readAllBytes(COMMAND_LINE), UTF_8);
      List<String> all = Arrays.asList(line.split("\0", -1));
      words.addAll(all.subList(1, all.size() - 1));
      return words;
    } catch (IOException e) {
      return ProcessHandle.current()
          .info()
          .arguments()
          .map(
              arguments -> {
                words.addAll(Arrays.asList(arguments));
                return words;
              })
          .orElse(List.of());
    }
  }
}
