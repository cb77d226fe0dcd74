package io.metalab.cli;

import io.metalab.cli.detach.Launch;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Runs the common commands for nobody, so that the launcher can archive the classes they load and
 * later starts take less time.
 */
final class Warmup {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("run", "study.yaml"),
          List.of("status"),
          List.of("status", "--json"),
          List.of("status", "warmup"),
          List.of("ls", "--where", "x > 0", "--sort", "x"),
          List.of("ls", "--replicates", "--format", "csv"),
          List.of("show", "@last"),
          List.of("log", "@last"),
          List.of("why", "warmup"),
          List.of("store", "info"),
          List.of("run", "study.yaml", "-s", "sqlite:warmup.db"),
          List.of("status", "-s", "sqlite:warmup.db"),
          List.of("ls", "-s", "sqlite:warmup.db"),
          List.of("doctor"),
          List.of("mcp"),
          List.of("op", "ls"),
          List.of("op", "show", "nothing"),
          List.of("__complete", ""),
          List.of("__complete", "ls", "--sort", ""),
          List.of("__complete", "why", ""));

  /** What a client of {@code mcp} says. */
  private static final String SESSION =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"warmup","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":1,"method":"tools/list"}
      {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list_runs","arguments":{}}}
      """;

  private Warmup() {}

  /** Runs the commands in a directory of their own, which is given. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: warmup
        version: "1"
        goal: {metric: x, minimize: true}
        operation: {class: %s}
        sweep: {grid: {x: [1, 2]}}
        """
            .formatted(WarmupOperation.class.getName()));
    OutputStream nowhere = OutputStream.nullOutputStream();
    CliEnvironment environment =
        new CliEnvironment(
            new Streams(nowhere, nowhere, true, true, 80, StandardCharsets.UTF_8),
            Map.of(),
            directory.toAbsolutePath(),
            directory.toAbsolutePath(),
            InstantSource.system(),
            Pause.sleeping(),
            Prompt.none(),
            Signals.none(),
            Warmup.class.getClassLoader(),
            Launch.UNKNOWN);
    System.setIn(new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8)));
    for (List<String> command : COMMANDS) {
      Cli.run(environment, command.toArray(String[]::new));
    }
  }
}
