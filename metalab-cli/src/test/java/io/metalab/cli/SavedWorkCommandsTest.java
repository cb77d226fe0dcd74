package io.metalab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StateKey;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a run that failed and had saved how far it was. */
class SavedWorkCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void runAStudyOfWhichOneRunFails() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        operation: test.add
        params: {fail_at: 3.5}
        sweep: {grid: {a: [1, 2, 3]}}
        """);
    run("run", "sums.yaml");
    save(RunStatus.FAILED, "half way");
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  private Object data(String field, String... line) {
    return requireNonNull(run(line).object("data").get(field), field);
  }

  /** Saves a text as the state of the first run of a status. */
  private RunId save(RunStatus status, String text) {
    try (FileStore store = FileStore.open(directory.resolve("runs"));
        Stream<RunRecord> records = store.runRecords("sums:1")) {
      RunId run =
          records.filter(record -> record.status() == status).findFirst().orElseThrow().runId();
      store.putState(new StateKey(run, 1, "position"), text.getBytes(UTF_8));
      return run;
    }
  }

  @Test
  void statusAndWhyCountTheRunsThatContinue() {
    String line = "  1 interrupted run continues from what it had saved\n";
    assertThat(run("status", "sums").out()).contains("failed 1", line);
    assertThat(data("continuing", "status", "sums", "--json")).isEqualTo(1L);
    assertThat(run("why", "sums.yaml").out()).endsWith(line);
    assertThat(data("continuing", "why", "sums.yaml", "--json")).isEqualTo(1L);
  }

  @Test
  void showAndWhyOfTheRunTellWhatItContinuesFrom() {
    String line = "saved      position  8 B by attempt 1; the next attempt continues from it\n";
    for (String command : List.of("show", "why")) {
      assertThat(run(command, "@failed").out()).as(command).contains(line);
      assertThat(data("saved", command, "@failed", "--json"))
          .as(command)
          .isEqualTo(List.of(Map.of("name", "position", "attempt", 1L, "size_bytes", 8L)));
      assertThat(run(command, "@last").exitCode()).isZero();
    }
  }

  @Test
  void nothingIsToldOnceNothingIsLeft() {
    run("rm", "@failed", "--yes");
    assertThat(run("status", "sums").out()).doesNotContain("saved");
    assertThat(run("why", "sums.yaml").out()).doesNotContain("saved");
    assertThat(data("continuing", "status", "sums", "--json")).isEqualTo(0L);
  }

  @Test
  void gcDeletesWhatNobodyContinuesFromAndKeepsTheRest() {
    save(RunStatus.SUCCESS, "left over");
    assertThat(run("gc", "--dry-run").out())
        .isEqualTo("1 saved state (9 B) of runs that need none any more would be deleted\n");
    assertThat(data("saved", "gc", "--yes", "--json")).isEqualTo(Map.of("states", 1L, "bytes", 9L));
    assertThat(run("gc", "--yes").out()).isEqualTo("nothing to collect\n");
    assertThat(run("show", "@failed").out()).contains("saved      position");
  }
}
