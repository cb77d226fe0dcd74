package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Goal;
import io.metalab.api.StageValue;
import io.metalab.core.json.Json;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.Take;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stages in study files. */
class StagesReaderTest {
  private static final String OPEN = "operation: {class: io.metalab.core.study.OpenOperation}";

  private static final String CHAIN =
      """
      study: chain
      version: "1"
      goal: {metric: loss, minimize: true}
      tags: [night]
      stages:
        report:
          from: {stage: fit, take: all, where: loss < 1, skip_failed: true}
          %s
          params: {models: {artifact: model.json, stage: fit}}
        fit:
          from: {stage: data, top: 2, by: max size}
          %s
          params: {series: {artifact: series.csv, stage: data}}
          sweep: {grid: {k: [1, 2]}}
          tags: [slow]
        data:
          %s
          sweep: {grid: {n: [1, 2, 3]}}
          seeds: {base: 7, replicates: 2}
      """
          .formatted(OPEN, OPEN, OPEN);

  @TempDir Path directory;

  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  private LoadedStudy staged(String stages) {
    return studies.read(
        "study: toy\nversion: \"1\"\nstages:\n" + stages.replace("OPEN", OPEN).indent(2));
  }

  @Test
  void stagesAreReadInTheOrderInWhichTheyNeedEachOther() {
    Pipeline pipeline = studies.read(CHAIN).pipeline();

    assertThat(pipeline.describe()).isEqualTo("data -> fit -> report");
    Stage fit = pipeline.stage("fit");
    assertThat(fit.takes()).containsExactly(Take.each("data").top(2).by(new Goal("size", false)));
    assertThat(fit.experiment().goal()).isEqualTo(new Goal("loss", true));
    assertThat(fit.experiment().tags()).containsExactly("night", "slow");
    assertThat(fit.experiment().id()).isEqualTo("chain:1");
    assertThat(fit.experiment().params().caseAt(0).params().get("series"))
        .isEqualTo(new StageValue(StageValue.Kind.ARTIFACT, "data", "series.csv"));
    assertThat(pipeline.stage("report").takes())
        .containsExactly(Take.all("fit").where("loss < 1").withoutFailed());
    assertThat(pipeline.stage("data").experiment().seeds().replicates()).isEqualTo(2);
  }

  @Test
  void survivesTheManifest() {
    LoadedStudy study = studies.read(CHAIN);
    StudyManifest manifest = StudyManifest.of(study, Optional.of(directory));

    StudyManifest read = StudyManifest.parse(manifest.toJson());

    assertThat(read).isEqualTo(manifest);
    assertThat(read.isStaged()).isTrue();
    assertThat(read.sweep()).isEqualTo("data -> fit -> report");
    // 3 x 2 runs of data, the best 2 of them with 2 values of k, one of all.
    assertThat(read.runs()).isEqualTo(6 + 4 + 1);
    Pipeline again =
        read.reload(Optional.of(directory), StudyOverrides.none(), studies.operations()).pipeline();
    assertThat(again.stages())
        .extracting(Stage::takes)
        .isEqualTo(study.pipeline().stages().stream().map(Stage::takes).toList());
    assertThat(Json.write(read.declaration())).isEqualTo(Json.write(manifest.declaration()));
  }

  @Test
  void anOverrideNamesItsStage() {
    LoadedStudy study = studies.read(CHAIN, "fit.k=5", "data.n=1,4");

    assertThat(study.pipeline().stage("fit").experiment().params().caseAt(0).params().get("k"))
        .isEqualTo(5L);
    assertThat(study.pipeline().stage("data").experiment().params().size()).isEqualTo(2);
    assertThatThrownBy(() -> studies.read(CHAIN, "k=5"))
        .hasMessageContaining("stage.name=value, not as k")
        .hasMessageContaining("report, fit, data");
  }

  @Test
  void aListTakesEveryCombination() {
    LoadedStudy study =
        staged("a: {OPEN}\nb: {OPEN}\nc: {from: [a, {stage: b, take: folded}], OPEN}");

    assertThat(study.pipeline().last().stage()).isEqualTo("c");
    assertThat(study.pipeline().stage("c").takes())
        .isEqualTo(List.of(Take.each("a"), Take.each("b").mode(Take.Mode.FOLDED)));
  }

  /** Line and column count from the line behind {@code stages:}, indented by two. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a: {from: b, OPEN} ~ 1 ~ 13 ~ there is no stage 'b'.",
        "train: {OPEN}\\nb: {from: {stage: trian}, OPEN} ~ 2 ~ 21 ~ did you mean 'train'?",
        "a: {from: b, OPEN}\\nb: {from: a, OPEN} ~ 1 ~ 3 ~ a <- b <- a",
        "a: {OPEN}\\nb: {from: {stage: a, top: 3}, OPEN} ~ 2 ~ 3 ~ has no goal",
        "a: {OPEN}\\nb: {from: {stage: a, top: 0}, OPEN} ~ 2 ~ 29 ~ at least 1",
        "a: {OPEN}\\nb: {from: {stage: a, top: 3, by: loss}, OPEN} ~ 2 ~ 36 ~ by: min rmse",
        "a: {OPEN}\\nb: {from: {stage: a, take: most}, OPEN} ~ 2 ~ 30 ~ each, best, folded, all",
        "a: {OPEN}\\nb: {from: {stage: a, where: 'x <'}, OPEN} ~ 2 ~ 31 ~ x <",
        "a: {OPEN}\\nb: {OPEN, params: {x: {artifact: m, stage: c}}} ~ 2 ~ 3 ~ takes from 'c'",
        "a: {OPEN}\\n"
            + "b: {OPEN, params: {x: {param: m, stage: a, run: b}}} ~ 2 ~ 97 ~ has no key 'run'",
        "a: {sweep: {}} ~ 1 ~ 6 ~ needs 'operation'",
        "a b: {OPEN} ~ 1 ~ 3 ~ the name 'a b' of a stage",
      })
  void tellsWhereAMistakeIs(String stages, int line, int column, String message) {
    assertThatThrownBy(() -> staged(stages.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            StudyFileException.class,
            e -> {
              assertThat(e.getMessage()).contains(message);
              assertThat(e.line()).isEqualTo(3 + line);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void refusesAnArtifactThatTheEarlierOperationDoesNotWrite() {
    String text =
        """
        study: toy
        version: "1"
        stages:
          train:
            operation: dymad.train
            params: {model: kbf, lr: 0.1}
          eval:
            operation: {class: io.metalab.core.study.OpenOperation}
            params: {x: {param: modle, stage: train}}
        """;

    assertThatThrownBy(() -> studies.read(text))
        .isInstanceOf(StudyFileException.class)
        .hasMessageContaining("takes the parameter 'modle' of 'train'")
        .hasMessageContaining("Did you mean 'model'?");
  }

  @Test
  void whatIsOfAStageDoesNotStandBesideStages() {
    assertThatThrownBy(() -> studies.read("study: toy\nversion: \"1\"\nsweep: {}\nstages: {}\n"))
        .isInstanceOf(StudyFileException.class)
        .hasMessageContaining("'sweep' stands in a stage");
  }

  @Test
  void aStudyWithoutStagesTakesNothingOfThem() {
    assertThatThrownBy(() -> studies.readOpen("params: {x: {artifact: m, stage: a}}"))
        .isInstanceOf(StudyFileException.class)
        .hasMessageContaining("the study has no stages");
  }
}
