package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.StageValue;
import io.metalab.core.params.ParamSources;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageException;
import io.metalab.core.stage.Take;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A run that takes one run alone starts when that has ended, whatever the rest of its stage does.
 */
class EarlyStartTest extends StageFixture {
  private static final long SLOW = 3;
  private static final RunOptions TWO_WORKERS = RunOptions.builder().workers(2).build();

  private final CountDownLatch followed = new CountDownLatch(1);

  /**
   * Writes numbers as {@code data} does, but the slow one only once something else has followed.
   */
  private Stage slowData(Object... ns) {
    Operation waiting =
        (context, params, seeds, runtime, capture) -> {
          if (params.getLong("n") == SLOW) {
            runtime.cancellation().onCancel(followed::countDown);
            await(followed);
          }
          return data.run(context, params, seeds, runtime, capture);
        };
    return new Stage(stage("data", waiting, axis("n", ns)).build(), List.of());
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(110, TimeUnit.SECONDS)) {
      throw new IllegalStateException("What was waited for has not happened.");
    }
  }

  private static Stage then(String name, String takenFrom, StageValue value, Operation operation) {
    return new Stage(
        stage(name, operation, with(Params.of("value", value), ParamSources.single())).build(),
        List.of(Take.each(takenFrom)));
  }

  /** Says that something has followed, and goes on as {@code fit} does. */
  private Stage tellingFit(Object... ks) {
    Operation telling =
        (context, params, seeds, runtime, capture) -> {
          RunRecord draft = fit.run(context, params, seeds, runtime, capture);
          followed.countDown();
          return draft;
        };
    Params value = Params.of("value", of(StageValue.Kind.ARTIFACT, "data", "value.txt"));
    return new Stage(stage("fit", telling, with(value, axis("k", ks))).build(), List.of());
  }

  private List<String> ids() {
    return List.of("data", "fit", "sum").stream()
        .flatMap(stage -> records(stage).stream())
        .map(record -> record.stage() + record.runId().hex())
        .sorted()
        .toList();
  }

  @Test
  void itDoesNotWaitForTheSlowestRunOfTheStageBefore() {
    StudyResult result =
        run(
            Pipeline.of(List.of(slowData(SLOW, 1L), tellingFit(1, 2), sumOf(Take.all("fit")))),
            TWO_WORKERS);

    assertThat(result.counts().failed()).isZero();
    assertThat(executed.indexOf("fit:11")).isLessThan(executed.indexOf("data:3"));
    assertThat(executed)
        .containsExactlyInAnyOrder(
            "data:1", "data:3", "fit:11", "fit:12", "fit:31", "fit:32", "sum:[9, 10, 10, 11]");
    assertThat(result.counts().ok()).isEqualTo(7);
    assertThat(result.counts().total()).isEqualTo(7);
    assertThat(result.counts().reused()).isZero();
  }

  @Test
  void itHasTheIdThatItHasInTheTurnOfItsStage() {
    run(
        Pipeline.of(List.of(slowData(SLOW, 1L), tellingFit(1, 2), sumOf(Take.all("fit")))),
        TWO_WORKERS);
    List<String> early = ids();

    StudyResult again = run(chain(new Object[] {SLOW, 1L}, 1, 2));

    assertThat(executed).isEmpty();
    assertThat(again.counts().reused()).isEqualTo(7);
    assertThat(ids()).isEqualTo(early);
  }

  @Test
  void whatFollowsUponItStartsEarlyToo() {
    StageValue model = of(StageValue.Kind.ARTIFACT, "fit", "model.txt");
    Stage last =
        then(
            "last",
            "fit",
            model,
            (context, params, seeds, runtime, capture) -> {
              executed.add("last:" + number(params.getPath("value")));
              followed.countDown();
              return null;
            });

    StudyResult result =
        run(
            Pipeline.of(List.of(slowData(SLOW, 1L), fitOf(Take.each("data"), 1), last)),
            TWO_WORKERS);

    assertThat(result.counts().failed()).isZero();
    assertThat(executed)
        .containsExactlyInAnyOrder("data:1", "data:3", "fit:11", "fit:31", "last:11", "last:31");
    assertThat(executed.indexOf("last:11")).isLessThan(executed.indexOf("data:3"));
  }

  @Test
  void aResumedStudyStartsWhatFollowsUponRunsThatEndedBefore() {
    run(Pipeline.of(List.of(dataOf(1L))));

    StudyResult result = run(Pipeline.of(List.of(slowData(1L, SLOW), tellingFit(1))), TWO_WORKERS);

    assertThat(result.counts().failed()).isZero();
    assertThat(executed).containsExactlyInAnyOrder("fit:11", "data:3", "fit:31");
  }

  @Test
  void oneThatFailsIsNotTriedAgainInTheTurnOfItsStage() {
    Operation failing =
        (context, params, seeds, runtime, capture) -> {
          long value = number(params.getPath("value"));
          executed.add("fit:" + value);
          if (value == 10) {
            followed.countDown();
            throw new IllegalStateException("no fit of " + value);
          }
          return null;
        };
    Stage fits = then("fit", "data", of(StageValue.Kind.ARTIFACT, "data", "value.txt"), failing);

    StudyResult result = run(Pipeline.of(List.of(slowData(SLOW, 1L, -1L), fits)), TWO_WORKERS);

    assertThat(executed)
        .containsExactlyInAnyOrder("data:1", "data:-1", "data:3", "fit:10", "fit:30");
    assertThat(result.counts().failed()).isEqualTo(2);
    assertThat(result.counts().ok()).isEqualTo(3);
    assertThat(result.counts().total()).isEqualTo(5);
    assertThat(result.blocked()).isEqualTo(1);
  }

  @Test
  void aStageOfTheSameOperationWaitsSinceItsRunsMayBeThoseOfTheStageBefore() {
    Operation next =
        (context, params, seeds, runtime, capture) -> {
          executed.add(params.getLong("value") + "");
          capture.metric("next", params.getLong("value") + 1);
          return null;
        };
    StageValue metric = of(StageValue.Kind.METRIC, "first", "next");
    Stage first = new Stage(stage("first", next, axis("value", 1, 2, 3)).build(), List.of());
    Stage second =
        new Stage(
            stage("first", next, with(Params.of("value", metric), ParamSources.single()))
                .stage("second")
                .build(),
            List.of(Take.each("first")));

    run(Pipeline.of(List.of(first, second)), TWO_WORKERS);

    assertThat(executed).containsExactlyInAnyOrder("1", "2", "3", "4");
  }

  @Test
  void whatItTakesAndIsNotThereEndsTheStudyAtOnce() {
    Stage wrong = then("fit", "data", of(StageValue.Kind.ARTIFACT, "data", "valeu.txt"), fit);

    assertThatThrownBy(() -> run(Pipeline.of(List.of(slowData(SLOW, 1L), wrong)), TWO_WORKERS))
        .isInstanceOf(StageException.class)
        .hasMessageEndingWith("Did you mean 'value.txt'?");
  }

  @Test
  void severalControllersExecuteEachRunOnce() throws InterruptedException {
    CountDownLatch fitting = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Operation slowFit =
        (context, params, seeds, runtime, capture) -> {
          fitting.countDown();
          followed.countDown();
          await(seen);
          return fit.run(context, params, seeds, runtime, capture);
        };
    Params value = Params.of("value", of(StageValue.Kind.ARTIFACT, "data", "value.txt"));
    Stage fits = new Stage(stage("fit", slowFit, with(value, axis("k", 1))).build(), List.of());
    Pipeline pipeline = Pipeline.of(List.of(slowData(SLOW, 1L), fits));
    RunHandle one = runner(pipeline).options(TWO_WORKERS).start();
    await(fitting);

    RunHandle other =
        runner(pipeline)
            .options(TWO_WORKERS)
            .listener(
                event -> {
                  if (event instanceof RunEvent.Reused) {
                    seen.countDown();
                  }
                })
            .start();

    assertThat(one.result().counts().failed()).isZero();
    assertThat(other.result().counts().failed()).isZero();
    assertThat(executed).containsExactlyInAnyOrder("data:1", "data:3", "fit:11", "fit:31");
    assertThat(Collections.max(records("fit").stream().map(RunRecord::attempt).toList()))
        .isEqualTo(1);
  }
}
