package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunBody;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Attempts that are cancelled, take too long or are given up. */
class RunBodyStopTest extends RunBodyFixture {
  @Nested
  class Cancellation {
    @Test
    void anAttemptCancelledBeforeItStartsIsNeitherExecutedNorStored() {
      AtomicInteger calls = new AtomicInteger();
      RunRecord record = cancelled("stop", calls::incrementAndGet);
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(record.error().message()).isEqualTo("stop");
      assertThat(calls).hasValue(0);
      assertThat(store.puts).isEmpty();
    }

    @Test
    void anOperationThatThrowsBecauseItWasCancelledIsCancelled() {
      RunRecord record = cancelDuring("by hand", CancellationToken::throwIfCancelled);
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(record.error().type()).isEqualTo(RunBody.CANCELLED);
      assertThat(record.error().message()).isEqualTo("by hand");
      assertThat(store.findRunRecord(record.runId())).contains(record);
    }

    @Test
    void anOperationThatFinishesAlthoughCancelledHasSucceeded() {
      assertThat(cancelDuring("by hand", token -> {}).status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aTimeoutIsAFailureEvenIfTheOperationReturnsPartOfAResult() {
      for (TokenAction action :
          List.<TokenAction>of(CancellationToken::throwIfCancelled, token -> {})) {
        RunRecord record = cancelDuring("Timeout: longer than PT1S", action);
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
        assertThat(record.error().message()).isEqualTo("longer than PT1S");
      }
    }

    @Test
    void anInterruptThatTheOperationLeavesBehindDoesNotReachTheStore() {
      AtomicReference<Boolean> interrupted = new AtomicReference<>();
      store.commit(
          record -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            return CompletableFuture.completedFuture(null);
          });
      run(
          (context, params, seeds, runtime, capture) -> {
            Thread.currentThread().interrupt();
            return null;
          });
      assertThat(interrupted).hasValue(false);
    }

    private RunRecord cancelled(String reason, Runnable operation) {
      CancellationSource source = new CancellationSource();
      source.cancel(reason);
      return new DefaultRunBody(
              config(
                      (context, params, seeds, runtime, capture) -> {
                        operation.run();
                        return null;
                      })
                  .build())
          .run(payload(), source.token())
          .join();
    }

    private RunRecord cancelDuring(String reason, TokenAction action) {
      CancellationSource source = new CancellationSource();
      return new DefaultRunBody(
              config(
                      (context, params, seeds, runtime, capture) -> {
                        source.cancel(reason);
                        action.accept(runtime.cancellation());
                        return null;
                      })
                  .build())
          .run(payload(), source.token())
          .join();
    }
  }

  private interface TokenAction {
    void accept(CancellationToken token);
  }

  @Nested
  class Abandoning {
    @Test
    void givesUpAnAttemptKeepsWhatItCapturedAndRefusesWhatItCapturesLater() throws Exception {
      CountDownLatch captured = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      AtomicReference<ErrorCode> late = new AtomicReference<>();
      DefaultRunBody body =
          new DefaultRunBody(
              config(
                      (context, params, seeds, runtime, capture) -> {
                        capture.metric("early", 1);
                        captured.countDown();
                        release.await();
                        try {
                          capture.metric("late", 1);
                        } catch (MetalabException e) {
                          late.set(e.code());
                        }
                        return null;
                      })
                  .build());
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        CompletableFuture<RunRecord> stuck =
            CompletableFuture.supplyAsync(
                () -> body.run(payload(), CancellationToken.NONE).join(), thread);
        captured.await();
        RunRecord record = body.abandon(payload(), RunBody.TIMEOUT, "too long").join();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
        assertThat(record.metrics()).containsOnlyKeys("early");
        release.countDown();
        assertThat(stuck.join()).isEqualTo(record);
        assertThat(late).hasValue(ErrorCode.CAPTURE_CLOSED);
        assertThat(store.finished()).containsExactly(record);
      } finally {
        thread.shutdownNow();
      }
    }

    @Test
    void ofACancelledAttemptIsACancelledRecord() {
      DefaultRunBody body =
          new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build());
      RunRecord record = body.abandon(payload(), RunBody.CANCELLED, "stop").join();
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void ofADeadWorkerIsAFailedRecord() {
      DefaultRunBody body =
          new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build());
      RunRecord record = body.abandon(payload(), "WorkerDied", "exit code 137").join();
      assertThat(record.error().type()).isEqualTo("WorkerDied");
      assertThat(store.findRunRecord(record.runId())).contains(record);
    }
  }
}
