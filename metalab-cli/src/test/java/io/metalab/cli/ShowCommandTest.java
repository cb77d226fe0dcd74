package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a run that failed. */
class ShowCommandTest {
  @TempDir Path directory;

  private CliRun run(String operation) throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: shown
        version: "1"
        operation: %s
        run: {timeout: 100ms}
        """
            .formatted(operation));
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("run", "study.yaml").exitCode()).isEqualTo(3);
    return cli;
  }

  @Test
  void hasNoStackTraceOfMetalabAloneUnlessThatIsAskedFor() throws IOException {
    CliRun cli = run("{command: [tail, -f, /dev/null]}");

    assertThat(cli.run("show", "@failed").out())
        .endsWith("Timeout: the attempt took longer than 0.1s\n");
    assertThat(cli.run("show", "@failed", "--debug").out())
        .contains("Timeout: the attempt took longer than 0.1s\n", "\tat io.metalab.");
    assertThat(cli.run("show", "@failed", "--json").out()).contains("\\tat io.metalab.");
  }

  @Test
  void hasTheStackTraceOfAnOperation() throws IOException {
    CliRun cli = run("{class: " + WaitOperation.class.getName() + "}");

    assertThat(cli.run("show", "@failed").out()).contains("\tat " + WaitOperation.class.getName());
  }
}
