package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two studies in a store are copied, merged, put into an archive and taken out of it. */
class TransferCommandsTest {
  @TempDir Path directory;

  @BeforeEach
  void runStudies() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        operation: test.add
        sweep: {grid: {a: [1, 2, 3]}}
        """);
    Files.writeString(
        directory.resolve("files.yaml"),
        """
        study: files
        version: "1"
        operation: test.files
        sweep: {grid: {a: [2, 4]}}
        """);
    run("run", "sums.yaml");
    run("run", "files.yaml");
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  /** Runs a command line as many hours after the others, as another machine would. */
  private void later(int hours, String... line) {
    Instant then = Instant.parse("2026-11-21T00:00:00Z").plus(Duration.ofHours(hours));
    CliRun.in(directory).clock(InstantSource.fixed(then)).run(line);
  }

  private String ls(String store) {
    CliRun.Outcome outcome = run("ls", "-s", store, "--format", "csv");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out();
  }

  private static Map<?, ?> source(CliRun.Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    return (Map<?, ?>) ((List<?>) requireNonNull(outcome.object("data").get("sources"))).get(0);
  }

  @Test
  void anArchiveOpensAsAStoreAndIsImportedElsewhere() {
    CliRun.Outcome exported = run("export", "files", "-o", "files.zip");
    assertThat(exported.err()).startsWith("wrote 2 runs, 2 records and 4 artifacts to files.zip (");
    assertThat(exported.exitCode()).isZero();
    assertThat(run("ls", "-s", "files.zip", "--count").out()).isEqualTo("2\n");
    assertThat(run("verify", "-s", "files.zip", "--deep").out())
        .isEqualTo("2 records and 4 artifacts checked, nothing wrong\n");
    assertThat(run("status", "-s", "files.zip").out()).contains("files:1").doesNotContain("sums");
    assertThat(run("import", "files.zip", "-s", "other").out())
        .isEqualTo("files.zip: 2 runs looked at, 2 records, 4 artifacts, 2 documents new\n");
    assertThat(run("import", "files.zip", "-s", "other").out())
        .isEqualTo("files.zip: 2 runs looked at, nothing new\n");
    assertThat(ls("other")).isEqualTo(ls("files.zip"));
    CliRun.Outcome resumed = run("resume", "files", "-s", "other", "--json");
    assertThat(resumed.object("data").get("reused")).isEqualTo(2L);
  }

  @Test
  void anArchiveIsNeverWrittenTo() {
    run("export", "-o", "all.zip");
    for (List<String> line :
        List.of(
            List.of("run", "sums.yaml"),
            List.of("tag", "@last", "+x"),
            List.of("rm", "sums", "--yes"),
            List.of("gc"),
            List.of("store", "rebuild-index"))) {
      String[] command = line.toArray(String[]::new);
      CliRun.Outcome refused = CliRun.in(directory).with("METALAB_STORE", "all.zip").run(command);
      assertThat(refused.exitCode()).as("%s", line).isEqualTo(4);
      assertThat(refused.err()).contains("only read").contains("metalab import");
    }
  }

  @Test
  void aDamagedArchiveIsNotImportedAtAll() throws IOException {
    run("export", "-o", "all.zip");
    Path archive = directory.resolve("all.zip");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
    CliRun.Outcome refused = run("import", "all.zip", "-s", "other");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("all.zip").contains("damaged");
    assertThat(directory.resolve("other")).doesNotExist();
    assertThat(run("store", "copy", "all.zip", "other").exitCode()).isEqualTo(4);
    assertThat(directory.resolve("other")).doesNotExist();
    assertThat(run("import", "runs.csv").exitCode()).isEqualTo(2);
    assertThat(run("import", "gone.zip").exitCode()).isEqualTo(5);
  }

  @Test
  void anArchiveHoldsWholeStudies() {
    CliRun.Outcome refused = run("export", "sums", "-o", "some.zip", "--where", "a == 1");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("An archive holds whole studies");
    assertThat(directory.resolve("some.zip")).doesNotExist();
  }

  @Test
  void copiesAStoreAndThenWhatIsNew() {
    CliRun.Outcome planned = run("store", "copy", "runs", "copy", "--dry-run");
    assertThat(planned.out())
        .isEqualTo("runs: 5 runs looked at, 5 records, 4 artifacts, 3 documents would be new\n");
    assertThat(directory.resolve("copy")).doesNotExist();
    assertThat(run("store", "copy", "runs", "copy").exitCode()).isZero();
    assertThat(ls("copy")).isEqualTo(ls("runs"));
    run("rm", "sums", "--yes");
    run("note", "@last", "fine");
    Map<?, ?> again = source(run("store", "copy", "runs", "copy", "--json"));
    assertThat(again.get("new_records")).isEqualTo(0L);
    assertThat(again.get("new_annotations")).isEqualTo(1L);
    assertThat(again.get("new_removals")).isEqualTo(3L);
    assertThat(ls("copy")).isEqualTo(ls("runs"));
  }

  @Test
  void namesWhatIsBeingExecutedAndStaysBehind() {
    RunId executed = new RunId("ab".repeat(32));
    try (FileStore store = FileStore.open(directory.resolve("runs"));
        Stream<RunRecord> records = store.runRecords("sums:1")) {
      RunRecord one = records.findFirst().orElseThrow();
      store
          .putRunRecord(
              one.toBuilder()
                  .runId(executed)
                  .status(RunStatus.RUNNING)
                  .metrics(Map.of())
                  .resultDigest("")
                  .build())
          .join();
      assertThat(run("store", "copy", "runs", "other").out())
          .contains(
              "  1 run is being executed: abababab; the same command takes what is missing later");
      assertThat(source(run("store", "copy", "runs", "other", "--json")).get("running"))
          .isEqualTo(List.of(executed.hex()));
      assertThat(run("export", "sums", "-o", "sums.zip").err())
          .contains("1 run is being executed: abababab; what is being executed is not inside");
    }
  }

  @Test
  void copiesOneStudyAlone() {
    assertThat(source(run("store", "copy", "runs", "one", "--study", "sums", "--json")))
        .extracting(data -> data.get("new_records"))
        .isEqualTo(3L);
    assertThat(run("status", "-s", "one").out()).contains("sums:1").doesNotContain("files");
    assertThat(run("store", "copy", "runs", "one", "--study", "sum").exitCode()).isEqualTo(5);
  }

  @Test
  void mergesStoresInAnyOrderWithTheSameOutcome() {
    later(1, "run", "sums.yaml", "-s", "a");
    later(2, "run", "sums.yaml", "-s", "b");
    assertThat(run("store", "merge", "runs", "a", "b", "--into", "abc").exitCode()).isZero();
    assertThat(run("store", "merge", "b", "runs", "a", "--into", "bca").exitCode()).isZero();
    assertThat(run("show", "@last", "-s", "bca", "--json").object("data"))
        .isEqualTo(run("show", "@last", "-s", "abc", "--json").object("data"));
    assertThat(run("verify", "-s", "abc").out()).contains("11 records and 4 artifacts checked");
  }

  @Test
  void listsRunsWhoseResultsDifferWithExitCodeThree() throws IOException {
    Files.writeString(
        directory.resolve("drift.yaml"),
        """
        study: drift
        version: "1"
        operation: {command: [sh, -c, "echo \\"metric {{\\\\\\"y\\\\\\": $(date +%N)}}\\""]}
        """);
    later(1, "run", "drift.yaml", "-s", "a");
    later(2, "run", "drift.yaml", "-s", "b");
    CliRun.Outcome merged = run("store", "merge", "a", "b", "--into", "ab");
    assertThat(merged.exitCode()).as(merged.out() + merged.err()).isEqualTo(3);
    assertThat(merged.out()).contains("nondeterminism").contains("1 finding; everything was kept");
    assertThat(run("verify", "-s", "ab").exitCode()).isEqualTo(3);
  }

  @Test
  void refusesAStoreThatIsBothSourceAndTargetAndOneThatIsNotThere() {
    CliRun.Outcome same = run("store", "copy", "runs", "./runs");
    assertThat(same.exitCode()).isEqualTo(2);
    assertThat(same.err()).contains("are one store");
    CliRun.Outcome gone = run("store", "copy", "gone", "target");
    assertThat(gone.exitCode()).isEqualTo(5);
    assertThat(directory.resolve("target")).doesNotExist();
  }

  @Test
  void tellsWhichPartOfTheClassPathOfStoresIsNotThere() {
    CliRun.Outcome refused =
        CliRun.in(directory).with("METALAB_STORE_CLASSPATH", "gone/lib").run("ls");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("gone/lib");
  }

  @Test
  void tidiesWhatAStoreDerives() {
    assertThat(run("store", "rebuild-index").exitCode()).isZero();
    assertThat(run("store", "migrate").out())
        .isEqualTo("format 1, which this version writes\npacked 2 small files into larger ones\n");
    assertThat(run("store", "migrate", "--json").object("data"))
        .isEqualTo(Map.of("format_version", 1L, "packed", 0L));
    assertThat(run("ls", "--count").out()).isEqualTo("5\n");
  }
}
