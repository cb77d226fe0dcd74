package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunStatus;
import io.metalab.cli.Main;
import io.metalab.it.JavaProcess.Outcome;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose runs are executed by worker processes of a real metalab command. */
@Timeout(300)
class ProcessIT {
  private static final String SLEEPS =
      """
      study: sleeps
      version: "1"
      operation: {command: [bash, -c, "echo $$ >> pids; exec sleep 600"]}
      sweep: {grid: {n: [1, 2, 3, 4]}}
      run: {executor: process, workers: 2}
      """;

  @TempDir Path directory;

  private Outcome run(String... arguments) {
    return JavaProcess.metalab(directory, arguments);
  }

  private void study(String text) throws IOException {
    Files.writeString(directory.resolve("study.yaml"), text);
  }

  @Test
  void recordsLogsSeriesAndArtifactsAreThoseOfThreads() throws IOException {
    study(
        """
        study: rich
        version: "1"
        operation: {class: io.metalab.it.RichOperation}
        sweep: {grid: {n: [1, 2, 3, 4]}}
        """);
    assertThat(run("run", "study.yaml", "-s", "threads").exitCode()).isEqualTo(3);
    assertThat(run("run", "study.yaml", "-s", "workers", "--executor", "process").exitCode())
        .isEqualTo(3);
    assertThat(StoredRuns.text(directory.resolve("workers")))
        .hasSize(4)
        .isEqualTo(StoredRuns.text(directory.resolve("threads")));
  }

  @Test
  void aStudyThatWasBegunOnThreadsGoesOnInProcesses() throws IOException {
    study(
        """
        study: rich
        version: "1"
        operation: {class: io.metalab.it.RichOperation}
        sweep: {grid: {n: [1, 2, 4, 5]}}
        """);
    run("run", "study.yaml", "--limit", "2");
    assertThat(run("run", "study.yaml", "--executor", "process").err())
        .contains("total=4 reused=2 todo=2")
        .contains("end ok=2 failed=0");
  }

  @Test
  void workersLoadTheClassesOfTheUser() throws IOException {
    Path source = Files.createDirectories(directory.resolve("src/mine")).resolve("Triple.java");
    Files.writeString(
        source,
        """
        package mine;
        import io.metalab.api.*;
        public class Triple implements Operation {
          public RunRecord run(
              FrozenContext c, Params p, SeedBundle s, RunRuntime r, Capture capture) {
            capture.metric("triple", 3 * p.getLong("n"));
            return RunRecord.success();
          }
        }
        """);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString()))
        .isZero();
    study(
        """
        study: triples
        version: "1"
        operation: {class: mine.Triple}
        sweep: {grid: {n: [14]}}
        run: {executor: process, classpath: [classes]}
        """);
    assertThat(run("run", "study.yaml").err()).contains("end ok=1 failed=0");
    assertThat(run("ls", "--cols", "triple", "--format", "csv").out()).contains("42");
  }

  @Test
  void aStudyThatIsKilledLeavesNoWorkerAndNoCommandBehind() throws Exception {
    study(SLEEPS);
    Process child = start();
    awaitCommands(child, 2);
    List<ProcessHandle> all = child.toHandle().descendants().toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(4);
    child.destroyForcibly().waitFor();
    for (ProcessHandle process : all) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(run("status", "sleeps").out()).contains("lost 2");
  }

  @Test
  void anInterruptOfTheWholeGroupReachesTheStudyAlone() throws Exception {
    study(SLEEPS);
    Process child = start("--grace", "1ms");
    awaitCommands(child, 2);
    assertThat(new ProcessBuilder("bash", "-c", "kill -INT -- -" + child.pid()).start().waitFor())
        .isZero();
    assertThat(child.waitFor()).isEqualTo(130);
    assertThat(Files.readString(directory.resolve("err")))
        .contains("continue: metalab resume sleeps")
        .doesNotContain("WorkerDied");
    assertThat(run("status", "sleeps").out()).contains("cancelled 2").doesNotContain("lost");
  }

  @Test
  void controllersWithWorkersShareAStudy() throws Exception {
    study(
        """
        study: shared
        version: "1"
        operation: {command: [sh, -c, "echo {n} >> executed"]}
        sweep: {grid: {n: {range: [1, 120, 1]}}}
        run: {executor: process, workers: 2}
        """);
    List<Process> controllers = List.of(start(), start(), start());
    for (Process controller : controllers) {
      assertThat(controller.waitFor()).isZero();
    }
    assertThat(Files.readAllLines(directory.resolve("executed")))
        .hasSize(120)
        .doesNotHaveDuplicates();
    try (FileStore store = FileStore.open(directory.resolve("runs"))) {
      assertThat(store.counts().get(0).byStatus()).isEqualTo(Map.of(RunStatus.SUCCESS, 120L));
      assertThat(store.verify("", true).findings()).isEmpty();
    }
  }

  /** Starts metalab at the head of a process group of its own, where INT is not ignored. */
  private Process start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "study.yaml"));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  private void awaitCommands(Process child, int count) throws IOException {
    Path pids = directory.resolve("pids");
    while (!Files.exists(pids) || Files.readAllLines(pids).size() < count) {
      assertThat(child.isAlive()).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
