package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ExternalOperation;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandFormTest {
  private static final String STUDY =
      """
      study: fit
      version: "1"
      operation:
        command: [python3, train.py, --lr, "{lr}", -n, 3]
        inputs: [train.py]
      context: {data: {file: data.csv}}
      sweep: {grid: {lr: [0.1, 0.5]}}
      seeds: {base: 42, replicates: 2}
      """;

  @TempDir Path directory;

  private LoadedStudy read(String name, String text) {
    Studies studies = new Studies(directory.resolve(name));
    studies.write("train.py", "print(1)");
    studies.write("data.csv", "1,2\n");
    return studies.read(text);
  }

  private static String firstId(LoadedStudy study) {
    return StudyPlan.of(study.experiment(), FileDigests.of(study.baseDirectory()))
        .runAt(0)
        .runId()
        .hex();
  }

  @Test
  void theIdOfARunIsPinnedAndTheSameInAnotherDirectory() {
    String id = "3e9e122b2bb1c0e652eb2a5100c2d6b933a56784596ebe312db2f8ec93e165cb";
    assertThat(firstId(read("a", STUDY))).isEqualTo(id);
    assertThat(firstId(read("elsewhere/b", STUDY))).isEqualTo(id);
  }

  @Test
  void inputsAreCodeAndNoPartOfTheId() {
    LoadedStudy before = read("a", STUDY);
    Studies changed = new Studies(directory.resolve("b"));
    changed.write("train.py", "print(2)");
    changed.write("data.csv", "1,2\n");
    LoadedStudy after = changed.read(STUDY);
    assertThat(firstId(after)).isEqualTo(firstId(before));
    assertThat(operation(after).codeDigest()).isNotEqualTo(operation(before).codeDigest());
  }

  @Test
  void aWordOrANameOfAVariableChangesTheId() {
    String id = firstId(read("a", STUDY));
    assertThat(firstId(read("a", STUDY.replace("-n, 3", "-n, 4")))).isNotEqualTo(id);
    assertThat(firstId(read("a", STUDY.replace("  inputs", "  environment: [A]\n  inputs"))))
        .isNotEqualTo(id);
  }

  @Test
  void survivesTheManifest() {
    LoadedStudy study = read("a", STUDY);
    StudyManifest manifest =
        StudyManifest.parse(StudyManifest.of(study, Optional.empty()).toJson());
    LoadedStudy again =
        manifest.reload(
            Optional.empty(), StudyOverrides.none(), new Studies(directory).operations());
    assertThat(firstId(again)).isEqualTo(firstId(study));
    assertThat(operation(again).definition()).isEqualTo(operation(study).definition());
  }

  @Test
  void thePayloadTellsAWorkerAllItNeeds() {
    LoadedStudy study = read("a", STUDY);
    StudyPlan plan = StudyPlan.of(study.experiment(), FileDigests.of(study.baseDirectory()));
    assertThat(
            plan.payload(plan.runAt(0), 1, Duration.ZERO, study.options().resources()).definition())
        .isEqualTo(operation(study).definition())
        .containsEntry("command", List.of("python3", "train.py", "--lr", "{lr}", "-n", "3"))
        .containsEntry("directory", directory.resolve("a").toString());
  }

  private static ExternalOperation operation(LoadedStudy study) {
    return (ExternalOperation) study.experiment().operation();
  }

  /** Line and column are those of the study's text above. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"{lr}\"           | \"{lrr}\"         | 4:39 | did you mean '{lr}'?",
        "\"{lr}\"           | \"--x={context.dat}\" | 4:43 | did you mean '{context.data}'?",
        "\"{lr}\"           | \"{{lr}\"         | 4:43 | write }} for a brace",
        "-n, 3              | -n, 1.5           | 4:50 | quote it",
        "-n, 3              | -n, 0x10          | 4:50 | quote it",
        "-n, 3              | -n, true          | 4:50 | quote it",
        "inputs: [train.py] | inputs: [trian.py] | 5:12 | trian.py",
        "inputs: [train.py] | input: [train.py] | 5:3  | did you mean 'inputs'?",
        "inputs: [train.py] | environment: [A=1] | 5:3 | A=1"
      })
  void whatBreaksARuleIsRefusedAtItsPlace(
      String part, String replacement, String place, String hint) {
    assertThatThrownBy(() -> read("a", STUDY.replace(part.strip(), replacement.strip())))
        .isInstanceOf(StudyFileException.class)
        .hasMessageContaining("study.yaml:" + place + ":")
        .hasMessageContaining(hint);
  }

  @Test
  void aCommandInOneTextIsRefusedSinceThereIsNoShell() {
    assertThatThrownBy(
            () ->
                read(
                    "a",
                    STUDY.replace(
                        "[python3, train.py, --lr, \"{lr}\", -n, 3]", "python3 train.py")))
        .hasMessageContaining("study.yaml:4:12:")
        .hasMessageContaining("command: [python3, train.py]");
  }

  @Nested
  class AJavaScript {
    private static final String SCRIPT_STUDY =
        """
        study: script
        version: "1"
        operation: {script: Train.java, args: [--lr, "{lr}"]}
        sweep: {grid: {lr: [0.1]}}
        """;

    private LoadedStudy read(String java, String text) {
      Studies studies = new Studies(directory);
      studies.write("Train.java", java);
      return studies.read(text);
    }

    @Test
    void hasTheIdOfItsCommandAndItsFileAsCode() {
      LoadedStudy script = read("class Train {}", SCRIPT_STUDY);
      LoadedStudy command =
          read(
              "class Train {}",
              SCRIPT_STUDY.replace(
                  "script: Train.java, args: [--lr,", "command: [java, Train.java, --lr,"));
      assertThat(firstId(script)).isEqualTo(firstId(command));
      String before = operation(script).codeDigest();
      assertThat(operation(read("class Train { }", SCRIPT_STUDY)).codeDigest())
          .isNotEqualTo(before);
    }

    @Test
    void thatDoesNotCompileIsFoundBeforehand() {
      LoadedStudy study = read("class Train { int x = ; }", SCRIPT_STUDY);
      assertThatThrownBy(() -> operation(study).check())
          .hasMessageEndingWith(
              """
              Train.java:1:23: illegal start of expression
                 1 | class Train { int x = ; }
                   |                       ^\
              """);
    }

    @Test
    void thatIsMissingOrUsesUnknownNamesIsRefusedAtItsPlace() {
      assertThatThrownBy(() -> read("class Train {}", SCRIPT_STUDY.replace("Train.j", "Tarin.j")))
          .hasMessageContaining("study.yaml:3:21:");
      assertThatThrownBy(() -> read("class Train {}", SCRIPT_STUDY.replace("{lr}", "{rl}")))
          .hasMessageContaining("study.yaml:3:47:")
          .hasMessageContaining("did you mean '{lr}'?");
    }
  }
}
