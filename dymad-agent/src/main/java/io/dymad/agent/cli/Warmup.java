package io.dymad.agent.cli;

import io.metalab.cli.Cli;
import io.metalab.cli.CliEnvironment;
import io.metalab.cli.Pause;
import io.metalab.cli.Prompt;
import io.metalab.cli.detach.Launch;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
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
 * later starts take less time. None of them starts a process.
 */
final class Warmup {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("registry", "list", "models"),
          List.of("registry", "list", "training", "--json"),
          List.of("config", "validate", "config.yaml"),
          List.of("status", "."),
          List.of("status", ".", "--json"),
          List.of("log", "."),
          List.of("--help"));

  private Warmup() {}

  /** Runs the commands in a directory of their own, which is given. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
    Files.writeString(
        directory.resolve("config.yaml"),
        "version: 1\nmodel_key: kbf\ndata: {train: config.yaml}\n");
    RunDirectory.of(
            directory,
            Map.of(
                "source_config_path",
                directory.resolve("config.yaml").toString(),
                RunDirectory.STORE,
                directory.toString(),
                RunDirectory.REQUEST,
                "trainreq_000000000000",
                RunDirectory.RUN,
                "run_000000000000"))
        .save();
    OutputStream nowhere = OutputStream.nullOutputStream();
    CliEnvironment environment =
        new CliEnvironment(
            new Streams(nowhere, nowhere, true, true, 80, StandardCharsets.UTF_8),
            Map.of(),
            directory,
            directory,
            InstantSource.system(),
            Pause.sleeping(),
            Prompt.none(),
            Signals.none(),
            Warmup.class.getClassLoader(),
            Launch.UNKNOWN);
    for (List<String> command : COMMANDS) {
      Cli.run(environment, DymadProgram.get(), command.toArray(String[]::new));
    }
  }
}
