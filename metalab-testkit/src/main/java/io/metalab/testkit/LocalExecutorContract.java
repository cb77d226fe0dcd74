package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.PATIENCE_SECONDS;
import static io.metalab.testkit.StoreFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an {@link Executor} does besides {@link ExecutorContract} that runs its body on threads of
 * this process, whatever the body does.
 */
public abstract class LocalExecutorContract implements LocalTimeoutContract {
  private final List<Executor> opened = new ArrayList<>();
  private final List<CountDownLatch> held = Collections.synchronizedList(new ArrayList<>());
  private final ScriptedBody body = new ScriptedBody();

  /** Opens the executor. */
  protected abstract Executor open(ExecutorConfig config, RunBody runBody);

  @Override
  public final Executor executor(int workers, int window) {
    Executor executor = open(new ExecutorConfig(workers, window), body);
    opened.add(executor);
    return executor;
  }

  @Override
  public final ScriptedBody body() {
    return body;
  }

  @Override
  public final CountDownLatch latch() {
    CountDownLatch latch = new CountDownLatch(1);
    held.add(latch);
    return latch;
  }

  /** Lets go of what a test holds up, then closes what it opened. */
  @AfterEach
  final void closeExecutors() {
    held.forEach(CountDownLatch::countDown);
    opened.forEach(Executor::close);
  }

  @Test
  void completesWithTheRecordOfTheRun() {
    Executor executor = executor(2, 0);
    RunPayload payload = payload(0);
    RunFuture future = executor.submit(payload);
    assertThat(future.runId()).isEqualTo(payload.runId());
    RunRecord record = await(future);
    assertThat(record.runId()).isEqualTo(payload.runId());
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(executor.parallelism()).isEqualTo(2);
    assertThat(executor.name()).matches("[a-z][a-z0-9-]*");
  }

