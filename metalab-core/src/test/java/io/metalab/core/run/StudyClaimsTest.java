package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.core.plan.StudyPlan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Chunks that other controllers hold, finish or leave behind. */
class StudyClaimsTest extends StudyRunnerFixture {
  @Test
  void chunksThatOthersHoldAreLeftToThemAndTheirRunsCountedWhenDone() {
    StudyPlan plan = plan(12);
    store.heldByOthers.add(1L);
    AtomicInteger looks = new AtomicInteger();
    store.onLookUp(
        () -> {
          if (looks.incrementAndGet() == 6) {
            for (long i = 4; i < 8; i++) {
              store.store(
                  RunRecord.builder()
                      .runId(plan.runAt(i).runId())
                      .status(RunStatus.SUCCESS)
                      .build());
            }
          }
        });
    StudyResult result = run(plan);
    assertThat(executed).hasSize(8).doesNotContain(4L, 5L, 6L, 7L);
    assertThat(result.counts().ok()).isEqualTo(8);
    assertThat(result.counts().reused()).isEqualTo(4);
    assertThat(result.counts().todo()).isZero();
  }

  @Test
  void aControllerOfLongRunsLeavesMostOfThemToOthers() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Operation slow =
        (context, params, seeds, runtime, capture) -> {
          running.countDown();
          release.await();
          return null;
        };
    RunHandle first = runner(plan(points(40), slow, SeedPlan.single(1))).start();
    running.await();
    RunHandle second = runner(plan(40)).start();
    // Chunks have four runs: the first controller holds the one it works at and, at most, one more.
    try {
      while (second.status().counts().ok() < 32) {
        second.result(Duration.ofMillis(1));
      }
    } finally {
      release.countDown();
    }
    assertThat(first.result().counts().ok()).isBetween(1L, 8L);
    assertThat(first.result().counts().ok() + second.result().counts().ok()).isEqualTo(40);
  }

  @Test
  void chunksOfADeadControllerAreTakenOver() {
    store.heldByOthers.add(0L);
    AtomicInteger looks = new AtomicInteger();
    store.onLookUp(
        () -> {
          if (looks.incrementAndGet() == 5) {
            store.heldByOthers.remove(0L);
          }
        });
    assertThat(run(plan(12)).counts().ok()).isEqualTo(12);
  }

  @Test
  void whatFailedElsewhereMeanwhileIsCountedNotRepeated() {
    StudyPlan plan = plan(4);
    store.heldByOthers.add(0L);
    AtomicInteger looks = new AtomicInteger();
    store.onLookUp(
        () -> {
          if (looks.incrementAndGet() == 3) {
            for (long i = 0; i < 4; i++) {
              store.store(
                  RunRecord.failed(RunError.of("Diverged", "NaN")).toBuilder()
                      .runId(plan.runAt(i).runId())
                      .build());
            }
            store.heldByOthers.remove(0L);
          }
        });
    StudyResult result = run(plan);
    assertThat(executed).isEmpty();
    assertThat(result.counts().failed()).isEqualTo(4);
  }

  @Test
  void aChunkThatIsLostIsNotCountedUntilItsRunsAreFoundDone() {
    StudyPlan plan = plan(4);
    store.commit(
        record -> {
          // Another controller takes over and finishes the chunk in our place.
          for (long i = 0; i < 4; i++) {
            store.store(
                RunRecord.builder().runId(plan.runAt(i).runId()).status(RunStatus.SUCCESS).build());
          }
          return CompletableFuture.failedFuture(
              new MetalabException(ErrorCode.LEASE_LOST, "taken over"));
        });
    StudyResult result = run(plan);
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.counts().ok()).isZero();
    assertThat(result.counts().reused()).isEqualTo(4);
  }
}
