package io.metalab.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of a queue in a real SLURM, which the example's script starts on this machine. */
@Timeout(300)
class SlurmIT {
  @TempDir Path directory;

  private @Nullable SlurmCluster slurm;

  @BeforeEach
  void start() {
    slurm = SlurmCluster.start(directory.resolve("c"));
  }

  @AfterEach
  void stop() {
    if (slurm != null) {
      slurm.close();
    }
  }

  private ProcessBuilder metalab(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.metalab.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("SLURM_CONF", requireNonNull(slurm).configuration());
    builder.redirectErrorStream(true);
    return builder.redirectOutput(directory.resolve("out.txt").toFile());
  }

  private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
    int code = metalab(arguments).start().waitFor();
    String printed = Files.readString(directory.resolve("out.txt"));
    assertThat(code).as(printed).isEqualTo(exitCode);
    return printed;
  }

  @Test
  void theExampleRunsInTheQueue() throws Exception {
    String study = SlurmCluster.EXAMPLE.resolve("study.yaml").toString();
    assertThat(run(0, "run", study)).contains("workers=any", "end ok=5 failed=0");
    // 4 * (1 - 1/3 + 1/5 - ... - 1/19), and pi but for 1e-5.
    assertThat(run(0, "ls", "queue", "--cols", "terms,pi", "--format", "csv").lines())
        .contains("10,3.04184", "100000,3.141583");
  }

  @Test
  void aKilledCommandLeavesItsJobsAndResumeFindsThem() throws Exception {
    Path go = directory.resolve("go");
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: waiting
        version: "1"
        operation: {command: [sh, -c, "echo {n} >> %s/begun; while [ ! -e %s ]; do sleep 0.1; done"]}
        sweep: {grid: {n: [1, 2, 3]}}
        run: {executor: slurm, workers: 1, slurm: {chunk_size: 1}}
        """
            .formatted(directory, go));
    Process command = metalab("run", "study.yaml").start();
    while (!Files.exists(directory.resolve("begun"))) {
      assertThat(command.isAlive()).as(Files.readString(directory.resolve("out.txt"))).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    command.destroyForcibly().waitFor();
    // What the queue said last, before the task ran, is told for up to ten seconds.
    while (!run(0, "status", "waiting").contains("slurm: 1 task running")) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }
    Files.createFile(go);
    assertThat(run(0, "run", "study.yaml")).contains("failed=0", "exit=0");
    assertThat(run(0, "status", "waiting")).contains("success 3", "left 0");
    assertThat(directory.resolve("begun")).hasContent("1\n2\n3");
  }
}
