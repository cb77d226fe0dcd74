package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same runs of a search are told to stop, at the same steps, by each executor. */
@Timeout(600)
class PruningIT {
  @TempDir static Path directory;

  private static List<String> onThreads = List.of();

  @BeforeAll
  static void declareAndRunOnThreads() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: learning_curve
        version: "1"
        goal: {metric: loss, minimize: true}
        operation: learning_curve
        search: {algorithm: random, n: 12, batch: 4, seed: 1, space: {rate: {loguniform: [1e-6, 1]}}}
        prune: {median: {start: 3}, patience: {reports: 5, delta: 0.02}}
        """);
    onThreads = run("thread", List.of());
    assertThat(onThreads)
        .hasSize(12)
        .anyMatch(run -> run.contains("the median of earlier suggestions"))
        .anyMatch(run -> run.contains("have not improved on its best value"))
        .anyMatch(run -> !run.contains("pruned at"));
  }

  @Test
  void inProcesses() {
    assertThat(run("process", List.of())).isEqualTo(onThreads);
  }

  @Test
  void onTheMemberOfACluster() throws IOException {
    String cluster = ClusterMembers.freeAddress();
    try (ClusterMembers members = new ClusterMembers(directory)) {
      members.start(cluster);
      assertThat(run("hazelcast", List.of(), "--cluster", cluster)).isEqualTo(onThreads);
    }
  }

  @Test
  void inTheQueueOfSlurm() {
    try (SlurmCluster slurm = SlurmCluster.start(directory.resolve("c"))) {
      assertThat(
              run(
                  "slurm",
                  List.of("env", "SLURM_CONF=" + slurm.configuration()),
                  "--slurm",
                  "directory=" + directory.resolve("jobs")))
          .isEqualTo(onThreads);
    }
  }

  /** Runs the study into a new store; returns what that then holds, series included. */
  private static List<String> run(String executor, List<String> prefix, String... options) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.metalab.cli.Main"));
    command.addAll(List.of("run", "study.yaml", "--store", executor, "--workers", "2"));
    command.addAll(List.of("--executor", executor));
    command.addAll(List.of(options));
    Outcome outcome = JavaProcess.run(directory, command);
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    return StoredRuns.text(directory.resolve(executor));
  }
}
