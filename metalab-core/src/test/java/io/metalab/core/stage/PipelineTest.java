package io.metalab.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.SeedPlan;
import io.metalab.api.StageValue;
import io.metalab.core.params.ParamSources;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order stages come, and which declarations are refused. */
class PipelineTest {
  private static final OperationSpec DESCRIBED =
      OperationSpec.of("fit")
          .parameter(ParameterSpec.of("lr", ParameterType.NUMBER).defaultValue(0.1))
          .metric("loss", "What is left.")
          .artifact("model.json", "The model.")
          .artifact("plots/a.svg", "A picture.")
          .build();

  private static Experiment.Builder experiment(String name) {
    return Experiment.of("study", "1")
        .stage(name)
        .operation(OperationSpec.open(name), (context, params, seeds, runtime, capture) -> null)
        .params(ParamSources.single());
  }

  private static Stage stage(String name, Take... takes) {
    return new Stage(experiment(name).build(), Arrays.asList(takes));
  }

  private static Stage taking(String name, StageValue value) {
    Params params = Params.of("value", value);
    return new Stage(
        experiment(name).params(ParamSources.list(List.of(params))).build(), List.of());
  }

  private static Stage described() {
    return new Stage(
        experiment("fit")
            .operation(DESCRIBED, (context, params, seeds, runtime, capture) -> null)
            .build(),
        List.of());
  }

  private static StageValue value(StageValue.Kind kind, String name) {
    return new StageValue(kind, "fit", name);
  }

  private static List<String> names(Pipeline pipeline) {
    return pipeline.stages().stream().map(Stage::name).toList();
  }

  @Test
  void stagesComeAfterThoseThatTheyTakeFrom() {
    Pipeline pipeline =
        Pipeline.of(
            List.of(
                stage("report", Take.all("score"), Take.all("plot")),
                stage("score", Take.each("data")),
                stage("plot", Take.each("data")),
                stage("data")));

    assertThat(names(pipeline)).containsExactly("data", "score", "plot", "report");
    assertThat(pipeline.last().stage()).isEqualTo("report");
    assertThat(pipeline.isStaged()).isTrue();
  }

  @Test
  void namesTheStagesOfACircle() {
    List<Stage> stages =
        List.of(
            stage("start", Take.each("a")),
            stage("a", Take.each("b")),
            stage("b", Take.each("c")),
            stage("c", Take.each("a")));

    assertThatThrownBy(() -> Pipeline.of(stages))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("a <- b <- c <- a");
  }

  @Test
  void aValueOfAStageIsTakenRunByRunUnlessSaidOtherwise() {
    Stage each = taking("each", value(StageValue.Kind.ARTIFACT, "model.json"));
    Stage all =
        new Stage(
            taking("all", value(StageValue.Kind.ARTIFACT, "model.json")).experiment(),
            List.of(Take.all("fit")));
    Pipeline pipeline = Pipeline.of(List.of(described(), each, all));

    assertThat(pipeline.stage("each").takes()).containsExactly(Take.each("fit"));
    assertThat(pipeline.stage("all").takes()).containsExactly(Take.all("fit"));
  }

  @Test
  void refusesAStageThatIsNotThere() {
    assertThatThrownBy(
            () -> Pipeline.of(List.of(stage("train"), stage("eval", Take.each("trian")))))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("takes from 'trian'")
        .hasMessageContaining("train, eval")
        .hasMessageEndingWith("Did you mean 'train'?");
  }

  @Test
  void refusesTheBestWhereNothingSaysWhatIsBetter() {
    assertThatThrownBy(
            () -> Pipeline.of(List.of(stage("fit"), stage("eval", Take.each("fit").top(3)))))
        .isInstanceOf(StageException.class)
        .hasMessageContaining("has no goal");
  }

  @Test
  void theGoalOfTheEarlierStageSaysWhatIsBetter() {
    Stage fit = new Stage(experiment("fit").goal(new Goal("loss", true)).build(), List.of());
    Pipeline pipeline =
        Pipeline.of(
            List.of(
                fit,
                stage("eval", Take.each("fit").top(3)),
                stage("other", Take.each("fit").top(3).by(new Goal("accuracy", false)))));

    assertThat(pipeline.stage("eval").takes().get(0).by()).isEqualTo(new Goal("loss", true));
    assertThat(pipeline.stage("other").takes().get(0).by()).isEqualTo(new Goal("accuracy", false));
  }

  @Test
  void refusesWhatTheEarlierOperationNeverGives() {
    for (Map.Entry<StageValue, String> wrong :
        Map.of(
                value(StageValue.Kind.ARTIFACT, "modle.json"), "Did you mean 'model.json'?",
                value(StageValue.Kind.METRIC, "los"), "Did you mean 'loss'?",
                value(StageValue.Kind.PARAM, "rl"), "parameter 'rl'")
            .entrySet()) {
      assertThatThrownBy(() -> Pipeline.of(List.of(described(), taking("eval", wrong.getKey()))))
          .isInstanceOf(StageException.class)
          .hasMessageContaining(wrong.getValue());
    }
  }

  @Test
  void aDirectoryOfDescribedArtifactsCanBeTaken() {
    Stage eval = taking("eval", value(StageValue.Kind.ARTIFACT, "plots"));

    assertThat(names(Pipeline.of(List.of(described(), eval)))).containsExactly("fit", "eval");
  }

  @Test
  void countsTheMostRunsThereMayBe() {
    Experiment fit =
        experiment("fit")
            .params(ParamSources.grid(Map.of("lr", List.of(1, 2, 3))))
            .seeds(SeedPlan.replicates(1, 4))
            .goal(new Goal("loss", true))
            .build();
    Pipeline pipeline =
        Pipeline.of(
            List.of(
                new Stage(fit, List.of()), // 12 runs at 3 points
                stage("each", Take.each("fit")), // 12
                stage("top", Take.each("fit").top(5)), // 5
                stage("best", Take.each("fit").mode(Take.Mode.BEST)), // 3
                stage("folded", Take.each("fit").mode(Take.Mode.FOLDED)), // 3
                stage("all", Take.all("each")))); // 1

    assertThat(pipeline.mostRuns()).isEqualTo(12 + 12 + 5 + 3 + 3 + 1);
  }
}