  @Test
  void gathersInTheOrderOfTheFutures() {
    Executor executor = executor(4, 0);
    List<CountDownLatch> done = IntStream.range(0, 5).mapToObj(i -> latch()).toList();
    done.get(4).countDown();
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int index = i;
      body.on(
          payload(i),
          (payload, token) -> {
            await(done.get(index + 1));
            done.get(index).countDown();
          });
      futures.add(executor.submit(payload(i)));
    }
    assertThat(executor.gather(futures))
        .extracting(RunRecord::runId)
        .containsExactlyElementsOf(futures.stream().map(RunFuture::runId).toList());
  }

  @Test
  void executesAsManyRunsAtOnceAsItSays() {
    Executor executor = executor(3, 0);
    CyclicBarrier all = new CyclicBarrier(3);
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      body.on(payload(i), (payload, token) -> all.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
      futures.add(executor.submit(payload(i)));
    }
    assertThat(executor.gather(futures))
        .extracting(RunRecord::status)
        .containsOnly(RunStatus.SUCCESS);
    assertThat(body.mostRunning()).isEqualTo(3);
  }

  @Test
  void blocksSubmitWhileTheWindowIsFull() {
    Executor executor = executor(1, 3);
    CountDownLatch go = latch();
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      body.on(payload(i), (payload, token) -> await(go));
      futures.add(executor.submit(payload(i)));
    }
    CompletableFuture<RunFuture> fourth = new CompletableFuture<>();
    Thread submitter = submitter(executor, payload(3), fourth);
    awaitBlocked(submitter);
    assertThat(fourth).isNotDone();
    go.countDown();
    assertThat(fourth).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    futures.add(fourth.join());
    assertThat(executor.gather(futures)).hasSize(4);
  }

  @Test
  void countsARunThatIsBeingCommittedAsInFlight() {
    Executor executor = executor(2, 1);
    CompletableFuture<RunRecord> durable = new CompletableFuture<>();
    AtomicReference<RunRecord> handedOver = new AtomicReference<>();
    body.committing(
        payload(0),
        record -> {
          handedOver.set(record);
          return durable;
        });
    RunFuture first = executor.submit(payload(0));
    CompletableFuture<RunFuture> second = new CompletableFuture<>();
    Thread submitter = submitter(executor, payload(1), second);
    awaitBlocked(submitter);
    assertThat(second).isNotDone();
    assertThat(first.completion()).isNotDone();
    while (handedOver.get() == null) {
      Thread.onSpinWait();
    }
    durable.complete(handedOver.get());
    assertThat(second).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    await(first);
    await(second.join());
  }

  @Test
  void outlivesRunsThatThrowWhatTheyShouldNot() {
    Executor executor = executor(1, 0);
    List<ScriptedBody.Step> poison =
        List.of(
            (payload, token) -> {
              throw new StackOverflowError("deep");
            },
            (payload, token) -> {
              throw new OutOfMemoryError("simulated");
            },
            (payload, token) -> {
              throw new ExceptionInInitializerError("class");
            },
            (payload, token) -> {
              throw new IllegalStateException("plain");
            },
            (payload, token) -> Thread.currentThread().interrupt(),
            (payload, token) -> Thread.currentThread().setName("mine"));
    List<RunFuture> healthy = new ArrayList<>();
    List<RunFuture> poisoned = new ArrayList<>();
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < poison.size(); i++) {
      body.on(payload(i), poison.get(i));
      poisoned.add(executor.submit(payload(i)));
      RunPayload next = payload(100 + i);
      body.on(next, (payload, token) -> interrupted.add(Thread.currentThread().isInterrupted()));
      healthy.add(executor.submit(next));
    }
    assertThat(executor.gather(healthy))
        .extracting(RunRecord::status)
        .containsOnly(RunStatus.SUCCESS);
    assertThat(interrupted).hasSize(poison.size()).containsOnly(false);
    for (RunFuture future : poisoned) {
      // Whether an error becomes a record is the body's business; that the future ends is not.
      assertThat(future.completion().handle((record, error) -> true))
          .succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(await(poisoned.get(3)).error().message()).isEqualTo("plain");
  }

  @Test
  void reportsAStoreThatFailsAndGoesOn() {
    Executor executor = executor(2, 0);
    MetalabException full = new MetalabException(ErrorCode.STORE_UNUSABLE, "The disk is full.");
    body.committing(payload(1), record -> CompletableFuture.failedFuture(full));
    List<RunFuture> futures =
        IntStream.range(0, 3).mapToObj(i -> executor.submit(payload(i))).toList();
    assertThatThrownBy(() -> executor.gather(futures)).isSameAs(full);
    assertThat(await(futures.get(0)).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(await(futures.get(2)).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void refusesWhatItCanNeverSatisfy() {
    Executor executor = executor(2, 0);
    for (Resources wanted :
        List.of(
            new Resources(Integer.MAX_VALUE, 0),
            new Resources(1, Long.MAX_VALUE),
            Resources.DEFAULT.withGpus(Integer.MAX_VALUE))) {
      assertFails(
          ErrorCode.UNSATISFIABLE,
          () -> executor.submit(LocalTimeoutContract.with(payload(0), wanted)));
    }
    await(executor.submit(payload(0)));
    assertThat(body.started()).hasSize(1);
  }

  @Test
  void servesManySubmittersAndTwoExperimentsWithoutMixingThem() {
    Executor executor = executor(2, 4);
    Parallel.run(
        8,
        thread -> {
          List<RunPayload> payloads =
              IntStream.range(0, 100).mapToObj(i -> payload(1000 * thread + i)).toList();
          List<RunFuture> futures = payloads.stream().map(executor::submit).toList();
          List<RunRecord> records = executor.gather(futures);
          for (int i = 0; i < payloads.size(); i++) {
            assertThat(records.get(i).runId()).isEqualTo(payloads.get(i).runId());
            assertThat(records.get(i).experimentId()).isEqualTo(payloads.get(i).experimentId());
            assertThat(records.get(i).params()).isEqualTo(payloads.get(i).params());
          }
        });
    assertThat(body.started()).hasSize(800).doesNotHaveDuplicates();
  }

  private static Thread submitter(
      Executor executor, RunPayload payload, CompletableFuture<RunFuture> result) {
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(executor.submit(payload));
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            },
            "testkit-submitter");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitBlocked(Thread thread) {
    while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
  }

  static RunPayload payload(int index) {
    return Samples.payload(SeedBundle.of(90, index));
  }
}
