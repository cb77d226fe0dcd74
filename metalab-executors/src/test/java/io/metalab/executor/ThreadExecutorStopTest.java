package io.metalab.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Runs that take too long, are cancelled, or are left when the executor closes. */
class ThreadExecutorStopTest extends ThreadExecutorFixture {
  @Test
  void aTimeoutTellsTheTokenFirst() {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              Thread worker = Thread.currentThread();
              CountDownLatch told = new CountDownLatch(1);
              token.onCancel(
                  () -> {
                    interrupted.set(worker.isInterrupted());
                    told.countDown();
                  });
              while (told.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
              }
              assertThat(token.reason()).startsWith("Timeout").contains("longer than 0.2s");
            })) {
      RunFuture future = executor.submit(timed(1));
      assertThat(future.completion().join().status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(interrupted).isFalse();
    }
  }

  @Test
  void aTimeoutInterruptsARunThatIgnoresItsToken() {
    RunBody body =
        new ScriptedBody((payload, token) -> new CountDownLatch(1).await()) {
          @Override
          public Duration stopTime() {
            return Duration.ofDays(1);
          }
        };
    try (Executor executor = ThreadExecutor.open(new ExecutorConfig(1, 0), body)) {
      RunRecord record = executor.submit(timed(1)).completion().join();
      assertThat(record.error().type()).isEqualTo("InterruptedException");
    }
  }

  @Test
  void aRunThatIgnoresTokenAndInterruptIsGivenUpAndItsThreadReplaced() {
    AtomicBoolean release = new AtomicBoolean();
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              threads.add(Thread.currentThread().getName());
              while (payload.runId().equals(id(1)) && !release.get()) {
                LockSupport.parkNanos(1_000_000);
              }
            })) {
      RunFuture stuck = executor.submit(timed(1));
      RunFuture next = executor.submit(ScriptedBody.payload(2));
      assertThat(stuck.completion().join().error().type()).isEqualTo(RunBody.TIMEOUT);
      assertThat(next.completion().join().status()).isEqualTo(RunStatus.SUCCESS);
      release.set(true);
      assertThat(executor.submit(ScriptedBody.payload(3)).completion().join().status())
          .isEqualTo(RunStatus.SUCCESS);
    }
    assertThat(threads).containsExactly("metalab-worker-1");
  }

  @Test
  void aRunThatHasNotStartedNeverStartsOnceCancelled() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Set<RunId> started = ConcurrentHashMap.newKeySet();
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              started.add(payload.runId());
              gate.await();
            })) {
      RunFuture first = executor.submit(ScriptedBody.payload(1));
      RunFuture second = executor.submit(ScriptedBody.payload(2));
      second.cancel("not wanted");
      assertThat(second.completion().join().status()).isEqualTo(RunStatus.CANCELLED);
      gate.countDown();
      assertThat(first.completion().join().status()).isEqualTo(RunStatus.SUCCESS);
    }
    assertThat(started).containsExactly(id(1));
  }

  @Test
  void cancelTellsARunningRunAndTheSecondCallChangesNothing() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    List<String> reasons = new CopyOnWriteArrayList<>();
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              token.onCancel(() -> reasons.add(token.reason()));
              running.countDown();
              new CountDownLatch(1).await();
            })) {
      RunFuture future = executor.submit(ScriptedBody.payload(1));
      running.await();
      future.cancel("first");
      future.cancel("second");
      future.completion().join();
    }
    assertThat(reasons).containsExactly("first");
  }

  @Test
  void closeCompletesEveryFutureAndTakesNoMore() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              running.countDown();
              new CountDownLatch(1).await();
            });
    List<RunFuture> futures = submit(executor, 5);
    running.await();
    executor.close();
    executor.close();
    assertThat(futures).allMatch(future -> future.completion().isDone());
    assertThat(executor.gather(futures.subList(1, 5)))
        .extracting(RunRecord::status)
        .containsOnly(RunStatus.CANCELLED);
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> executor.submit(ScriptedBody.payload(9)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  private static RunPayload timed(int number) {
    return ScriptedBody.payload(number, Duration.ofMillis(200), Resources.DEFAULT);
  }
}
