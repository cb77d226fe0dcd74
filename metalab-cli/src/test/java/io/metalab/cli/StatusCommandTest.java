package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a study of seven runs, one of which is another once more. */
class StatusCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");
  private static final RunError FAILURE = RunError.of("T", "no");

  @TempDir Path directory;

  @BeforeEach
  void runSomeOfAStudy() throws IOException {
    Files.writeString(
        directory.resolve("s.yaml"),
        "{study: s, version: '1', operation: test.add,"
            + " sweep: {grid: {a: [1, 2, 3, 4, 4, 5, 6]}}}");
    CliRun.in(directory).clock(() -> NOW.minusSeconds(86_400)).run("run", "s.yaml", "--limit", "2");
  }

  private CliRun.Outcome status(String... more) {
    String[] line = new String[more.length + 1];
    line[0] = "status";
    System.arraycopy(more, 0, line, 1, more.length);
    return CliRun.in(directory).clock(() -> NOW).run(line);
  }

  private Store store() {
    return Stores.open(
        directory.resolve("runs").toString(),
        OpenOptions.readWrite(),
        StatusCommandTest.class.getClassLoader());
  }

  private static RunRecordBuilder run(int number, RunStatus status) {
    return RunRecord.builder()
        .runId(new RunId("%064x".formatted(number)))
        .experimentId("s:1")
        .attempt(1)
        .status(status)
        .error(status == RunStatus.FAILED ? FAILURE : RunError.NONE)
        .started(NOW.minusSeconds(20))
        .finished(NOW.minusSeconds(number));
  }

  @Test
  void duplicatesAreNotLeftToDo() {
    assertThat(status("s").out())
        .contains("= 7 runs, 1 duplicate\n")
        .contains("success 2  left 4\n");
    CliRun.in(directory).run("run", "s.yaml", "--only", "a == 3");
    assertThat(status().out()).endsWith("0     3            0\n");
    CliRun.in(directory).run("resume", "s");
    assertThat(status("s").out()).contains("success 6  left 0\n");
  }

  @Test
  void tellsTheRateAndTheTimeLeftWhileAProcessRunsTheStudy() {
    try (Store store = store()) {
      store.putRunRecord(run(1, RunStatus.RUNNING).build()).join();
      store.putRunRecord(run(2, RunStatus.FAILED).build()).join();
      store.putRunRecord(run(3, RunStatus.FAILED).build()).join();
      assertThat(status("s").out()).contains("\n  0.1 runs/s  ETA 0:20\n");
      Map<String, ?> data = status("s", "--json").object("data");
      assertThat(data.get("runs_per_second")).isEqualTo(0.1);
      assertThat(data.get("running")).isEqualTo(1L);
    }
    assertThat(status("s").out()).doesNotContain("runs/s").contains("lost 1");
  }

  @Test
  void flagsRunsOfOtherCode() {
    assertThat(status("s").out()).doesNotContain("code");
    Provenance other = new Provenance(Map.of("code", "0".repeat(64)));
    try (Store store = store()) {
      store.putRunRecord(run(1, RunStatus.SUCCESS).provenance(other).build()).join();
    }
    assertThat(status("s").out()).contains("\n  stale code: 1 by other code\n");
    assertThat(status("s", "--json=stale").object("data")).isEqualTo(Map.of("stale", 1L));
  }
}
