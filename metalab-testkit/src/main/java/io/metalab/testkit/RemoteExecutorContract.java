package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every executor with worker processes does besides: it survives them. */
public abstract class RemoteExecutorContract extends ExecutorContract {
  @Test
  void refusesAnOperationThatOnlyThisProcessHas() {
    Operation lambda = (context, params, seeds, runtime, capture) -> RunRecord.success();
    assertThatThrownBy(() -> executor(ExecutorConfig.defaults(), lambda))
        .isInstanceOfSatisfying(
            MetalabException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_LOADABLE))
        .hasMessageContainingAll(
            ContractOperation.SPEC.qualifiedKey(), "lambda", "public class", "--executor thread");
  }

  @Test
  void saysInTheRecordWhatExecutedIt() {
    Executor executor = executor(1, 0);
    RunRecord record = await(executor.submit(payload(1, "return")));
    assertThat(record.provenance().values()).containsEntry("executor", executor.name());
    assertThat(record.provenance().values().get("pid"))
        .isInstanceOf(Long.class)
        .isNotEqualTo(ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt"})
  void aWorkerThatDiesCostsTheRunItExecutesAlone(String death) {
    Executor executor = executor(1, 0);
    List<RunFuture> healthy = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      healthy.add(executor.submit(payload(i, "return")));
    }
    RunFuture deadly = executor.submit(payload(100, death));
    for (int i = 20; i < 40; i++) {
      healthy.add(executor.submit(payload(i, "return")));
    }
    RunRecord record = await(deadly);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.WORKER_DIED);
    assertThat(record.error().message()).contains(death.equals("exit") ? "7" : "9");
    assertThat(executor.gather(healthy))
        .extracting(RunRecord::status)
        .containsOnly(RunStatus.SUCCESS);
    for (RunFuture future : healthy) {
      assertThat(store().attempts(future.runId())).hasSize(1);
    }
  }
}
