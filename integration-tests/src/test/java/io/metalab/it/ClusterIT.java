package io.metalab.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose runs are executed by members that {@code metalab worker} has started. */
@Timeout(300)
class ClusterIT {
  @TempDir Path directory;

  private @Nullable ClusterMembers members;

  @BeforeEach
  void prepare() {
    members = new ClusterMembers(directory);
  }

  @AfterEach
  void end() {
    members().close();
  }

  private ClusterMembers members() {
    return requireNonNull(members);
  }

  private Outcome run(String... arguments) {
    return JavaProcess.metalab(directory, arguments);
  }

  private void study(String more) throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: rich
        version: "1"
        operation: {class: io.metalab.it.RichOperation}
        sweep: {grid: {n: [1, 2, 3, 4]}}
        """
            + more);
  }

  @Test
  void recordsLogsSeriesAndArtifactsAreThoseOfThreads() throws Exception {
    String cluster = ClusterMembers.freeAddress() + "," + ClusterMembers.freeAddress();
    study(
        "run: {executor: hazelcast, cluster: [\"%s\"]}\n"
            .formatted(cluster.replace(",", "\", \"")));
    BufferedReader first = members().start(cluster);
    members().start(cluster);
    assertThat(run("run", "study.yaml", "-s", "threads", "--executor", "thread").exitCode())
        .isEqualTo(3);
    Outcome outcome = run("run", "study.yaml", "-s", "members");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(StoredRuns.text(directory.resolve("members")))
        .hasSize(4)
        .isEqualTo(StoredRuns.text(directory.resolve("threads")));

    members().get(0).toHandle().destroy(); // which leaves its output open
    assertThat(members().get(0).waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(members().get(0).exitValue()).isZero();
    assertThat(first.lines().toList()).last().asString().matches("member 127.0.0.1:\\d+ has ended");
  }

  @Test
  void aStoreInMemoryIsRefusedAndNothingIsStarted() throws Exception {
    String cluster = ClusterMembers.freeAddress();
    study("");
    members().start(cluster);
    Outcome outcome =
        run("run", "study.yaml", "-s", "memory:", "--executor", "hazelcast", "--cluster", cluster);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(4);
    assertThat(outcome.err()).contains("The member " + cluster, "all members share");
  }

  @Test
  void withoutItsLibraryTheCommandSaysWhichOneIsMissing() throws IOException {
    study("");
    String without =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !entry.contains("hazelcast-"))
            .collect(Collectors.joining(File.pathSeparator));
    for (List<String> arguments :
        List.of(List.of("worker"), List.of("run", "study.yaml", "--executor", "hazelcast"))) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", without, "io.metalab.cli.Main"));
      command.addAll(arguments);
      Outcome outcome = JavaProcess.run(directory, command);
      assertThat(outcome.exitCode()).isNotZero();
      assertThat(outcome.err()).contains("com.hazelcast:hazelcast").doesNotContain("Exception");
    }
  }
}
