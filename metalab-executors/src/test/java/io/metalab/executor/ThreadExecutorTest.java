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
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadExecutorTest extends ThreadExecutorFixture {
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
  void theProviderRefusesTheSameBeforeAnythingRuns() {
    ExecutorConfig config = new ExecutorConfig(1, 0, 2);
    ThreadExecutorProvider provider = new ThreadExecutorProvider();
    provider.check(config, Resources.DEFAULT.withGpus(2));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> provider.check(config, Resources.DEFAULT.withGpus(3)))
        .withMessage(
            "Each run asks for 3 gpus, but there are 2 on this machine. Ask for fewer, or set"
                + " run.available_gpus if that number is wrong.")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSATISFIABLE));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> provider.check(config, new Resources(100_000, 0)))
        .withMessageContaining("100000 cpus");
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> provider.check(config, new Resources(1, Long.MAX_VALUE)))
        .withMessageContaining("of memory, but the heap");
  }

  @Test
  void gpusAreSharedOutAsPermits() {
    CyclicBarrier two = new CyclicBarrier(2);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ScriptedBody body =
        new ScriptedBody(
            (payload, token) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              two.await();
              now.decrementAndGet();
            });
    try (Executor executor = ThreadExecutor.open(new ExecutorConfig(5, 0, 4), body)) {
      List<RunFuture> futures = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        futures.add(
            executor.submit(ScriptedBody.payload(i, NO_TIMEOUT, Resources.DEFAULT.withGpus(2))));
      }
      executor.gather(futures);
    }
    assertThat(most).hasValue(2);
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
}
