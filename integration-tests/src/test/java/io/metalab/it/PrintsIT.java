package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.metalab.core.json.Json;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operation written in Java prints while {@code metalab run} executes it. */
class PrintsIT {
  @TempDir Path directory;

  @Test
  void areInTheLogOfTheRunAndNeverInTheDocument() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: prints
        version: "1"
        operation: {class: io.metalab.it.PrintingOperation}
        """);
    Outcome outcome = JavaProcess.metalab(directory, "run", "study.yaml", "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Map<?, ?> document = Json.parseObject(outcome.out());
    assertThat(document.get("data")).asInstanceOf(MAP).containsEntry("ok", 1L);
    assertThat(outcome.err()).contains("stray").doesNotContain("height").doesNotContain("no end");

    Outcome log = JavaProcess.metalab(directory, "log", "@last");
    assertThat(log.out())
        .contains("INFO  [stdout] height 3 m\n")
        .contains("WARN  [stderr] no end\n")
        .doesNotContain("stray");
  }
}
