package io.metalab.api.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metalab.api.CancellationToken;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an executor of threads meets besides the contract that all executors keep. */
@Timeout(150)
class LocalRunsTest {
  private final AtomicInteger givenBack = new AtomicInteger();

  @Test
  void aThreadThatExecutedARunIsFreeAndNotInterrupted() {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    try (LocalRuns runs =
        new LocalRuns(body((payload, token) -> Thread.currentThread().interrupt()), 1)) {
      LocalRun run = runs.accept(payload(1, Duration.ZERO));
      assertThat(run.execute(() -> interrupted.set(Thread.currentThread().isInterrupted())))
          .isTrue();
      assertThat(interrupted).isFalse();
      assertThat(run.completion().join().status()).isEqualTo(RunStatus.SUCCESS);
    }
  }

  @Test
  void aRunThatIsGivenUpGivesBackOnceWhatItHeldAndKeepsItsThread() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (LocalRuns runs = new LocalRuns(body((payload, token) -> awaitStubbornly(goOn)), 1)) {
      LocalRun run = runs.accept(payload(1, Duration.ofMillis(1)));
      CompletableFuture<Boolean> free = onAThread(() -> run.execute(givenBack::incrementAndGet));
      assertThat(run.completion().join().error())
          .isEqualTo(RunError.of(RunBody.TIMEOUT, "Timeout: the attempt took longer than 0.001s"));
      assertThat(givenBack).hasValue(1);
      assertThat(free).isNotDone();
      goOn.countDown();
      assertThat(free.join()).isFalse();
      assertThat(givenBack).hasValue(1);
    }
  }

  @Test
  void aRunThatWasCancelledWhileItWaitedIsNotExecutedAndGivesBackWhatItHeld() {
    List<RunId> executed = new ArrayList<>();
    List<LocalRun> withdrawn = new ArrayList<>();
    RunBody body = body((payload, token) -> executed.add(payload.runId()));
    try (LocalRuns runs = new LocalRuns(body, 1, withdrawn::add)) {
      LocalRun run = runs.accept(payload(1, Duration.ZERO));
      run.cancel("no longer wanted");
      assertThat(withdrawn).containsExactly(run);
      assertThat(run.completion().join().status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(run.execute(givenBack::incrementAndGet)).isTrue();
      assertThat(givenBack).hasValue(1);
      assertThat(executed).isEmpty();
    }
  }

  @Test
  void closingWithdrawsTheRunsThatWaitBeforeItTellsThoseThatAreExecuted() {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    List<LocalRun> accepted = new ArrayList<>();
    AtomicBoolean othersAreOver = new AtomicBoolean();
    RunBody body =
        body(
            (payload, token) -> {
              token.onCancel(
                  () -> {
                    othersAreOver.set(accepted.get(1).completion().isDone());
                    told.countDown();
                  });
              entered.countDown();
              awaitStubbornly(told);
            });
    LocalRuns runs = new LocalRuns(body, 2);
    accepted.add(runs.accept(payload(1, Duration.ZERO)));
    accepted.add(runs.accept(payload(2, Duration.ZERO)));
    CompletableFuture<Boolean> free =
        onAThread(() -> accepted.get(0).execute(givenBack::incrementAndGet));
    awaitStubbornly(entered);
    runs.close();
    assertThat(othersAreOver).isTrue();
    assertThat(free.join()).isTrue();
    assertThat(accepted).allMatch(run -> run.completion().isDone());
    runs.close();
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> runs.accept(payload(3, Duration.ZERO)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  void aWindowHasRoomForARun() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LocalRuns(body((payload, token) -> {}), 0))
        .withMessage("The window (0) must be at least 1.");
  }

  private static CompletableFuture<Boolean> onAThread(BooleanSupplier work) {
    return CompletableFuture.supplyAsync(work::getAsBoolean, task -> new Thread(task).start());
  }

  private static void awaitStubbornly(CountDownLatch latch) {
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

  private static RunBody body(BiConsumer<RunPayload, CancellationToken> operation) {
    return new RunBody() {
      @Override
      public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken token) {
        if (token.isCancelled()) {
          return ended(payload, RunStatus.CANCELLED, RunError.NONE);
        }
        operation.accept(payload, token);
        return ended(payload, RunStatus.SUCCESS, RunError.NONE);
      }

      @Override
      public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
        return ended(payload, RunStatus.FAILED, RunError.of(type, message));
      }
    };
  }

  private static CompletableFuture<RunRecord> ended(
      RunPayload payload, RunStatus status, RunError error) {
    return CompletableFuture.completedFuture(
        RunRecord.builder().runId(payload.runId()).status(status).error(error).build());
  }

  private static RunPayload payload(int number, Duration timeout) {
    return new RunPayload(
        new RunId("%064x".formatted(number)),
        1,
        "test:1",
        "test@1",
        ContextSpec.empty(),
        "",
        ParamCase.of(Params.empty(), "case"),
        SeedBundle.of(0),
        "",
        "",
        timeout,
        Resources.DEFAULT);
  }
}
