package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.ReplicateRule;
import io.metalab.api.StageValue;
import io.metalab.core.params.ParamSources;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageStanding;
import io.metalab.core.stage.Take;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of later runs while earlier ones are pending, or have failed. */
class StageFailureTest extends StageFixture {
  private static StageStanding standing(StudyResult result, String stage) {
    return result.stages().stream()
        .filter(one -> one.name().equals(stage))
        .findFirst()
        .orElseThrow();
  }

  private Pipeline withFailure(Take last) {
    return Pipeline.of(List.of(dataOf(1, -1, 2), fitOf(Take.each("data"), 1, 2), sumOf(last)));
  }

  @Test
  void aFailedRunBlocksWhatTakesItAndNothingElse() {
    StudyResult result = run(withFailure(Take.all("fit")));

    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.counts().failed()).isEqualTo(1);
    assertThat(executed).contains("fit:11", "fit:12", "fit:21", "fit:22");
    String failed =
        records("data").stream()
            .filter(record -> record.params().getLong("n") < 0)
            .findFirst()
            .orElseThrow()
            .runId()
            .hex();
    assertThat(standing(result, "fit").blocked()).isEqualTo(2);
    assertThat(standing(result, "fit").blocking())
        .extracting(id -> id.hex())
        .containsExactly(failed);
    assertThat(standing(result, "sum").blocked()).isEqualTo(1);
    assertThat(standing(result, "sum").blocking())
        .extracting(id -> id.hex())
        .containsExactly(failed);
    assertThat(result.blocked()).isEqualTo(3);
  }

  @Test
  void failedRunsAreLeftOutWhereThatIsAskedFor() {
    StudyResult result = run(withFailure(Take.all("fit").withoutFailed()));

    assertThat(executed).contains("sum:[0, 1, 9, 10]");
    assertThat(standing(result, "sum").blocked()).isZero();
    assertThat(standing(result, "fit").blocked()).isEqualTo(2);
  }

  @Test
  void aStudyThatIsCutShortGoesOnWhereItWas() {
    Pipeline chain = chain(new Object[] {1, 2}, 1, 2);

    StudyResult cut = run(chain, RunOptions.builder().limit(3).build());
    assertThat(executed).hasSize(3);
    assertThat(cut.ending()).isEqualTo(Ending.LIMIT);

    run(chain);
    assertThat(executed).hasSize(4).contains("sum:[0, 1, 9, 10]");
  }

  @Test
  void aLookAheadTellsWhatHasAnIdAndWhatIsPending() {
    run(chain(new Object[] {1, 2}, 1, 2));
    executed.clear();

    StudyPreview preview = runner(chain(new Object[] {1, 2, 3}, 1, 2)).preview();

    assertThat(executed).isEmpty();
    assertThat(preview.fresh()).isEqualTo(1);
    assertThat(preview.counts().reused()).isEqualTo(6);
    assertThat(preview.mostLater()).isEqualTo(3);
    StageStanding fit = preview.stages().get(1).standing();
    assertThat(fit.runs()).isEqualTo(4);
    assertThat(fit.pending()).isEqualTo(2);
    assertThat(fit.waitsFor()).containsExactly("data");
    StageStanding sum = preview.stages().get(2).standing();
    assertThat(sum.runs()).isZero();
    assertThat(sum.pending()).isEqualTo(1);
    assertThat(sum.waitsFor()).containsExactly("fit");
  }

  @Test
  void whatTakesACancelledRunIsPendingForAResumeTriesItAgain() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    Operation waiting =
        (context, params, seeds, runtime, capture) -> {
          CountDownLatch cancelled = new CountDownLatch(1);
          runtime.cancellation().onCancel(cancelled::countDown);
          running.countDown();
          cancelled.await();
          runtime.cancellation().throwIfCancelled();
          return null;
        };
    Stage data = new Stage(stage("data", waiting, axis("n", 1)).build(), List.of());
    Pipeline pipeline = Pipeline.of(List.of(data, fitOf(Take.each("data"), 1, 2)));
    RunHandle handle = runner(pipeline).start();
    running.await();
    handle.cancel("test");
    assertThat(handle.result().counts().cancelled()).isEqualTo(1);

    StageStanding fit = survey(pipeline, "fit").standing();
    assertThat(fit.blocked()).isZero();
    assertThat(fit.pending()).isEqualTo(2);
    assertThat(fit.waitsFor()).containsExactly("data");
  }

  @Test
  void noMoreOfTheBestArePendingThanThereMayBeRuns() {
    Take best = Take.each("data").top(5).by(new Goal("value", true));

    StudyPreview preview = runner(Pipeline.of(List.of(dataOf(1, 2), fitOf(best, 1)))).preview();

    assertThat(preview.stages().get(1).standing().pending()).isEqualTo(2);
    assertThat(preview.mostLater()).isEqualTo(2);
  }

  @Test
  void aPointOfAnEarlierStageThatHasNoRunsIsBlockedLikeOneWhoseRunFailed() {
    StudyResult result = run(withFailure(Take.each("fit").mode(Take.Mode.FOLDED)));

    assertThat(executed).contains("sum:[0]", "sum:[1]", "sum:[9]", "sum:[10]");
    assertThat(standing(result, "sum").blocked()).isEqualTo(2);
    assertThat(standing(result, "sum").blocking()).isEqualTo(standing(result, "fit").blocking());
  }

  @Test
  void ofReplicatesTheBestOrAllOfAPointAreTaken() {
    Stage noisy =
        new Stage(
            stage(
                    "fit",
                    (context, params, seeds, runtime, capture) -> {
                      capture.metric("loss", params.getLong("k") * 10 + seeds.replicate());
                      return null;
                    },
                    axis("k", 1, 2))
                .seeds(replicates(3))
                .goal(new Goal("loss", true))
                .build(),
            List.of());
    Params losses = Params.of("losses", of(StageValue.Kind.METRIC, "fit", "loss"));
    Stage best =
        new Stage(
            stage(
                    "best",
                    (context, params, seeds, runtime, capture) -> {
                      executed.add("best:" + params.getLong("losses"));
                      return null;
                    },
                    with(losses, ParamSources.single()))
                .build(),
            List.of(Take.each("fit").mode(Take.Mode.BEST)));

    run(Pipeline.of(List.of(noisy, best, sumOf(Take.each("fit").mode(Take.Mode.FOLDED)))));

    assertThat(executed)
        .containsExactlyInAnyOrder("best:10", "best:20", "sum:[10, 11, 12]", "sum:[20, 21, 22]");
  }

  @Test
  void aStageThatAddsReplicatesUntilTheySufficeIsTakenAsItCameToBe() {
    Stage race =
        new Stage(
            stage(
                    "fit",
                    (context, params, seeds, runtime, capture) -> {
                      capture.metric("loss", params.getLong("k") * 100 + seeds.replicate());
                      return null;
                    },
                    axis("k", 1, 2))
                .seeds(replicates(9))
                .goal(new Goal("loss", true))
                .until(new ReplicateRule(0, true, 0.95, 3))
                .build(),
            List.of());

    Pipeline pipeline = Pipeline.of(List.of(race, sumOf(Take.all("fit"))));
    StudyResult result = run(pipeline);

    // Three replicates tell points apart that lie 100 standard deviations from each other.
    assertThat(executed).containsExactly("sum:[100, 101, 102, 200, 201, 202]");
    assertThat(result.counts().ok()).isEqualTo(7);
    assertThat(standing(result, "fit").runs()).isEqualTo(6);
    assertThat(survey(pipeline, "fit").standing().runs()).isEqualTo(6);
    assertThat(survey(pipeline, "fit").standing().pending()).isZero();
  }
}
