package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ClaimStore;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every order in which a run may start while its study is being stopped, one after the other. */
class RunsInFlightTest {
  private final StudyPlan plan =
      StudyPlan.of(
          Experiment.of("study", "1")
              .operation(
                  OperationSpec.open("op"), (context, params, seeds, runtime, capture) -> null)
              .params(ParamSources.grid(Map.of("x", List.of(1))))
              .build(),
          FileDigests.of(Path.of("")));
  private final Todo todo = new Todo(plan.runAt(0), 0);
  private final ActiveRun run =
      new ActiveRun(
          todo, new OwnedChunk(new NoSource(), 0, null, List.of(todo), System::nanoTime), 0);
  private final RunPayload payload = plan.payload(todo.run(), 1, Duration.ZERO, Resources.DEFAULT);
  private final Tally tally = new Tally();
  private final Body body = new Body();
  private final Outlet outlet = new Outlet();
  private final RunsInFlight inFlight =
      new RunsInFlight(body, tally, new Backlog(System::nanoTime), outlet);

  @Test
  void aRunThatStartsAfterTheOthersWereToldToStopIsToldToo() {
    inFlight.shut();
    inFlight.stop("Enough.");
    ScriptedExecutor executor = new ScriptedExecutor(ScriptedExecutor::begin);
    inFlight.submit(run, payload, executor);
    assertThat(executor.cancelled).containsExactly("Enough.");
    assertThat(body.token.reason()).isEqualTo("Enough.");
  }

  @Test
  void aRunThatStartsBetweenTheTwoStepsOfAStopIsToldToo() {
    ScriptedExecutor executor = new ScriptedExecutor(ScriptedExecutor::begin);
    inFlight.shut();
    inFlight.submit(run, payload, executor);
    assertThat(executor.cancelled).isEmpty();
    inFlight.stop("Enough.");
    assertThat(body.token.reason()).isEqualTo("Enough.");
  }

  @Test
  void aRunThatIsToldToStopBeforeItsExecutorHasAcceptedItIsToldOnceItHas() {
    ScriptedExecutor executor =
        new ScriptedExecutor(
            started -> {
              started.begin();
              inFlight.shut();
              inFlight.stop("Enough.");
            });
    inFlight.submit(run, payload, executor);
    assertThat(body.token.reason()).isEqualTo("Enough.");
  }

  @Test
  void aRunThatWasNotStartedByThenNeverIs() {
    ScriptedExecutor executor = new ScriptedExecutor(started -> {});
    inFlight.submit(run, payload, executor);
    inFlight.shut();
    assertThat(executor.cancelled).hasSize(1);
    executor.begin();
    assertThat(body.token.isCancelled()).isTrue();
    assertThat(tally.running.sum()).isZero();
    body.end();
    assertThat(outlet.heard).containsExactly("withdrawn", "idle");
  }

  @Test
  void aStartedRunThatShuttingLeavesAloneIsRecorded() {
    ScriptedExecutor executor = new ScriptedExecutor(ScriptedExecutor::begin);
    inFlight.submit(run, payload, executor);
    inFlight.shut();
    assertThat(executor.cancelled).isEmpty();
    assertThat(tally.running.sum()).isEqualTo(1);
    body.end();
    assertThat(outlet.heard).containsExactly("recorded", "idle");
    assertThat(tally.running.sum()).isZero();
  }

  @Test
  void aRunOfAChunkThatAnotherControllerHasTakenOverDoesNotStart() {
    AtomicLong nanos = new AtomicLong();
    AtomicBoolean held = new AtomicBoolean(true);
    ClaimStore.Claim claim =
        new ClaimStore.Claim() {
          @Override
          public boolean isHeld() {
            return held.get();
          }

          @Override
          public void close() {}
        };
    OwnedChunk chunk = new OwnedChunk(new NoSource(), 0, claim, List.of(todo), nanos::get);
    ScriptedExecutor executor = new ScriptedExecutor(waiting -> {});
    inFlight.submit(new ActiveRun(todo, chunk, 0), payload, executor);
    // The process stood still for longer than its lease.
    held.set(false);
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    executor.begin();
    assertThat(body.token.isCancelled()).isTrue();
    body.end();
    assertThat(outlet.heard).containsExactly("lost", "withdrawn", "idle");
    assertThat(tally.running.sum()).isZero();
  }

