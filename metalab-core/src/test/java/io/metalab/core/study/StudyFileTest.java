package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.FileValue;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.core.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFileTest {
  static final String KOOPMAN =
      """
      study: koopman                  # id = koopman:0.1
      version: "0.1"
      goal: {metric: valid_loss, minimize: true}
      operation: dymad.train
      context: {dataset: {file: data/kp.npz}}
      params: {model: kbf, epochs: 400, layers: [32, 32]}
      sweep:
        grid:   {lr: {log: [1e-3, 1e-1, 3]}, width: [16, 32, 64]}
        # where: "width < 64 || lr < 0.1"
      seeds: {base: 42, replicates: 5}
      run: {executor: process, workers: 4, timeout: 10m, retries: 1}
      """;

  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  @Test
  void readsASweepWithoutJava() {
    LoadedStudy study = studies.read(KOOPMAN);
    Experiment experiment = study.experiment();

    assertThat(experiment.id()).isEqualTo("koopman:0.1");
    assertThat(experiment.goal()).isEqualTo(new Goal("valid_loss", true));
    assertThat(experiment.operationSpec().key()).isEqualTo("dymad.train");
    assertThat(experiment.operation()).isInstanceOf(TrainOperation.class);
    assertThat(experiment.context().values())
        .isEqualTo(Params.of("dataset", FileValue.of("data/kp.npz")));
    assertThat(experiment.seeds()).isEqualTo(SeedPlan.replicates(42, 5));
    assertThat(experiment.params().size()).isEqualTo(9);
    assertThat(experiment.params().caseAt(4).params())
        .isEqualTo(
            Params.of(
                "model", "kbf", "epochs", 400, "layers", List.of(32, 32), "lr", 0.01, "width", 32));
    assertThat(study.baseDirectory()).isEqualTo(directory.toAbsolutePath());
    RunOptions options = study.options();
    assertThat(options.executor()).isEqualTo("process");
    assertThat(options.workers()).isEqualTo(4);
    assertThat(options.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.retries()).isEqualTo(1);
    assertThat(study.settingNames()).containsExactly("executor", "workers", "timeout", "retries");
  }

  @Test
  void readsEveryRunSettingOverTheOptionsGiven() {
    LoadedStudy study =
        studies.readOpen(
            """
            run:
              executor: thread
              workers: 3
              timeout: 1.5s
              retries: 2
              retry_delay: 500ms
              max_failures: 7
              reuse: store
              stale_code: rerun
              grace: 2h
              resources: {cpus: 2, memory: 2GiB, gpus: 1, time: 90m}
              classpath: [lib/*.jar, target/classes]
              worker_memory: 1GiB
              worker_options: [-XX:+UseZGC, "-Dname=a b"]
              recycle_runs: 1000
              recycle_memory: 3GiB
              cluster: [10.0.0.7, "10.0.0.8:5702"]
              cluster_name: lab
              slurm: {partition: long, time: 4h, chunk_size: 20, setup: [module load java]}
            """);
    RunOptions base = RunOptions.builder().limit(5).workers(9).build();

    assertThat(study.options(base))
        .isEqualTo(
            RunOptions.builder()
                .executor("thread")
                .workers(3)
                .timeout(Duration.ofMillis(1500))
                .retries(2)
                .retryDelay(Duration.ofMillis(500))
                .maxFailures(7)
                .reuse(RunOptions.Reuse.STORE)
                .staleCode(RunOptions.StaleCode.RERUN)
                .grace(Duration.ofHours(2))
                .resources(new Resources(2, 2L << 30, 1, Duration.ofMinutes(90)))
                .workerJvm(
                    new WorkerJvm(1L << 30, List.of("-XX:+UseZGC", "-Dname=a b"), 1000, 3L << 30))
                .executorSettings(
                    "hazelcast",
                    Map.of("cluster", List.of("10.0.0.7", "10.0.0.8:5702"), "cluster_name", "lab"))
                .executorSettings(
                    "slurm",
                    Map.of(
                        "partition",
                        "long",
                        "time",
                        "4h",
                        "chunk_size",
                        20L,
                        "setup",
                        List.of("module load java")))
                .limit(5)
                .build());
    assertThat(study.classPath()).containsExactly("lib/*.jar", "target/classes");
    assertThat(studies.readOpen("run: {fail_fast: true}").options().maxFailures()).isEqualTo(1);
    assertThat(studies.readOpen("run: {resources: {memory: 512MB}}").options().resources())
        .isEqualTo(new Resources(1, 512_000_000));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-3, 0.001",
    "1E4, 10000",
    "-2.5, -2.5",
    ".5, 0.5",
    "7, 7",
    "+7, 7",
    "1.0, 1",
    "0x1F, 31",
    "0o17, 15",
    "9007199254740991, 9007199254740991"
  })
  void readsNumbers(String text, double expected) {
    Params point = Studies.points(studies.readOpen("params: {x: " + text + "}")).get(0);

    assertThat(point.getDouble("x")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "010, 010",
    "-007.5, -007.5",
    "on, on",
    "no, no",
    "yes, yes",
    "12:30, 12:30",
    "1_000, 1_000",
    "0b11, 0b11",
    "2026-11-01, 2026-11-01",
    "'\"1\"', 1",
    "'''true''', true",
    "'!!str 5', 5",
    "1e, 1e",
    "=, ="
  })
  void readsAsTextWhatOlderYamlReadsAsSomethingElse(String text, String expected) {
    assertThat(Studies.points(studies.readOpen("params: {x: " + text + "}")).get(0).get("x"))
        .isEqualTo(expected);
  }

  @Test
  void readsTheOtherValueTypes() {
    Params params =
        Studies.points(
                studies.readOpen(
                    """
                    params:
                      yes: true
                      no: False
                      none: null
                      also_none: ~
                      list: [1, [2, x], {a: .5}]
                      map: {a: {b: 1}}
                      text: |
                        two
                        lines
                      dir: {dir: data, pattern: "*.csv"}
                      same: &anchor {a: 1}
                      again: *anchor
                    """))
            .get(0);

    assertThat(params)
        .isEqualTo(
            Params.empty()
                .with("yes", true)
                .with("no", false)
                .with("none", null)
                .with("also_none", null)
                .with("list", List.of(1, List.of(2, "x"), Map.of("a", 0.5)))
                .with("map", Map.of("a", Map.of("b", 1)))
                .with("text", "two\nlines\n")
                .with("dir", io.metalab.api.DirValue.matching("data", "*.csv"))
                .with("same", Map.of("a", 1))
                .with("again", Map.of("a", 1)));
  }

  @Test
  void runsOnePointWithoutASweep() {
    LoadedStudy study = studies.readOpen("params: {x: 1}\ngoal: {metric: y, maximize: true}\n");

    assertThat(Studies.points(study)).containsExactly(Params.of("x", 1));
    assertThat(study.experiment().seeds()).isEqualTo(SeedPlan.single(0));
    assertThat(study.experiment().goal()).isEqualTo(new Goal("y", false));
  }

  @Test
  void findsOperationsOnTheClassPathThatTheStudyBrings() throws IOException {
    Studies.loader(directory.resolve("own"));
    Path file =
        studies.write(
            "study.yaml",
            """
            study: toy
            version: "1"
            operation: dymad.train
            params: {lr: 0.1}
            run: {classpath: [own]}
            """);

    LoadedStudy study =
        StudyFile.read(file, StudyOverrides.none(), List.of(), getClass().getClassLoader());

    assertThat(study.experiment().operation()).isInstanceOf(TrainOperation.class);
    Files.delete(directory.resolve("own/META-INF/services/io.metalab.api.DescribedOperation"));
    assertThatThrownBy(
            () ->
                StudyFile.read(file, StudyOverrides.none(), List.of(), getClass().getClassLoader()))
        .isInstanceOfSatisfying(
            StudyFileException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION))
        .hasMessageContaining("there is no operation 'dymad.train'");
  }

  @Test
  void saysWhichFileCannotBeRead() throws IOException {
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, new byte[] {'a', ':', ' ', (byte) 0xe9});

    for (Path file : List.of(directory.resolve("none.yaml"), directory, latin)) {
      assertThatThrownBy(() -> StudyFile.read(file, StudyOverrides.none(), studies.operations()))
          .isInstanceOfSatisfying(
              MetalabException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void takesOverridesInPlaceOfConstantsAndAxes() {
    String study =
        """
        params: {a: 1, b: [1, 2]}
        sweep:
          grid: {x: [1, 2, 3], y: [1, 2]}
        """;

    assertThat(Studies.points(studies.readOpen(study, "x=9", "y=8")))
        .containsExactly(Params.of("a", 1, "b", List.of(1, 2), "x", 9, "y", 8));
    assertThat(Studies.points(studies.readOpen(study, "a=5,6", "x=1e-3", "b=[3, 4]")))
        .containsExactly(
            Params.of("a", 5, "b", List.of(3, 4), "x", 0.001, "y", 1),
            Params.of("a", 6, "b", List.of(3, 4), "x", 0.001, "y", 1),
            Params.of("a", 5, "b", List.of(3, 4), "x", 0.001, "y", 2),
            Params.of("a", 6, "b", List.of(3, 4), "x", 0.001, "y", 2));
    assertThat(Studies.points(studies.readOpen("sweep: {zip: {x: [1, 2], y: [3, 4]}}", "y=z")))
        .containsExactly(Params.of("x", 1, "y", "z"), Params.of("x", 2, "y", "z"));
    assertThat(Studies.points(studies.readOpen("", "name=\"a,b\",010")))
        .containsExactly(Params.of("name", "a,b"), Params.of("name", "010"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1", "novalue", "x=", "x=[1", "x=1|x=2"})
  void refusesMalformedOverrides(String assignments) {
    List<String> overrides = List.of(assignments.split("\\|"));

    assertThatThrownBy(() -> StudyOverrides.parse(overrides))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void refusesAnOverrideThatTheOperationDoesNotTake() {
    assertThatThrownBy(() -> studies.read(KOOPMAN, "witdh=16"))
        .hasMessageStartingWith("-p witdh=16: dymad.train has no parameter 'witdh'");
    assertThatThrownBy(() -> studies.read(KOOPMAN, "width=a,2"))
        .hasMessageStartingWith("-p width=a,2: ")
        .hasMessageContaining("must be an integer");
  }
}
