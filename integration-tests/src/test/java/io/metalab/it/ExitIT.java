package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.metalab.core.json.Json;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operation that calls {@code System.exit} in the middle of its study. */
class ExitIT {
  @TempDir Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: exits
        version: "1"
        operation: {class: io.metalab.it.PrintingOperation}
        sweep: {cases: [{n: 1}, {n: 2}, {exit: 0}, {n: 4}]}
        """);
  }

  private Outcome metalab(String... args) {
    return JavaProcess.metalab(directory, args);
  }

  private long successes() {
    String count = metalab("ls", "exits", "--where", "status == 'success'", "--count").out();
    return Long.parseLong(count.strip());
  }

  @Test
  void isAnInterruptedStudyWhateverItsExitCode() {
    Outcome outcome = metalab("run", "study.yaml", "-j", "1");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("exit=1")
        .contains("Interrupted left=")
        .contains("continue: metalab resume exits")
        .containsPattern("PrintingOperation\\.run\\(PrintingOperation\\.java:[0-9]+\\)\\s+called")
        .containsPattern("Runs that were under way: [0-9a-f]{8}");

    assertThat(metalab("run", "study.yaml", "-j", "1", "--only", "n > 0").exitCode()).isZero();
    assertThat(successes()).isEqualTo(3);
  }

  @Test
  void isOneDocumentWithTheRunsAndNothingAcknowledgedIsLost() {
    Outcome outcome = metalab("run", "study.yaml", "-j", "1", "--json");
    assertThat(outcome.exitCode()).isEqualTo(1);
    Map<?, ?> document = Json.parseObject(outcome.out());
    assertThat(document.get("ok")).isEqualTo(false);
    Map<?, ?> error = (Map<?, ?>) Objects.requireNonNull(document.get("error"));
    assertThat(error.get("code")).isEqualTo("interrupted");
    Map<?, ?> details = (Map<?, ?>) Objects.requireNonNull(error.get("details"));
    assertThat(details).asInstanceOf(MAP).containsEntry("exit_code", 1L);
    assertThat(details.get("running")).asInstanceOf(LIST).isNotEmpty();
    assertThat(successes()).isGreaterThanOrEqualTo((Long) details.get("ok"));
  }
}