  @Test
  void aRunThatAWorkerGivesBackMayStartAgain() {
    inFlight.submit(run, payload, new ScriptedExecutor(started -> {}));
    assertThat(inFlight.admit(payload)).isTrue();
    assertThat(inFlight.admit(payload)).isFalse();
    assertThat(tally.running.sum()).isEqualTo(1);
    inFlight.giveBack(payload);
    assertThat(tally.running.sum()).isZero();
    assertThat(inFlight.admit(payload)).isTrue();
    assertThat(tally.running.sum()).isEqualTo(1);
  }

  @Test
  void aRunThatAWorkerGivesBackAfterShuttingIsWithdrawn() {
    ScriptedExecutor executor = new ScriptedExecutor(started -> {});
    inFlight.submit(run, payload, executor);
    inFlight.admit(payload);
    inFlight.shut();
    assertThat(executor.cancelled).isEmpty();
    inFlight.giveBack(payload);
    assertThat(executor.cancelled).hasSize(1);
    assertThat(inFlight.admit(payload)).isFalse();
  }

  @Test
  void whatAnExecutorRefusesIsNotInFlight() {
    ScriptedExecutor executor =
        new ScriptedExecutor(
            started -> {
              throw new MetalabException(ErrorCode.UNSATISFIABLE, "No room.");
            });
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> inFlight.submit(run, payload, executor));
    assertThat(inFlight.isEmpty()).isTrue();
    assertThat(inFlight.contains(run.runId())).isFalse();
  }

  /** Begins runs and ends them when the test says so. */
  private static final class Body extends UnusedRemotableBody {
    private final CompletableFuture<RunRecord> record = new CompletableFuture<>();
    private CancellationToken token = CancellationToken.NONE;

    private void end() {
      record.complete(RunRecord.success());
    }

    @Override
    public CompletableFuture<RunRecord> run(RunPayload payload, CancellationToken cancellation) {
      token = cancellation;
      return record;
    }

    @Override
    public CompletableFuture<RunRecord> abandon(RunPayload payload, String type, String message) {
      throw new AssertionError("Nothing here takes too long.");
    }
  }

  /** Accepts one run and does with it what the test says, on the thread that submits it. */
  private final class ScriptedExecutor implements Executor, RunFuture {
    private final Consumer<ScriptedExecutor> script;
    private final CancellationSource cancellation = new CancellationSource();
    private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();
    private final List<String> cancelled = new ArrayList<>();

    private ScriptedExecutor(Consumer<ScriptedExecutor> script) {
      this.script = script;
    }

    private void begin() {
      var unused = inFlight.run(payload, cancellation.token()).thenAccept(completion::complete);
    }

    @Override
    public RunFuture submit(RunPayload submitted) {
      script.accept(this);
      return this;
    }

    @Override
    public RunId runId() {
      return payload.runId();
    }

    @Override
    public CompletableFuture<RunRecord> completion() {
      return completion;
    }

    @Override
    public void cancel(String reason) {
      cancelled.add(reason);
      cancellation.cancel(reason);
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public void close() {}
  }

  /** Notes what comes out. */
  private static final class Outlet implements RunsInFlight.Outlet {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void recorded(ActiveRun run, RunRecord record) {
      heard.add("recorded");
    }

    @Override
    public void withdrawn(ActiveRun run) {
      heard.add("withdrawn");
    }

    @Override
    public void broken(ActiveRun run, Throwable problem) {
      heard.add("broken");
    }

    @Override
    public void lost(ActiveRun lost) {
      heard.add("lost");
    }

    @Override
    public void hungry() {}

    @Override
    public void idle() {
      heard.add("idle");
    }
  }
}
