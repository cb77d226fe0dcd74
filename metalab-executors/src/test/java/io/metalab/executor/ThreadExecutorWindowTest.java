package io.metalab.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Runs in flight: how many there may be, and until when one counts. */
class ThreadExecutorWindowTest extends ThreadExecutorFixture {
  @Test
  void blocksTheSubmitterWhileTheWindowIsFull() throws Exception {
    Semaphore gate = new Semaphore(0);
    AtomicInteger accepted = new AtomicInteger();
    try (Executor executor = open(1, 3, (payload, token) -> gate.acquire())) {
      Thread submitter =
          new Thread(
              () -> {
                for (int i = 0; i < 10; i++) {
                  executor.submit(ScriptedBody.payload(i));
                  accepted.incrementAndGet();
                }
              });
      submitter.start();
      awaitState(submitter, Thread.State.WAITING);
      assertThat(accepted).hasValue(3);
      gate.release(10);
      submitter.join();
      assertThat(accepted).hasValue(10);
    }
  }

  @Test
  void aRunStaysInTheWindowUntilItsRecordIsDurable() throws Exception {
    CompletableFuture<RunRecord> commit = new CompletableFuture<>();
    RunBody body =
        new ForwardingBody() {
          @Override
          CompletableFuture<RunRecord> commit() {
            return commit;
          }
        };
    try (Executor executor = ThreadExecutor.open(new ExecutorConfig(1, 1), body)) {
      RunFuture first = executor.submit(ScriptedBody.payload(1));
      Thread submitter = new Thread(() -> executor.submit(ScriptedBody.payload(2)));
      submitter.start();
      awaitState(submitter, Thread.State.WAITING);
      assertThat(first.completion()).isNotDone();
      commit.complete(RunRecord.success());
      submitter.join();
      assertThat(first.completion()).isCompleted();
    }
  }

  @Test
  void aStoreThatFailsIsTheFutureS() {
    RunBody body =
        new ForwardingBody() {
          @Override
          CompletableFuture<RunRecord> commit() {
            throw new MetalabException(ErrorCode.STORE_UNUSABLE, "full");
          }
        };
    try (Executor executor = ThreadExecutor.open(new ExecutorConfig(1, 1), body)) {
      List<RunFuture> futures = List.of(executor.submit(ScriptedBody.payload(1)));
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> executor.gather(futures))
          .extracting(MetalabException::code)
          .isEqualTo(ErrorCode.STORE_UNUSABLE);
    }
  }

  private abstract static class ForwardingBody implements RunBody {
    abstract CompletableFuture<RunRecord> commit();

    @Override
    public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken token) {
      return commit();
    }

    @Override
    public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
      return commit();
    }
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
