package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.Metalab;
import io.metalab.StudyBuilder;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Resources;
import io.metalab.core.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What studies say that one run takes up. */
@Timeout(60)
class ResourcesTest {
  private static final String STUDY =
      """
      study: sums
      version: "1"
      operation: test.add
      sweep: {grid: {a: [1, 2, 3]}}
      """;

  @TempDir Path directory;
  private CliRun cli = CliRun.in(Path.of(""));

  @BeforeEach
  void onAMachineWithTwoGpus() {
    cli = CliRun.in(directory).with("CUDA_VISIBLE_DEVICES", "0,1");
  }

  private void study(String text) throws IOException {
    Files.writeString(directory.resolve("study.yaml"), text);
  }

  @Test
  void changeNoId() throws IOException {
    study(STUDY);
    String ids = ids();
    study(STUDY + "run: {resources: {cpus: 1, memory: 1MiB, gpus: 2, time: 1h}}\n");
    assertThat(ids()).isEqualTo(ids);
    assertThat(cli.run("run", "study.yaml").err()).contains("reused=3 todo=0");
  }

  private String ids() {
    cli.run("run", "study.yaml");
    return cli.run("ls", "--cols", "id", "--sort", "a", "--format", "csv").out();
  }

  @Test
  void areRefusedBeforeThereIsAStoreIfTheyCannotBeHad() throws IOException {
    study(STUDY + "run: {resources: {gpus: 3}}\n");
    CliRun.Outcome refused = cli.run("run", "study.yaml");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            """
            error: Each run asks for 3 gpus, but there are 2 on this machine. Ask for fewer, or set run.available_gpus if that number is wrong.
            """);
    assertThat(cli.run("run", "study.yaml", "--dry-run").err()).isEqualTo(refused.err());
    assertThat(directory.resolve("runs")).doesNotExist();
    assertThat(cli.with("METALAB_AVAILABLE_GPUS", "3").run("run", "study.yaml").exitCode())
        .isZero();
  }

  /** Declares a study whose runs take up more GPUs than there are. */
  public static final class Greedy {
    /** Returns the study. */
    public static StudyBuilder study() {
      return Metalab.study("greedy", "1")
          .operation("test.add")
          .grid("a", 1, 2)
          .resources(Resources.DEFAULT.withGpus(3));
    }
  }

  @Test
  void areDeclaredInJavaAsWellAndLastUntilItIsResumed() {
    String name = Greedy.class.getName();
    assertThat(cli.run("run", name).err()).contains("asks for 3 gpus, but there are 2");
    String store = directory.resolve("runs").toString();
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> Greedy.study().run(store))
        .withMessageContaining("asks for 3 gpus");
    RunOptions modest =
        RunOptions.builder().resources(Resources.DEFAULT.withCpus(1).withMemoryBytes(1)).build();
    Greedy.study().run(store, modest.toBuilder().limit(1).build()).close();
    assertThat(cli.run("resume", "greedy").err()).contains("asks for 3 gpus, but there are 2");
    assertThat(cli.with("METALAB_AVAILABLE_GPUS", "3").run("resume", "greedy").exitCode()).isZero();
  }

  @Test
  void aWrongNumberOfGpusNamesItsOrigin() throws IOException {
    study(STUDY);
    assertThat(cli.with("METALAB_AVAILABLE_GPUS", "many").run("run", "study.yaml").err())
        .startsWith(
            "error: The run.available_gpus (many, from METALAB_AVAILABLE_GPUS) must be auto or an"
                + " integer.");
  }

  @Test
  void theirTimeEndsARunAsATimeoutDoes() throws IOException {
    study(
        """
        study: waits
        version: "1"
        operation: test.wait
        run: {resources: {time: 50ms}}
        """);
    assertThat(cli.run("run", "study.yaml").err())
        .containsPattern("fail [0-9a-f]{8} Timeout \".* took longer than 0.05s\"");
  }
}
