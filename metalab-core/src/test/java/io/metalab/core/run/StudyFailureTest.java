package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Resources;
import io.metalab.core.plan.StudyPlan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a study does about runs that fail, and about a store that does. */
class StudyFailureTest extends StudyRunnerFixture {
  @Test
  void failuresAreCountedGroupedAndRetriedByTheNextSession() {
    StudyPlan plan =
        plan(
            points(10, x -> x < 3 ? failing(x) : Params.of("x", x)), operation, SeedPlan.single(1));
    StudyResult result = run(plan);
    assertThat(result.counts().failed()).isEqualTo(3);
    assertThat(result.counts().ok()).isEqualTo(7);
    assertThat(result.failures()).hasSize(1);
    FailureGroup group = result.failures().get(0);
    assertThat(group.type()).isEqualTo("IllegalStateException");
    assertThat(group.message()).isEqualTo("bad point <n>");
    assertThat(group.count()).isEqualTo(3);
    assertThat(group.examples()).hasSize(3);

    executed.clear();
    assertThat(run(plan).counts().reused()).isEqualTo(7);
    assertThat(executed).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(store.attempts(plan.runAt(0).runId())).extracting(RunRecord::attempt).contains(2);
  }

  @Test
  void whatNoRunCanBeGivenIsRefusedBeforeAnythingIsStored() {
    StudyRunner runner =
        runner(plan(3))
            .options(RunOptions.builder().resources(Resources.DEFAULT.withGpus(1)).build());
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(runner::start)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE));
    assertThatExceptionOfType(MetalabException.class).isThrownBy(runner::preview);
    assertThat(store.documents("context")).isEmpty();
    assertThat(executed).isEmpty();
  }

  @Test
  void skipFailedLeavesThemAlone() {
    StudyPlan plan =
        plan(points(6, x -> x < 2 ? failing(x) : Params.of("x", x)), operation, SeedPlan.single(1));
    run(plan);
    executed.clear();
    StudyResult result =
        run(plan, RunOptions.builder().resume(RunOptions.Resume.SKIP_FAILED).build());
    assertThat(executed).isEmpty();
    assertThat(result.counts().skipped()).isEqualTo(2);
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void forceExecutesEverythingAsAFurtherAttempt() {
    StudyPlan plan = plan(5);
    run(plan);
    StudyResult result = run(plan, RunOptions.builder().resume(RunOptions.Resume.FORCE).build());
    assertThat(result.counts().ok()).isEqualTo(5);
    assertThat(executed).hasSize(10);
    assertThat(store.attempts(plan.runAt(0).runId())).extracting(RunRecord::attempt).contains(1, 2);
  }

  @Test
  void cancelledRunningAndLostRunsAreExecutedAgain() {
    StudyPlan plan = plan(3);
    RunStatus[] statuses = {RunStatus.CANCELLED, RunStatus.RUNNING, RunStatus.LOST};
    for (int i = 0; i < 3; i++) {
      store.store(
          RunRecord.builder().runId(plan.runAt(i).runId()).attempt(4).status(statuses[i]).build());
    }
    assertThat(run(plan).counts().ok()).isEqualTo(3);
    assertThat(store.finished()).extracting(RunRecord::attempt).containsOnly(5);
  }

  @Test
  void retriesWithinTheSession() {
    AtomicInteger calls = new AtomicInteger();
    Operation flaky =
        (context, params, seeds, runtime, capture) -> {
          if (calls.incrementAndGet() < 3) {
            throw new IllegalStateException("flaky");
          }
          return null;
        };
    StudyResult result =
        run(plan(points(1), flaky, SeedPlan.single(1)), RunOptions.builder().retries(2).build());
    assertThat(result.counts().ok()).isEqualTo(1);
    assertThat(result.counts().retried()).isEqualTo(2);
    assertThat(result.counts().failed()).isZero();
    assertThat(store.finished()).extracting(RunRecord::attempt).containsExactly(1, 2, 3);
    assertThat(names())
        .containsExactly(
            "Started",
            "Finished",
            "Retrying",
            "Started",
            "Finished",
            "Retrying",
            "Started",
            "Finished");
  }

  @Test
  void doesNotRetryACommandThatFailedByItsOwnChoice() {
    Operation command =
        (context, params, seeds, runtime, capture) ->
            RunRecord.failed(RunError.of(RunErrors.COMMAND_FAILED, "exit code 1"));
    StudyResult result =
        run(plan(points(1), command, SeedPlan.single(1)), RunOptions.builder().retries(3).build());
    assertThat(result.counts().retried()).isZero();
    assertThat(result.counts().failed()).isEqualTo(1);
  }

  @Test
  void givesUpAfterTheRetries() {
    StudyPlan plan = plan(points(2, StudyRunnerFixture::failing), operation, SeedPlan.single(1));
    StudyResult result = run(plan, RunOptions.builder().retries(1).build());
    assertThat(result.counts().failed()).isEqualTo(2);
    assertThat(result.counts().retried()).isEqualTo(2);
    assertThat(executed).hasSize(4);
  }

  @Test
  void failFastStartsNoMore() {
    StudyPlan plan =
        plan(
            points(1_000, x -> x == 4 ? failing(x) : Params.of("x", x)),
            operation,
            SeedPlan.single(1));
    StudyResult result = run(plan, RunOptions.builder().failFast().build());
    assertThat(result.ending()).isEqualTo(Ending.FAILURES);
    assertThat(result.counts().failed()).isEqualTo(1);
    assertThat(executed).startsWith(0L, 1L, 2L, 3L, 4L).hasSizeLessThan(1_000);
    assertThat(result.counts().todo()).isEqualTo(1_000 - executed.size());
    assertThat(store.claimed).isEmpty();
  }

  @Test
  void maxFailuresAllowsSome() {
    StudyPlan plan = plan(points(100, StudyRunnerFixture::failing), operation, SeedPlan.single(1));
    StudyResult result = run(plan, RunOptions.builder().maxFailures(3).build());
    assertThat(result.ending()).isEqualTo(Ending.FAILURES);
    assertThat(result.counts().failed()).isBetween(3L, 5L);
  }

  @Test
  void aStoreThatFailsEndsTheStudyWithItsError() {
    store.commit(record -> CompletableFuture.failedFuture(FakeStore.broken()));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> run(plan(100)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNUSABLE))
        .withMessageContaining("The disk is full.");
    assertThat(executed).hasSizeLessThan(100);
  }

  @Test
  void aStoreThatCannotBeReadEndsTheStudyWithItsError() {
    store.onLookUp(
        () -> {
          throw FakeStore.broken();
        });
    assertThatExceptionOfType(MetalabException.class).isThrownBy(() -> run(plan(10)));
  }
}
