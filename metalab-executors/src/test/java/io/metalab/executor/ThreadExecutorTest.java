package io.metalab.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadExecutorTest {
  private static final Duration NO_TIMEOUT = Duration.ZERO;

  private static Executor open(int workers, int window, ScriptedBody.Script script) {
    return ThreadExecutor.open(new ExecutorConfig(workers, window), new ScriptedBody(script));
  }

  @Test
  void isFoundUnderTheNameThread() {
    assertThat(ServiceLoader.load(ExecutorProvider.class).stream().map(p -> p.get().name()))
        .contains("thread");
  }

  @Test
  void hasOneWorkerPerProcessorByDefault() {
    try (Executor executor = open(0, 0, (payload, token) -> {})) {
      assertThat(executor.parallelism()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }

  @Test
  void gathersRecordsInTheOrderOfTheFuturesWhateverTheOrderOfCompletion() {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    try (Executor executor =
        open(
            2,
            0,
            (payload, token) -> {
              if (payload.runId().equals(id(1))) {
                secondIsDone.await();
              } else {
                secondIsDone.countDown();
              }
            })) {
      List<RunFuture> futures =
          List.of(
              executor.submit(ScriptedBody.payload(1)), executor.submit(ScriptedBody.payload(2)));
      assertThat(executor.gather(futures))
          .extracting(RunRecord::runId)
          .containsExactly(id(1), id(2));
    }
  }

  @Test
  void runsAsManyAtOnceAsThereAreWorkersAndNoMore() throws Exception {
    CyclicBarrier three = new CyclicBarrier(3);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Executor executor =
        open(
            3,
            0,
            (payload, token) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              three.await();
              now.decrementAndGet();
            })) {
      executor.gather(submit(executor, 30));
    }
    assertThat(most).hasValue(3);
  }

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
  void aFailingRunDoesNotStopTheOthers() {
    try (Executor executor =
        open(
            2,
            0,
            (payload, token) -> {
              if (payload.runId().equals(id(3))) {
                throw new IllegalStateException();
              }
            })) {
      assertThat(executor.gather(submit(executor, 10)))
          .extracting(RunRecord::status)
          .containsOnly(RunStatus.SUCCESS, RunStatus.FAILED)
          .filteredOn(RunStatus.FAILED::equals)
          .hasSize(1);
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

  @Test
  void whatCanNeverBeSatisfiedIsRefusedAtTheCall() {
    try (Executor executor = open(1, 0, (payload, token) -> {})) {
      for (Resources wanted :
          List.of(new Resources(100_000, 0), new Resources(1, Long.MAX_VALUE))) {
        assertThatExceptionOfType(MetalabException.class)
            .isThrownBy(() -> executor.submit(ScriptedBody.payload(1, NO_TIMEOUT, wanted)))
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE));
      }
    }
  }

  @Test
  void memoryIsSharedOutAsPermits() {
    long moreThanHalf = Runtime.getRuntime().maxMemory() / 2 + 1;
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Executor executor =
        open(
            4,
            0,
            (payload, token) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              now.decrementAndGet();
            })) {
      List<RunFuture> futures = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        futures.add(
            executor.submit(ScriptedBody.payload(i, NO_TIMEOUT, new Resources(1, moreThanHalf))));
      }
      executor.gather(futures);
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void aTimeoutTellsTheTokenFirst() {
    AtomicBoolean interrupted = new AtomicBoolean();
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              CountDownLatch told = new CountDownLatch(1);
              token.onCancel(told::countDown);
              told.await();
              interrupted.set(Thread.interrupted());
              assertThat(token.reason()).startsWith("Timeout").contains("PT0.01S");
            })) {
      RunFuture future = executor.submit(timed(1));
      assertThat(future.completion().join().status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(interrupted).isFalse();
    }
  }

  @Test
  void aTimeoutInterruptsARunThatIgnoresItsToken() {
    try (Executor executor = open(1, 0, (payload, token) -> new CountDownLatch(1).await())) {
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
    List<String> reasons = new ArrayList<>();
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              CountDownLatch told = new CountDownLatch(1);
              token.onCancel(told::countDown);
              running.countDown();
              told.await();
              reasons.add(token.reason());
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
  void noTraceOfARunReachesTheNextOnItsThread() {
    List<String> seen = new ArrayList<>();
    try (Executor executor =
        open(
            1,
            0,
            (payload, token) -> {
              Thread thread = Thread.currentThread();
              seen.add(
                  thread.getName()
                      + " "
                      + thread.isInterrupted()
                      + " "
                      + (thread.getContextClassLoader() == null));
              thread.setName("mine");
              thread.setContextClassLoader(null);
              thread.interrupt();
            })) {
      executor.gather(submit(executor, 3));
    }
    assertThat(seen).hasSize(3).containsOnly("metalab-worker-1 false false");
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

  @Test
  void everyRunIsExecutedOnceUnderLoad() {
    Set<RunId> once = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    try (Executor executor =
        open(
            4,
            64,
            (payload, token) -> {
              if (!once.add(payload.runId())) {
                twice.incrementAndGet();
              }
            })) {
      executor.gather(submit(executor, 20_000));
    }
    assertThat(once).hasSize(20_000);
    assertThat(twice).hasValue(0);
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

  private static List<RunFuture> submit(Executor executor, int count) {
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(executor.submit(ScriptedBody.payload(i)));
    }
    return futures;
  }

  private static RunPayload timed(int number) {
    return ScriptedBody.payload(number, Duration.ofMillis(10), Resources.DEFAULT);
  }

  private static RunId id(int number) {
    return ScriptedBody.payload(number).runId();
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
