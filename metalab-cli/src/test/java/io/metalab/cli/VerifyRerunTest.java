package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.cli.signal.Signals;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three successes that are executed once more. */
class VerifyRerunTest {
  @TempDir Path directory;

  @BeforeEach
  void runTheStudy() throws IOException {
    declare("1, 2, 3");
    assertThat(run("run", "s.yaml").exitCode()).isZero();
  }

  @AfterEach
  void stopDrifting() {
    DriftOperation.drift = 0;
  }

  private void declare(String values) throws IOException {
    Files.writeString(
        directory.resolve("s.yaml"),
        "{study: s, version: '1', operation: {class: %s}, sweep: {grid: {a: [%s]}}}"
            .formatted(DriftOperation.class.getName(), values));
  }

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  private Map<?, ?> rerun(String... line) {
    List<?> studies = (List<?>) requireNonNull(run(line).object("data").get("rerun"));
    return (Map<?, ?>) requireNonNull(studies.get(0));
  }

  private static Store open(Path path) {
    return Stores.open(
        path.toString(), OpenOptions.readWrite(), VerifyRerunTest.class.getClassLoader());
  }

  private Map<Path, String> files(Path below) throws IOException {
    Map<Path, String> files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(below)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(path, Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void equalResultsAreSaidToBeTheSameAndTheStoreStaysAsItIs() throws IOException {
    Map<Path, String> before = files(directory.resolve("runs"));
    CliRun.Outcome outcome = run("verify", "s", "--rerun", "100%");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .endsWith(
            """
             checked, nothing wrong
            s:1  sample of 3 of 3 successes (seed 0), executed in a scratch store, now deleted
              ✓ same 3
            """);
    assertThat(outcome.err())
        .contains("run s:1 total=3 reused=0 todo=3", "store=scratch", "end ok=3");
    assertThat(files(directory.resolve("runs"))).isEqualTo(before);
  }

  @Test
  void aDifferenceNamesWhatDiffersBothValuesAndTheProvenance() {
    DriftOperation.drift = Math.ulp(1.0);
    CliRun.Outcome outcome = run("verify", "--rerun", "3");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("  ✓ same 0  ✗ different 3\n")
        .containsPattern(
            """
              different: [0-9a-f]{8}  a=1
                metrics\\.x +1 -> 1\\.0000000000000002
                artifacts\\.x\\.json +sha256 [0-9a-f]{8} -> sha256 [0-9a-f]{8}
                code, machine and settings are those of then
            """);
    assertThat(outcome.out()).doesNotContain("metrics.a");
    Map<?, ?> data = rerun("verify", "--rerun", "3", "--json");
    assertThat((List<?>) data.get("different")).hasSize(3);
    assertThat(data.get("same")).isEqualTo(0L);
  }

  @Test
  void aRunThatFailsNowIsADifference() {
    DriftOperation.drift = Double.POSITIVE_INFINITY;
    CliRun.Outcome outcome = run("verify", "--rerun", "1");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("    status  success -> failed: IllegalStateException: drifted away\n");
  }

  @Test
  void runsOfAnotherProcessorAreNotComparableAndNotExecuted() {
    DriftOperation.drift = 1;
    try (Store from = open(directory.resolve("runs"));
        Store to = open(directory.resolve("other"));
        Stream<RunRecord> records = from.runRecords("s:1")) {
      from.documents("experiment").stream()
          .map(StoredDocument::text)
          .forEach(text -> to.putDocument("experiment", text));
      records.forEach(
          record -> to.putRunRecord(record.toBuilder().provenance(old(record)).build()).join());
    }
    CliRun.Outcome outcome = run("verify", "s", "--rerun", "100%", "-s", "other");
    assertThat(outcome.out())
        .contains("  ✓ same 0  not comparable 3\n")
        .containsPattern("  not comparable: [0-9a-f]{8}  a=1\n    cpu.model  Old CPU -> .+\n");
    assertThat(outcome.err()).doesNotContain("run s:1");
  }

  private static Provenance old(RunRecord record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(record.provenance().values());
    values.put("cpu", Map.of("model", "Old CPU"));
    return new Provenance(values);
  }

  @Test
  void runsThatTheStudyNoLongerDeclaresAreNotExecuted() throws IOException {
    declare("2, 3");
    run("run", "s.yaml");
    Map<?, ?> data = rerun("verify", "--rerun", "100%", "--json");
    assertThat(data.get("sampled")).isEqualTo(3L);
    assertThat(data.get("same")).isEqualTo(2L);
    assertThat((List<?>) data.get("not_executed")).hasSize(1);
  }

  @Test
  void theSeedDrawsTheSample() {
    DriftOperation.drift = 1;
    String first = String.valueOf(rerun("verify", "--rerun", "1", "--json").get("different"));
    assertThat(rerun("verify", "--rerun", "1", "--json").get("different")).hasToString(first);
    assertThat(
            Stream.of("1", "2", "3", "4", "5", "6")
                .map(seed -> rerun("verify", "--rerun", "1", "--seed", seed, "--json"))
                .map(data -> String.valueOf(data.get("different"))))
        .anyMatch(other -> !other.equals(first));
  }

  @Test
  void aSignalStopsIt() {
    Signals atOnce =
        action -> {
          action.accept(Signals.Kind.INTERRUPT);
          return () -> {};
        };
    CliRun.Outcome outcome =
        CliRun.in(directory).signals(atOnce).run("verify", "--rerun", "100%", "--json");
    assertThat(outcome.exitCode()).isEqualTo(130);
  }

  @Test
  void whatIsNoSampleIsRefusedBeforeAnythingIsChecked() {
    CliRun.Outcome outcome = run("verify", "--rerun", "1.5");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: The sample (1.5) must be a number of runs");
  }
}
