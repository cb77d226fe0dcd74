package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study of three stages comes to the same on each executor with a database as on threads with
 * files.
 */
@Timeout(300)
class StagesIT {
  @TempDir static Path directory;

  private static List<String> onThreads = List.of();

  @BeforeAll
  static void declareAndRunOnThreads() throws IOException {
    Files.copy(
        JavaProcess.ROOT.resolve("examples/pipeline/sunspots_yearly.csv"),
        directory.resolve("sunspots.csv"));
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: chain
        version: "1"
        stages:
          data:
            operation: sunspots.prepare
            context: {series: {file: sunspots.csv}}
            params: {until: 1920}
            sweep: {grid: {transform: [none, sqrt]}}
          fit:
            operation: sunspots.fit
            goal: {metric: rmse, minimize: true}
            params: {dataset: {artifact: training.csv, stage: data}, order: 2, ridge: 0.1}
          evaluate:
            from: {stage: fit, top: 1}
            operation: sunspots.evaluate
            context: {series: {file: sunspots.csv}}
            params: {model: {artifact: model.json, stage: fit}, until: 1920}
        """);
    onThreads = run(directory.resolve("threads").toString(), List.of(), "--executor", "thread");
    assertThat(onThreads.stream().map(run -> run.substring(0, run.indexOf(' '))))
        .containsExactly("data", "data", "evaluate", "fit", "fit");
  }

  @Test
  void inProcesses() {
    assertAsOnThreads(sqlite("process"), List.of(), "--executor", "process");
  }

  @Test
  void onTheMemberOfACluster() throws IOException {
    String cluster = ClusterMembers.freeAddress();
    try (ClusterMembers members = new ClusterMembers(directory)) {
      members.start(cluster);
      assertAsOnThreads(
          sqlite("hazelcast"), List.of(), "--executor", "hazelcast", "--cluster", cluster);
    }
  }

  @Test
  void inTheQueueOfSlurm() {
    try (SlurmCluster slurm = SlurmCluster.start(directory.resolve("c"))) {
      // A file of SQLite cannot be shared by the nodes of a cluster.
      assertAsOnThreads(
          directory.resolve("slurm").toString(),
          List.of("env", "SLURM_CONF=" + slurm.configuration()),
          "--executor",
          "slurm",
          "--slurm",
          "directory=" + directory.resolve("jobs"));
    }
  }

  private static String sqlite(String name) {
    return "sqlite:" + directory.resolve(name + ".db");
  }

  /** Runs the study into a new store of files or a file, and into one of PostgreSQL. */
  private static void assertAsOnThreads(String local, List<String> prefix, String... options) {
    String postgres = PostgresServer.sharedLocator("stages_" + options[1]);
    assertThat(run(local, prefix, options)).isEqualTo(onThreads);
    assertThat(run(postgres, prefix, options)).isEqualTo(onThreads);
  }

  /** Runs the study into a new store; returns what that then holds. */
  private static List<String> run(String locator, List<String> prefix, String... options) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.metalab.cli.Main"));
    command.addAll(List.of("run", "study.yaml", "--store", locator, "--workers", "1"));
    command.addAll(List.of(options));
    Outcome outcome = JavaProcess.run(directory, command);
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    return stored(locator);
  }

  /** Returns the runs by stage, id and what they came to. */
  private static List<String> stored(String locator) {
    try (Store store =
            Stores.open(locator, OpenOptions.readOnlyExisting(), StagesIT.class.getClassLoader());
        Stream<RunRecord> records = store.runRecords("chain:1")) {
      return records
          .map(
              record ->
                  "%s %s %s %s %s"
                      .formatted(
                          record.stage(),
                          record.runId().hex(),
                          record.status(),
                          record.resultDigest(),
                          record.artifacts().stream().map(ArtifactDescriptor::sha256).toList()))
          .sorted()
          .toList();
    }
  }
}
