package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.plan.StudyPlan;
import java.util.concurrent.CompletableFuture;
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
