package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Goal;
import io.metalab.api.Params;
import io.metalab.api.RunStatus;
import io.metalab.api.StageValue;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchSpace;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageSurvey;
import io.metalab.core.stage.Take;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of a stage that is a search, and of one that takes from it. */
class StageSearchTest extends StageFixture {
  private static final int BATCH = 3;

  private final Stage look =
      new Stage(
          stage(
                  "fit",
                  (context, params, seeds, runtime, capture) -> {
                    capture.metric("loss", params.getLong("x"));
                    return null;
                  },
                  Search.of(
                          "grid",
                          12,
                          SearchSpace.of(
                              Map.of(
                                  "x", new Distribution.Choice(List.of(8, 7, 6, 5, 4, 3, 2, 1)))))
                      .batch(BATCH)
                      .build())
              .goal(new Goal("loss", true))
              .build(),
          List.of());

  private Pipeline taking(Take take) {
    Params value = Params.of("x", of(StageValue.Kind.PARAM, "fit", "x"));
    Stage then =
        new Stage(
            stage(
                    "then",
                    (context, params, seeds, runtime, capture) -> {
                      executed.add("then:" + params.getLong("x"));
                      return null;
                    },
                    with(value, ParamSources.single()))
                .build(),
            List.of(take));
    return Pipeline.of(List.of(look, then));
  }

  @Test
  void whatItHasNotDecidedUponIsPendingAndSoIsWhatTakesFromIt() {
    Pipeline pipeline = taking(Take.each("fit"));

    StudyPreview before = runner(pipeline).preview();
    assertThat(before.fresh()).isEqualTo(BATCH);
    assertThat(before.mostLater()).isEqualTo((12 - BATCH) + 12);

    run(Pipeline.of(List.of(look)), RunOptions.builder().workers(1).limit(2).build());
    assertThat(records("fit")).hasSize(2);
    StageSurvey search = survey(pipeline, "fit");
    // Suggestion 4 is decided upon with the results of 0 and 1, as 0 to 3 are.
    assertThat(search.standing().runs()).isEqualTo(2 + BATCH);
    assertThat(search.counts()).containsEntry(RunStatus.SUCCESS, 2L);
    assertThat(search.standing().pending()).isEqualTo(12 - (2 + BATCH));
    assertThat(search.search().orElseThrow().results()).isEqualTo(2);
    StageSurvey then = survey(pipeline, "then");
    assertThat(then.standing().runs()).isEqualTo(2);
    assertThat(then.standing().pending()).isEqualTo(10);
    assertThat(then.standing().waitsFor()).containsExactly("fit");
    assertThat(then.search()).isEmpty();
  }

  @Test
  void theBestAreTakenOnceItHasEndedByItself() {
    Pipeline pipeline = taking(Take.each("fit").top(2));

    run(pipeline, RunOptions.builder().workers(1).limit(3).build());
    assertThat(survey(pipeline, "then").standing().pending()).isEqualTo(2);
    run(pipeline);

    assertThat(executed).containsExactlyInAnyOrder("then:1", "then:2");
    StageSurvey search = survey(pipeline, "fit");
    assertThat(search.standing().runs()).isEqualTo(8);
    assertThat(search.standing().pending()).isZero();
    assertThat(search.search().orElseThrow().ended()).isTrue();
    assertThat(search.search().orElseThrow().valued()).isEqualTo(8);
    assertThat(survey(pipeline, "then").counts()).containsEntry(RunStatus.SUCCESS, 2L);
  }

  @Test
  void aStudyMayHaveASearchInEachOfSeveralStages() {
    Search other =
        Search.of("grid", 3, SearchSpace.of(Map.of("y", new Distribution.Choice(List.of(1, 2, 3)))))
            .build();
    Stage second =
        new Stage(
            stage(
                    "second",
                    (context, params, seeds, runtime, capture) -> {
                      executed.add("second:" + params.getLong("y"));
                      capture.metric("loss", params.getLong("y"));
                      return null;
                    },
                    other)
                .goal(new Goal("loss", true))
                .build(),
            List.of());
    Pipeline pipeline = Pipeline.of(List.of(look, second));

    run(pipeline);
    assertThat(executed).containsExactlyInAnyOrder("second:1", "second:2", "second:3");
    assertThat(records("fit")).hasSize(8);

    assertThat(run(pipeline).counts().reused()).isEqualTo(8 + 3);
    assertThat(executed).isEmpty();
    assertThat(survey(pipeline, "second").search().orElseThrow().results()).isEqualTo(3);
  }
}
