package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose process is killed goes on where it had saved that it was. */
@Timeout(300)
class SavedStateIT {
  @TempDir Path directory;

  private void study(String more) throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: counts
        version: "1"
        operation: {class: io.metalab.it.CountingOperation}
        sweep: {grid: {n: [1]}}
        """
            + more);
  }

  private Outcome metalab(String... arguments) {
    return JavaProcess.metalab(directory, arguments);
  }

  private RunRecord record(Store store) {
    try (Stream<RunRecord> records = store.runRecords("counts:1")) {
      return records.findFirst().orElseThrow();
    }
  }

  /** States that everything was counted once, the second part by the second attempt. */
  private void checkDone(String locator) throws IOException {
    assertThat(Files.readAllLines(directory.resolve("counted")))
        .isEqualTo(IntStream.rangeClosed(1, 12).mapToObj(Integer::toString).toList());
    String place = locator.replace("sqlite:", "sqlite:" + directory + "/");
    try (Store store =
        Stores.open(
            place.equals(locator) ? directory.resolve(locator).toString() : place,
            OpenOptions.readOnlyExisting(),
            getClass().getClassLoader())) {
      RunRecord done = record(store);
      assertThat(done.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(done.attempt()).isEqualTo(2);
      assertThat(done.provenance().values().get("continued_from"))
          .isInstanceOfSatisfying(
              Map.class, from -> assertThat(from.get("count")).asString().contains("attempt=1"));
      assertThat(((StateStore) store).states()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs", "sqlite:runs.db"})
  void afterTheWholeStudyWasKilled(String locator) throws IOException {
    study("run: {executor: thread}\n");
    assertThat(metalab("run", "study.yaml", "-s", locator).exitCode()).isEqualTo(137);
    assertThat(metalab("status", "counts", "-s", locator).out())
        .contains("lost 1")
        .contains("1 interrupted run continues from what it had saved");
    assertThat(metalab("resume", "counts", "-s", locator).err()).contains("end ok=1 failed=0");
    checkDone(locator);
  }

  @Test
  void afterItsWorkerWasKilled() throws IOException {
    study("run: {executor: process, workers: 1, retries: 1}\n");
    assertThat(metalab("run", "study.yaml").err()).contains("end ok=1 failed=0");
    checkDone("runs");
    assertThat(metalab("show", "@last").out()).contains("continued  count  saved by attempt 1\n");
    try (Store store =
        Stores.open(
            directory.resolve("runs").toString(),
            OpenOptions.readOnlyExisting(),
            getClass().getClassLoader())) {
      List<RunRecord> attempts = store.attempts(record(store).runId());
      assertThat(attempts.get(1).error().type()).isEqualTo("WorkerDied");
    }
  }

  @Test
  void afterTheMemberOfItsClusterWasKilled() throws IOException {
    String cluster = ClusterMembers.freeAddress() + "," + ClusterMembers.freeAddress();
    study("run: {executor: hazelcast}\n");
    try (ClusterMembers members = new ClusterMembers(directory)) {
      members.start(cluster);
      members.start(cluster);
      Outcome outcome = metalab("run", "study.yaml", "--cluster", cluster);
      assertThat(outcome.err()).contains("end ok=1 failed=0");
    }
    checkDone("runs");
  }

  @Test
  void afterItsTaskInTheQueueOfSlurmWasKilled() throws IOException {
    study("run: {executor: slurm, retries: 1}\n");
    try (SlurmCluster slurm = SlurmCluster.start(directory.resolve("c"))) {
      List<String> command =
          List.of(
              "env",
              "SLURM_CONF=" + slurm.configuration(),
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "io.metalab.cli.Main",
              "run",
              "study.yaml",
              "--slurm",
              "directory=" + directory.resolve("jobs"));
      Outcome outcome = JavaProcess.run(directory, command);
      assertThat(outcome.err()).contains("end ok=1 failed=0");
    }
    checkDone("runs");
  }
}
