package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.PATIENCE_SECONDS;
import static io.metalab.testkit.StoreFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs end when they are cancelled, time out, or the executor closes, and no future is forgotten.
 */
interface LocalTimeoutContract {
  /** Long enough for a body to be entered even on a busy machine, short enough to wait for. */
  Duration TIMEOUT = Duration.ofMillis(200);

  /** Opens an executor that is closed after the test. */
  Executor executor(int workers, int window);

  /** Returns the body of the executors of this test. */
  ScriptedBody body();

  /** Returns a latch that is opened at the latest when the test ends. */
  CountDownLatch latch();

  /** Waits for a run's record. */
  default RunRecord await(RunFuture future) {
    assertThat(future.completion()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return future.completion().join();
  }

  /** Waits for a latch. */
  default void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Returns what a run does that opens a latch and goes on until it is told to stop. */
  private ScriptedBody.Step untilTold(CountDownLatch entered) {
    return (payload, token) -> {
      CountDownLatch told = latch();
      token.onCancel(told::countDown);
      entered.countDown();
      await(told);
    };
  }

  /** Waits for a latch whatever interrupts. */
  static void awaitStubbornly(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException e) {
        // Swallowed on purpose: this is the run that ignores everything.
        open = false;
      }
    }
  }

  /** Returns a payload with another timeout. */
  static RunPayload with(RunPayload payload, Duration timeout) {
    return copy(payload, timeout, payload.resources());
  }

  /** Returns a payload with other resources. */
  static RunPayload with(RunPayload payload, Resources resources) {
    return copy(payload, payload.timeout(), resources);
  }

  private static RunPayload copy(RunPayload payload, Duration timeout, Resources resources) {
    return new RunPayload(
        payload.runId(),
        payload.attempt(),
        payload.experimentId(),
        payload.operation(),
        payload.context(),
        payload.contextFingerprint(),
        payload.point(),
        payload.seeds(),
        payload.identity(),
        payload.computation(),
        timeout,
        resources);
  }

  private static RunPayload payload(int index) {
    return Samples.payload(SeedBundle.of(91, index));
  }

  @Test
  default void neverStartsARunThatWasCancelledBefore() throws InterruptedException {
    Executor executor = executor(1, 0);
    CountDownLatch entered = latch();
    CountDownLatch go = latch();
    body()
        .on(
            payload(0),
            (payload, token) -> {
              entered.countDown();
              await(go);
            });
    RunFuture first = executor.submit(payload(0));
    await(entered);
    RunFuture waiting = executor.submit(payload(1));
    waiting.cancel("no longer wanted");
    assertThat(await(waiting).status()).isEqualTo(RunStatus.CANCELLED);
    go.countDown();
    assertThat(await(first).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(await(executor.submit(payload(2))).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(body().started()).containsExactly(payload(0).runId(), payload(2).runId());
  }

  @Test
  default void tellsARunningRunByItsToken() throws InterruptedException {
    Executor executor = executor(1, 0);
    CountDownLatch entered = latch();
    List<String> reasons = new CopyOnWriteArrayList<>();
    body()
        .on(
            payload(0),
            (payload, token) -> {
              token.onCancel(() -> reasons.add(token.reason()));
              untilTold(entered).run(payload, token);
            });
    RunFuture future = executor.submit(payload(0));
    await(entered);
    future.cancel("no longer wanted");
    assertThat(await(future).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(reasons).containsExactly("no longer wanted");
    future.cancel("again");
    assertThat(await(future).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(await(executor.submit(payload(1))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  default void cancelsNothingThatIsDone() {
    Executor executor = executor(1, 0);
    RunFuture done = executor.submit(payload(0));
    RunRecord record = await(done);
    done.cancel("too late");
    assertThat(await(done)).isEqualTo(record);
    assertThat(await(executor.submit(payload(1))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  default void setsTheTokenOfARunThatTakesTooLong() {
    Executor executor = executor(1, 0);
    body().on(payload(0), untilTold(latch()));
    RunRecord record = await(executor.submit(with(payload(0), TIMEOUT)));
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
    assertThat(body().abandoned()).isEmpty();
    assertThat(await(executor.submit(payload(1))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  default void interruptsARunThatIgnoresItsToken() {
    Executor executor = executor(1, 0);
    CountDownLatch never = latch();
    List<String> ends = new ArrayList<>();
    body()
        .on(
            payload(0),
            (payload, token) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                ends.add("interrupted");
                throw e;
              }
            });
    RunRecord record = await(executor.submit(with(payload(0), TIMEOUT)));
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
    assertThat(ends).containsExactly("interrupted");
    assertThat(body().abandoned()).isEmpty();
    assertThat(await(executor.submit(payload(1))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  default void givesUpARunThatIgnoresEverythingAndReplacesItsThread() {
    Executor executor = executor(1, 0);
    CountDownLatch never = latch();
    body().on(payload(0), (payload, token) -> awaitStubbornly(never));
    RunFuture stuck = executor.submit(with(payload(0), TIMEOUT));
    RunFuture next = executor.submit(payload(1));
    RunRecord record = await(stuck);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
    assertThat(body().abandoned()).containsExactly(payload(0).runId());
    assertThat(await(next).status()).isEqualTo(RunStatus.SUCCESS);
    never.countDown();
    assertThat(await(executor.submit(payload(2))).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(await(stuck)).isEqualTo(record);
  }

  @Test
  default void cancelsWhatHasNotFinishedWhenItCloses() throws InterruptedException {
    Executor executor = executor(1, 0);
    CountDownLatch entered = latch();
    body().on(payload(0), untilTold(entered));
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      futures.add(executor.submit(payload(i)));
    }
    await(entered);
    executor.close();
    for (RunFuture future : futures) {
      assertThat(future.completion()).isDone();
      assertThat(await(future).status()).isEqualTo(RunStatus.CANCELLED);
    }
    assertThat(body().started()).containsExactly(payload(0).runId());
    executor.close();
    assertFails(ErrorCode.CANCELLED, () -> executor.submit(payload(9)));
  }

  @Test
  default void endsASubmitThatWaitsWhenItCloses() throws InterruptedException {
    Executor executor = executor(1, 1);
    CountDownLatch entered = latch();
    body().on(payload(0), untilTold(entered));
    RunFuture running = executor.submit(payload(0));
    await(entered);
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              // Either the submit is refused, or the run it accepted is cancelled.
              try {
                assertThat(await(executor.submit(payload(1))).status())
                    .isEqualTo(RunStatus.CANCELLED);
              } catch (MetalabException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
              }
            });
    executor.close();
    assertThat(waiting).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(await(running).status()).isEqualTo(RunStatus.CANCELLED);
  }
}
