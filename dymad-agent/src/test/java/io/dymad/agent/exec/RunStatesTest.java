package io.dymad.agent.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.agent.facade.AgentRun;
import io.dymad.agent.facade.WorkerProcess;
import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.store.MemoryStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The process of the test stands for one that executes a run, its number with another mark not. */
class RunStatesTest {
  private static final RunId RUN = new RunId("1".repeat(64));
  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final RunStates states = new RunStates(store, RunPlan.STUDY);

  private static WorkerProcess alive(Instant started) {
    ProcessHandle self = ProcessHandle.current();
    return process(started, self.info().startInstant().orElse(started));
  }

  private static WorkerProcess dead() {
    return process(STARTED, Instant.EPOCH);
  }

  private static WorkerProcess process(Instant started, Instant mark) {
    long pid = ProcessHandle.current().pid();
    return new WorkerProcess(WorkerProcesses.host(), pid, started, mark, Path.of("run"));
  }

  private RunState state(boolean cancelled, WorkerProcess... workers) {
    return states.of(
        new AgentRun(
            new Handle(HandleKind.TRAINING_RUN, "1".repeat(12)),
            Map.of(),
            RUN,
            STARTED,
            List.of(workers),
            cancelled));
  }

  private void recorded(RunStatus status, Instant started, RunError error) {
    store
        .putRunRecord(
            RunRecord.builder()
                .runId(RUN)
                .experimentId(RunPlan.STUDY)
                .status(status)
                .started(started)
                .error(error)
                .build())
        .join();
  }

  private void running(Instant started) {
    recorded(RunStatus.RUNNING, started, RunError.NONE);
  }

  @Test
  void aRunThatBeginsIsQueuedUntilItsOwnProcessHasAnnouncedIt() {
    assertThat(state(false, alive(STARTED)).phase()).isEqualTo(RunPhase.QUEUED);

    running(STARTED.minusSeconds(1));
    assertThat(state(false, dead(), alive(STARTED)).phase()).isEqualTo(RunPhase.QUEUED);

    running(STARTED.plusSeconds(1));
    assertThat(state(false, dead(), alive(STARTED)).phase()).isEqualTo(RunPhase.RUNNING);
  }

  @Test
  void ofTwoProcessesTheOneThatIsLeftCounts() {
    running(STARTED.plusSeconds(1));

    assertThat(state(false, alive(STARTED), dead()).phase()).isEqualTo(RunPhase.RUNNING);
    assertThat(state(false, alive(STARTED), alive(STARTED.plusSeconds(2))).phase())
        .isEqualTo(RunPhase.RUNNING);
  }

  @Test
  void aProcessThatIsGoneIsAFailureOfTheInfrastructure() {
    RunState never = state(false, dead());
    running(STARTED.plusSeconds(1));
    RunState broken = state(false, dead());

    assertThat(never.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(never.error().type()).isEqualTo("InfrastructureError");
    assertThat(never.error().message()).contains("had not begun", "worker.log");
    assertThat(broken.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(broken.error().type()).isEqualTo("InfrastructureError");
    assertThat(broken.error().message()).contains("no end of the run was recorded");
  }

  @Test
  void whatWasCancelledIsNoFailureOfTheInfrastructure() {
    RunState never = state(true, dead());
    running(STARTED.plusSeconds(1));
    RunState broken = state(true, dead());

    assertThat(never.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(never.error().type()).isEqualTo("Cancelled");
    assertThat(broken.error().type()).isEqualTo("Cancelled");
  }

  @Test
  void whatARunRecordedAtItsEndCountsWhateverBecameOfItsProcess() {
    recorded(RunStatus.FAILED, STARTED.plusSeconds(1), RunError.of("Diverged", "The loss is NaN."));
    RunState failed = state(true, dead());
    recorded(RunStatus.SUCCESS, STARTED.plusSeconds(2), RunError.NONE);
    RunState succeeded = state(false, dead());

    assertThat(failed.phase()).isEqualTo(RunPhase.FAILED);
    assertThat(failed.error().type()).isEqualTo("Diverged");
    assertThat(succeeded.phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(succeeded.error().isNone()).isTrue();
  }
}
