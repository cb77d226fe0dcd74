package io.metalab.cli;

import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Runs the common commands for nobody, so that the launcher can archive the classes they load and
 * later starts take less time.
 */
final class Warmup {
  private Warmup() {}

  /** Runs the commands. */
  public static void main(String[] args) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    CliEnvironment environment =
        new CliEnvironment(
            new Streams(nowhere, nowhere, true, true, 80, StandardCharsets.UTF_8),
            Map.of(),
            Path.of("").toAbsolutePath(),
            Path.of("").toAbsolutePath(),
            InstantSource.system(),
            Signals.none(),
            Warmup.class.getClassLoader());
    for (List<String> command : List.of(List.of("doctor"), List.of("op", "ls", "--json"))) {
      Cli.run(environment, command.toArray(String[]::new));
    }
  }
}
