package io.metalab.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose runs are executed by members that {@code metalab worker} has started. */
@Timeout(300)
class ClusterIT {
  @TempDir Path directory;

  private final List<Process> members = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process member : members) {
      member.destroyForcibly().waitFor();
    }
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
    String cluster = "127.0.0.1:%d,127.0.0.1:%d".formatted(freePort(), freePort());
    study(
        "run: {executor: hazelcast, cluster: [\"%s\"]}\n"
            .formatted(cluster.replace(",", "\", \"")));
    BufferedReader first = startMember(cluster);
    startMember(cluster);
    assertThat(run("run", "study.yaml", "-s", "threads", "--executor", "thread").exitCode())
        .isEqualTo(3);
    Outcome outcome = run("run", "study.yaml", "-s", "members");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(StoredRuns.text(directory.resolve("members")))
        .hasSize(4)
        .isEqualTo(StoredRuns.text(directory.resolve("threads")));

    members.get(0).toHandle().destroy(); // which leaves its output open
    assertThat(members.get(0).waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(members.get(0).exitValue()).isZero();
    assertThat(first.lines().toList()).last().asString().matches("member 127.0.0.1:\\d+ has ended");
  }

  @Test
  void aStoreInMemoryIsRefusedAndNothingIsStarted() throws Exception {
    String cluster = "127.0.0.1:" + freePort();
    study("");
    startMember(cluster);
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

  /** Returns what the member prints after it is up. */
  private BufferedReader startMember(String cluster) throws IOException {
    Process member =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.metalab.cli.Main",
                "worker",
                "--cluster",
                cluster,
                "-j",
                "2")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    members.add(member);
    BufferedReader lines = member.inputReader(UTF_8);
    String line = lines.readLine();
    assertThat(line).startsWith("member 127.0.0.1:").contains("is up: runs at once 2");
    return lines;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
