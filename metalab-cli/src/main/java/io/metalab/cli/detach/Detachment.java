package io.metalab.cli.detach;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.Problem;
import io.metalab.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts the command of this process once more in a session of its own, which no terminal ends, and
 * waits until its study runs or it has ended before.
 */
public final class Detachment {
  private static final String SETSID = "setsid";
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final int TOLD_LINES = 20;

  private final CliContext context;
  private final String study;
  private final Path log;

  private Detachment(CliContext context, String study, Path log) {
    this.context = context;
    this.study = study;
    this.log = log;
  }

  /**
   * Detaches the study that the command line of this process executes.
   *
   * @param study {@code name:version}
   * @throws CliException if this system cannot; what ended the detached process before its study
   *     ran, with the same exit code
   */
  public static CommandResult start(CliContext context, String study) {
    return new Detachment(context, study, DetachedLogs.create(context, study)).start();
  }

  private CommandResult start() {
    Process process = launch();
    Handshake handshake = new Handshake(log);
    Optional<Handshake.Word> word = handshake.hear();
    while (word.isEmpty()) {
      boolean alive = process.isAlive();
      word = handshake.hear();
      if (word.isEmpty() && !alive) {
        throw died(process.exitValue());
      }
      if (word.isEmpty()) {
        await();
      }
    }
    if (word.get() instanceof Handshake.Word.Failed failed) {
      throw new CliException(failed.problem());
    }
    if (word.get() instanceof Handshake.Word.Ended ended) {
      readLog().forEach(context.terminal()::err);
      return new CommandResult.Document(ended.exitCode(), ended.data(), terminal -> {});
    }
    Map<String, @Nullable Object> data = ((Handshake.Word.Running) word.get()).data();
    return CommandResult.of(data, terminal -> show(terminal, data));
  }

  private Process launch() {
    List<String> again = new ArrayList<>(List.of(setsid()));
    Launch launch = context.environment().launch();
    if (!launch.isKnown()) {
      throw CliException.usage(
          "This system does not tell how the process was started, so it cannot be started again.",
          "nohup <the command> &");
    }
    again.addAll(launch.detached(log));
    try {
      return new ProcessBuilder(again)
          .redirectInput(new File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new CliException(
          ErrorCode.INTERNAL, "The detached process could not be started: " + e.getMessage(), "");
    }
  }

  private String setsid() {
    String path = context.environment().variables().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory, SETSID);
      if (!directory.isEmpty() && Files.isExecutable(program)) {
        return program.toString();
      }
    }
    throw CliException.usage(
        "The program setsid, which detaches a process from its terminal, is not on the PATH.",
        "install it (package util-linux), or use: nohup <the command> &");
  }

  private void await() {
    try {
      context.environment().pause().await(INTERVAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(
          ErrorCode.INTERRUPTED,
          "The wait for the detached process was interrupted; it may run.",
          "metalab status" + context.storeFlag());
    }
  }

  private CliException died(int exitCode) {
    List<String> lines = readLog();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("exit_code", exitCode);
    details.put("log", log.toString());
    return new CliException(
        new Problem(
            ErrorCode.INTERNAL,
            "The detached process ended with exit code %d before its study ran.%s"
                .formatted(exitCode, lines.isEmpty() ? "" : "\n" + String.join("\n", lines)),
            "its log is " + context.shown(log),
            details));
  }

  /** Returns the last lines that the process printed. */
  private List<String> readLog() {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      return lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(its log cannot be read: %s)".formatted(e.getMessage()));
    }
  }

  private void show(Terminal terminal, Map<String, @Nullable Object> data) {
    String named = study + context.storeFlag();
    terminal.outFolded(
        "%s  detached  pid %s  %s runs to do  store %s"
            .formatted(study, data.get("pid"), data.get("todo"), context.storeName()));
    terminal.out("  log     " + context.shown(Path.of(requireNonNull(data.get("log")).toString())));
    terminal.out("  follow  metalab status %s -w  |  metalab log %s -f".formatted(named, named));
    terminal.out("  stop    metalab cancel " + named);
  }
}
