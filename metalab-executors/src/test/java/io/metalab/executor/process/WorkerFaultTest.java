package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.WorkerJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends a worker costs the run it executes, and says what it was. */
class WorkerFaultTest extends ProcessExecutorFixture {
  @Test
  void aFaultInNativeCodeIsToldWithItsFrameAndReportedInTheLog() {
    RunRecord record = died(open(1), "segfault");
    assertThat(record.error().message()).contains("a fault in native code: SIGSEGV", "Unsafe");
    assertThat(log(record)).contains("[worker] # A fatal error has been detected by the Java");
  }

  @Test
  void aHeapThatIsUsedUpIsToldWithTheWayOut() {
    Executor executor = open(1, new WorkerJvm(64 << 20, List.of(), 0, 0));
    assertThat(died(executor, "exhaust").error().message())
        .contains("its memory was used up", "run.worker_memory");
  }

  @Test
  void aWorkerThatIsKilledBetweenRunsCostsNothing() {
    Executor executor = open(1);
    await(executor.submit(payload(1, "return")));
    workers().forEach(ProcessHandle::destroyForcibly);
    assertThat(await(executor.submit(payload(2, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  private RunRecord died(Executor executor, String how) {
    RunFuture before = executor.submit(payload(1, "return"));
    RunFuture deadly = executor.submit(payload(2, how));
    RunFuture after = executor.submit(payload(3, "return"));
    RunRecord record = await(deadly);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.WORKER_DIED);
    assertThat(await(before).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(await(after).status()).isEqualTo(RunStatus.SUCCESS);
    return record;
  }

  @Test
  void workersThatCannotBeStartedFailTheRunsWithWhatJavaSaid() {
    Executor executor = open(2, jvm("-XX:NoSuchOption"));
    RunFuture future = executor.submit(payload(1, "return"));
    assertThatThrownBy(() -> executor.gather(List.of(future)))
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNSATISFIABLE))
        .hasMessageContainingAll(
            "before it could execute a run", "NoSuchOption", "run.worker_options");
    assertThatThrownBy(() -> executor.submit(payload(2, "return")))
        .hasMessageContaining("NoSuchOption");
  }

  @Test
  void anOperationThatWorkersCannotMakeFailsTheRunsWithWhatItSaid() {
    Executor executor = open(1, jvm("-Dbroken=true"));
    RunFuture future = executor.submit(payload(1, "return"));
    assertThatThrownBy(() -> executor.gather(List.of(future)))
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_AN_OPERATION))
        .hasMessageContainingAll(FaultOperation.class.getName(), "no licence here");
  }
}
