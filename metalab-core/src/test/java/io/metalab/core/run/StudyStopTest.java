package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Operation;
import io.metalab.api.RunEvent;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.core.plan.StudyPlan;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Ways to end a study before its plan is done. */
class StudyStopTest extends StudyRunnerFixture {
  @Test
  void limitStartsThatManyAndTheNextSessionGoesOn() {
    StudyPlan plan = plan(10);
    RunOptions options = RunOptions.builder().limit(4).build();
    StudyResult result = run(plan, options);
    assertThat(result.ending()).isEqualTo(Ending.LIMIT);
    assertThat(result.counts().ok()).isEqualTo(4);
    assertThat(result.counts().todo()).isEqualTo(6);
    run(plan, options);
    assertThat(run(plan, options).ending()).isEqualTo(Ending.COMPLETE);
    assertThat(executed).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void drainLetsRunningRunsFinishAndStartsNoMore() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RunHandle handle = start(running, release, RunOptions.defaults());
    running.await();
    assertThat(handle.running()).hasSize(1);
    assertThat(handle.soFar().ending()).isEqualTo(Ending.CANCELLED);
    assertThat(handle.soFar().counts().running()).isEqualTo(1);
    handle.drain();
    release.countDown();
    StudyResult result = handle.result();
    assertThat(handle.running()).isEmpty();
    assertThat(result.ending()).isEqualTo(Ending.DRAINED);
    assertThat(result.ending().isInterrupted()).isTrue();
    assertThat(result.counts().ok()).isEqualTo(1);
    assertThat(result.counts().todo()).isEqualTo(19);
    assertThat(store.finished()).hasSize(1);
    assertThat(store.claimed).isEmpty();
  }

  @Test
  void drainCancelsWhatGoesOnAfterTheGrace() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    RunOptions options = RunOptions.builder().grace(Duration.ofMillis(1)).build();
    RunHandle handle = start(running, new CountDownLatch(1), options);
    running.await();
    handle.drain();
    StudyResult result = handle.result();
    assertThat(result.counts().cancelled()).isEqualTo(1);
    assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
  }

  @Test
  void drainCancelsAfterTheGraceWhatGoesOnThoughTooManyFailed() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    Operation first =
        (context, params, seeds, runtime, capture) -> {
          if (params.getLong("x") == 1) {
            running.await();
            throw new IllegalStateException("bad point");
          }
          CountDownLatch cancelled = new CountDownLatch(1);
          runtime.cancellation().onCancel(cancelled::countDown);
          running.countDown();
          cancelled.await();
          runtime.cancellation().throwIfCancelled();
          return null;
        };
    RunOptions options =
        RunOptions.builder().workers(2).failFast().grace(Duration.ofMillis(1)).build();
    RunHandle handle =
        runner(plan(points(2), first, SeedPlan.single(1)))
            .options(options)
            .listener(event -> tell(event, failed))
            .start();
    failed.await();
    handle.drain();
    StudyResult result = handle.result();
    assertThat(result.counts().failed()).isEqualTo(1);
    assertThat(result.counts().cancelled()).isEqualTo(1);
  }

  private static void tell(RunEvent event, CountDownLatch failed) {
    if (event instanceof RunEvent.Finished finished
        && finished.record().status() == RunStatus.FAILED) {
      failed.countDown();
    }
  }

  @Test
  void cancelReachesTheRunningOperationAndLeavesACancelledRecord() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    RunHandle handle = start(running, new CountDownLatch(1), RunOptions.defaults());
    running.await();
    assertThat(handle.status().counts().running()).isEqualTo(1);
    handle.cancel("not wanted any more");
    StudyResult result = handle.result();
    assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
    assertThat(result.counts().cancelled()).isEqualTo(1);
    assertThat(store.finished())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
              assertThat(record.error().message()).isEqualTo("not wanted any more");
            });
    assertThat(handle.status().finished()).isTrue();
  }

  @Test
  void resultWaitsNoLongerThanItsTimeoutInTotal() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RunHandle handle = start(running, release, RunOptions.defaults());
    assertThat(handle.result(Duration.ofMillis(1))).isEmpty();
    release.countDown();
    assertThat(handle.result().counts().ok()).isEqualTo(20);
  }

  /** Starts a study whose first run waits until released or cancelled. */
  private RunHandle start(CountDownLatch running, CountDownLatch release, RunOptions options) {
    Operation waiting =
        (context, params, seeds, runtime, capture) -> {
          CountDownLatch go = new CountDownLatch(1);
          runtime.cancellation().onCancel(go::countDown);
          Thread waiter =
              new Thread(
                  () -> {
                    try {
                      release.await();
                      go.countDown();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
          waiter.setDaemon(true);
          waiter.start();
          running.countDown();
          go.await();
          runtime.cancellation().throwIfCancelled();
          return null;
        };
    return runner(plan(points(20), waiting, SeedPlan.single(1))).options(options).start();
  }
}
