package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactValue;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import org.junit.jupiter.api.Test;

/** Workers ask the study's process for artifacts of earlier runs. */
class WorkerInputTest extends ProcessExecutorFixture {
  @Test
  void anArtifactOfAnEarlierRunIsAFileForTheNext() {
    Executor executor = open(1);
    RunRecord made = await(executor.submit(payload(1, "make")));
    RunRecord used =
        await(executor.submit(payload(2, use(made, made.artifacts().get(0).sha256()))));
    assertThat(used.status()).as(used.error().toString()).isEqualTo(RunStatus.SUCCESS);
    assertThat(used.metrics()).containsEntry("read", "made by 1");
  }

  @Test
  void oneThatTheStoreDoesNotHoldFailsTheRunAlone() {
    Executor executor = open(1);
    RunRecord made = await(executor.submit(payload(1, "make")));
    RunRecord used = await(executor.submit(payload(2, use(made, "0".repeat(64)))));
    assertThat(used.error().type()).isEqualTo("CONTEXT_CHANGED");
    assertThat(await(executor.submit(payload(3, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  private static Params use(RunRecord made, String sha256) {
    return Params.of(
        "do", "use", "n", 2L, "input", new ArtifactValue(made.runId(), "made.txt", sha256));
  }
}
