package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.json.Json;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyManifestTest {
  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  private static String planDigest(LoadedStudy study) {
    return StudyPlan.of(study.experiment(), FileDigests.of(study.baseDirectory())).digest();
  }

  @Test
  void makesTheSameStudyAgainWithoutItsFile() {
    studies.write("data/kp.npz", "numbers");
    LoadedStudy study = studies.read(StudyFileTest.KOOPMAN, "epochs=300", "width=8,16");
    Optional<Path> store = Optional.of(directory.resolve("runs"));

    StudyManifest manifest = StudyManifest.parse(StudyManifest.of(study, store).toJson());
    LoadedStudy again = manifest.reload(store, StudyOverrides.none(), studies.operations());

    assertThat(again.experiment().id()).isEqualTo("koopman:0.1");
    assertThat(again.experiment().params().size()).isEqualTo(6);
    assertThat(again.baseDirectory()).isEqualTo(study.baseDirectory());
    assertThat(again.options()).isEqualTo(study.options());
    assertThat(planDigest(again)).isEqualTo(planDigest(study));
    assertThat(StudyManifest.of(again, store)).isEqualTo(manifest);
  }

  @Test
  void holdsNoPathOfTheMachineAndMovesWithItsStore() {
    LoadedStudy study = studies.read(StudyFileTest.KOOPMAN);
    Path store = directory.resolve("runs");

    String text = StudyManifest.of(study, Optional.of(store)).toJson();

    assertThat(text).doesNotContain(directory.toString());
    assertThat(StudyManifest.parse(text).baseDirectory()).isEqualTo("..");
    assertThat(
            StudyManifest.parse(text)
                .reload(
                    Optional.of(Path.of("/elsewhere/runs")),
                    StudyOverrides.none(),
                    studies.operations())
                .baseDirectory())
        .isEqualTo(Path.of("/elsewhere"));
    assertThat(StudyManifest.of(study, Optional.of(directory)).baseDirectory()).isEqualTo(".");
    assertThat(StudyManifest.of(study, Optional.empty()).baseDirectory())
        .isEqualTo(directory.toString());
  }

  @Test
  void saysWhatPeopleAskForWithoutMakingTheStudy() {
    StudyManifest manifest =
        StudyManifest.of(studies.read(StudyFileTest.KOOPMAN), Optional.empty());

    assertThat(manifest.study()).isEqualTo("koopman:0.1");
    assertThat(manifest.operation()).isEqualTo("dymad.train@1");
    assertThat(manifest.operationClass()).isEqualTo(TrainOperation.class.getName());
    assertThat(manifest.source()).isEqualTo("study.yaml");
    assertThat(manifest.seedRoot()).isEqualTo("42");
    assertThat(manifest.replicates()).isEqualTo(5);
    assertThat(manifest.goalMetric()).isEqualTo("valid_loss");
    assertThat(manifest.minimize()).isTrue();
    assertThat(manifest.sweep()).isEqualTo("grid lr(3) x width(3)");
  }

  @Test
  void keepsTheClassPathOfTheStudyAndOfTheCommandLine() {
    Studies.loader(directory.resolve("own"));
    Studies.loader(directory.resolve("more"));
    Path file =
        studies.write(
            "study.yaml",
            """
            study: toy
            version: "1"
            operation: {class: io.metalab.core.study.OpenOperation}
            run: {classpath: [own]}
            """);
    ClassLoader parent = getClass().getClassLoader();
    String more = directory.resolve("more").toString();

    LoadedStudy study = StudyFile.read(file, StudyOverrides.none(), List.of(more), parent);
    LoadedStudy again =
        StudyManifest.of(study, Optional.empty())
            .reload(Optional.empty(), StudyOverrides.none(), List.of(), parent);

    assertThat(study.classPath()).containsExactly("own", "more");
    assertThat(again.classPath()).isEqualTo(study.classPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"v\":1}", "{\"v\":\"1\"}", "nonsense"})
  void refusesTextsThatAreNoManifest(String text) {
    assertThatThrownBy(() -> StudyManifest.parse(text))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_CORRUPT));
  }

  @Test
  void refusesAManifestOfANewerVersion() {
    String text =
        StudyManifest.of(studies.read(StudyFileTest.KOOPMAN), Optional.empty())
            .toJson()
            .replace("\"v\":1", "\"v\":2");

    assertThatThrownBy(() -> StudyManifest.parse(text))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NEWER));
  }

  @Test
  void givesTheSameIdsAsTheSameStudyInJava() {
    studies.write("data/kp.npz", "numbers");
    LoadedStudy yaml = studies.read(StudyFileTest.KOOPMAN);
    Experiment java =
        Experiment.of("koopman", "0.1")
            .operation(new TrainOperation())
            .context(
                io.metalab.api.ContextSpec.of(
                    Params.of("dataset", io.metalab.api.FileValue.of("data/kp.npz"))))
            .params(
                ParamSources.constants(
                    Params.of("layers", List.of(32, 32), "epochs", 400, "model", "kbf"),
                    ParamSources.grid(Map.of("lr", ParamSources.logGrid(1e-3, 1e-1, 3)))))
            .seeds(SeedPlan.replicates(42, 5))
            .build();
    LoadedStudy narrow = studies.read(StudyFileTest.KOOPMAN, "width=16");
    FileDigests digests = FileDigests.of(directory);

    StudyPlan fromYaml = StudyPlan.of(narrow.experiment(), digests);
    StudyPlan fromJava = StudyPlan.of(java, digests);

    assertThat(fromYaml.size()).isEqualTo(15).isEqualTo(fromJava.size());
    for (long i = 0; i < fromYaml.size(); i++) {
      assertThat(fromYaml.runAt(i).runId()).isEqualTo(fromJava.runAt(i).runId());
    }
    assertThat(StudyPlan.of(yaml.experiment(), digests).runAt(0).runId())
        .isEqualTo(fromJava.runAt(0).runId());
  }

  @Test
  void writesTheDeclarationAsJson() {
    Map<String, ?> declaration =
        Json.parseObject(
            Json.write(
                StudyManifest.of(
                        studies.readOpen("params: {x: 1.0, y: '1', z: 010}"), Optional.empty())
                    .declaration()));

    assertThat(declaration.get("params")).isEqualTo(Map.of("x", 1L, "y", "1", "z", "010"));
  }
}
