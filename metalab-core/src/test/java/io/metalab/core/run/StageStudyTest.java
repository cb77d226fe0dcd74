package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextSpec;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.StageValue;
import io.metalab.core.params.ParamSources;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageException;
import io.metalab.core.stage.Take;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How stages take what earlier ones made, and what runs again when something changes. */
class StageStudyTest extends StageFixture {
  private static Object[] ns(Object... ns) {
    return ns;
  }

  @Test
  void eachRunTakesWhatOneRunMadeAndTheLastTakesAll() {
    StudyResult result = run(chain(ns(1, 2), 1, 2));

    assertThat(executed)
        .containsExactlyInAnyOrder(
            "data:1", "data:2", "fit:11", "fit:12", "fit:21", "fit:22", "sum:[0, 1, 9, 10]");
    assertThat(result.counts().ok()).isEqualTo(7);
    assertThat(result.counts().total()).isEqualTo(7);
    assertThat(result.blocked()).isZero();
    assertThat(records("sum").get(0).metrics()).containsEntry("sum", 20L);
  }

  @Test
  void recordsKnowTheirStageAndTheRunTheyTookFrom() {
    run(chain(ns(1, 2), 1));

    RunRecord fit =
        records("fit").stream()
            .filter(record -> Objects.equals(record.metrics().get("loss"), 0L))
            .findFirst()
            .orElseThrow();
    RunRecord data =
        records("data").stream()
            .filter(record -> record.params().getLong("n") == 2)
            .findFirst()
            .orElseThrow();
    ArtifactValue taken = (ArtifactValue) requireNonNull(fit.params().get("value"));
    assertThat(taken.runId()).isEqualTo(data.runId());
    assertThat(taken.sha256()).isEqualTo(data.artifacts().get(0).sha256());
  }

  @Test
  void aSecondSessionExecutesNothing() {
    run(chain(ns(1, 2), 1, 2));

    StudyResult again = run(chain(ns(1, 2), 1, 2));

    assertThat(executed).isEmpty();
    assertThat(again.counts().reused()).isEqualTo(7);
  }

  @Test
  void changingOneEarlierParamRunsItsDescendantsAgainAndNothingElse() {
    run(chain(ns(1, 2, 3), 1, 2));

    run(chain(ns(1, 2, 5), 1, 2));

    assertThat(executed)
        .containsExactlyInAnyOrder("data:5", "fit:51", "fit:52", "sum:[0, 1, 9, 10, 30, 31]");
  }

  @Test
  void anEarlierStageThatMakesTheSameBytesAgainRunsAlone() {
    run(chain(ns(1, 2), 1, 2));
    Stage newer =
        new Stage(
            stage("data", data, axis("n", 1, 2))
                .operation(
                    new OperationSpec("data", "2", "", true, List.of(), Map.of(), Map.of()), data)
                .build(),
            List.of());

    run(Pipeline.of(List.of(newer, fitOf(Take.each("data"), 1, 2), sumOf(Take.all("fit")))));

    assertThat(executed).containsExactlyInAnyOrder("data:1", "data:2");
  }

  @Test
  void aReducerHasOneIdInWhateverOrderTheRunsAreDeclaredAndEnd() {
    run(chain(ns(1, 2, 3), 1, 2), RunOptions.builder().workers(4).build());
    String id = records("sum").get(0).runId().hex();

    StudyResult other = run(chain(ns(3, 1, 2), 2, 1), RunOptions.builder().workers(1).build());

    assertThat(executed).isEmpty();
    assertThat(other.counts().reused()).isEqualTo(10);
    assertThat(records("sum")).hasSize(1);
    assertThat(records("sum").get(0).runId().hex()).isEqualTo(id);
  }

  @Test
  void theBestAreTakenByTheGoal() {
    Stage top = sumOf(Take.all("fit").top(2));

    run(Pipeline.of(List.of(dataOf(1, 2, 3), fitOf(Take.each("data"), 1, 2), top)));

    assertThat(executed).contains("sum:[0, 1]"); // 21 and 22
  }

  @Test
  void aFilterSeesMetricsAndParamsOfTheRecords() {
    Stage few = fitOf(Take.each("data").where("metrics.value > 10 && n != 4"), 1);

    run(Pipeline.of(List.of(dataOf(1, 2, 3, 4), few)));

    assertThat(executed).contains("fit:21", "fit:31").doesNotContain("fit:11", "fit:41");
  }

  @Test
  void aFilterSeesAFieldThatOneOfManyRunsAloneHas() {
    int many = 4_200;
    Stage numbers =
        new Stage(
            stage(
                    "data",
                    (context, params, seeds, runtime, capture) -> {
                      long n = params.getLong("n");
                      capture.artifact("value.txt", Long.toString(n));
                      if (n == many) {
                        capture.metric("rare", 1);
                      }
                      return null;
                    },
                    axis("n", LongStream.rangeClosed(1, many).boxed().toArray()))
                .build(),
            List.of());

    run(Pipeline.of(List.of(numbers, fitOf(Take.each("data").where("metrics.rare == 1"), 1))));

    assertThat(executed).containsExactly("fit:" + (many + 1));
  }

  @Test
  void aFilterOverAFieldThatNoRunHasIsRefused() {
    Stage wrong = fitOf(Take.each("data").where("metrics.valeu > 10"), 1);

    assertThatThrownBy(() -> run(Pipeline.of(List.of(dataOf(1), wrong))))
        .hasMessageContaining("There is no field 'metrics.valeu'");
  }

  @Test
  void paramsAndInputsOfEarlierRunsCanBePassedOn() {
    ParamSource points =
        ParamSources.constants(
            Params.of(
                "k", of(StageValue.Kind.PARAM, "fit", "k"),
                "source", of(StageValue.Kind.PARAM, "fit", "value")),
            ParamSources.single());
    Experiment check =
        stage(
                "check",
                (context, params, seeds, runtime, capture) -> {
                  long source = number(params.getPath("source"));
                  executed.add("check:%d+%d".formatted(source, params.getLong("k")));
                  return null;
                },
                points)
            .build();

    run(
        Pipeline.of(
            List.of(dataOf(1, 2), fitOf(Take.each("data"), 1, 2), new Stage(check, List.of()))));

    assertThat(executed).contains("check:10+1", "check:10+2", "check:20+1", "check:20+2");
  }

  @Test
  void aContextTakesWhatAllPointsShare() {
    Experiment shared =
        stage(
                "shared",
                (context, params, seeds, runtime, capture) -> {
                  executed.add(
                      "shared:%d*%d"
                          .formatted(
                              number(context.values().getPath("value")), params.getLong("k")));
                  return null;
                },
                axis("k", 1, 2))
            .context(
                ContextSpec.of(
                    Params.of("value", of(StageValue.Kind.ARTIFACT, "data", "value.txt"))))
            .build();
    Pipeline one = Pipeline.of(List.of(dataOf(3), new Stage(shared, List.of())));
    Pipeline two = Pipeline.of(List.of(dataOf(3, 4), new Stage(shared, List.of())));

    run(one);

    assertThat(executed).contains("shared:30*1", "shared:30*2");
    assertThatThrownBy(() -> run(two))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("all runs share one context");
  }

  @Test
  void anArtifactThatNobodyWroteEndsTheStudyWhichGoesOnOnceItIsCorrected() {
    Params wrong = Params.of("value", of(StageValue.Kind.ARTIFACT, "data", "valeu.txt"));
    Stage fitting = new Stage(stage("fit", fit, with(wrong, axis("k", 1))).build(), List.of());

    assertThatThrownBy(() -> run(Pipeline.of(List.of(dataOf(1, 2), fitting))))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("takes the artifact 'valeu.txt' of 'data'")
        .hasMessageEndingWith("Did you mean 'value.txt'?");

    run(Pipeline.of(List.of(dataOf(1, 2), fitOf(Take.each("data"), 1))));
    // The study may have ended before the second run of data, whose turn is no earlier.
    assertThat(executed)
        .filteredOn(run -> run.startsWith("fit"))
        .containsExactlyInAnyOrder("fit:11", "fit:21");
  }

  @Test
  void aMetricThatNeverComesIsNamed() {
    Take byAccuracy = Take.all("fit").top(1).by(new Goal("accuracy", false));

    assertThatThrownBy(
            () ->
                run(
                    Pipeline.of(
                        List.of(dataOf(1), fitOf(Take.each("data"), 1), sumOf(byAccuracy)))))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("the metric 'accuracy'");
  }

  @Test
  void listsOfAllValuesAreAlignedWithEachOther() {
    Params both =
        Params.of(
            "models", of(StageValue.Kind.ARTIFACT, "fit", "model.txt"),
            "losses", of(StageValue.Kind.METRIC, "fit", "loss"));
    Experiment pairs =
        stage(
                "pairs",
                (context, params, seeds, runtime, capture) -> {
                  executed.add("pairs:" + params.getList("losses").size());
                  return null;
                },
                with(both, ParamSources.single()))
            .build();

    run(
        Pipeline.of(
            List.of(
                dataOf(1, 2, 3),
                fitOf(Take.each("data"), 1, 2),
                new Stage(pairs, List.of(Take.all("fit"))))));

    Params params = records("pairs").get(0).params();
    Map<String, Object> lossOf =
        records("fit").stream()
            .collect(
                Collectors.toMap(
                    record -> record.runId().hex(), record -> record.metrics().get("loss")));
    List<?> models = params.getList("models");
    for (int i = 0; i < models.size(); i++) {
      assertThat(lossOf.get(((ArtifactValue) models.get(i)).run()))
          .isEqualTo(params.getList("losses").get(i));
    }
  }
}
