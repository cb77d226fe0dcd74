package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.metalab.api.executor.Resources;
import io.metalab.api.executor.WorkerJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
  @Test
  void statesEveryDefault() {
    assertThat(RunOptions.defaults())
        .isEqualTo(
            new RunOptions(
                "thread",
                0,
                0,
                Duration.ZERO,
                0,
                Duration.ZERO,
                0,
                RunOptions.Resume.RETRY,
                RunOptions.Reuse.EXPERIMENT,
                RunOptions.StaleCode.WARN,
                Resources.DEFAULT,
                0,
                0,
                Duration.ofSeconds(30),
                WorkerJvm.DEFAULT,
                Map.of()));
  }

  @Test
  void setsEveryKey() {
    RunOptions options =
        RunOptions.builder()
            .executor("process")
            .workers(3)
            .window(99)
            .timeout(Duration.ofMinutes(10))
            .retries(2)
            .retryDelay(Duration.ofSeconds(1))
            .maxFailures(7)
            .resume(RunOptions.Resume.FORCE)
            .reuse(RunOptions.Reuse.STORE)
            .staleCode(RunOptions.StaleCode.RERUN)
            .resources(new Resources(2, 1 << 30))
            .availableGpus(4)
            .limit(50)
            .grace(Duration.ofSeconds(5))
            .workerJvm(new WorkerJvm(1 << 30, List.of("-XX:+UseZGC"), 1000, 1L << 31))
            .executorSettings("slurm", Map.of("partition", "long"))
            .build();
    assertThat(options)
        .isEqualTo(
            new RunOptions(
                "process",
                3,
                99,
                Duration.ofMinutes(10),
                2,
                Duration.ofSeconds(1),
                7,
                RunOptions.Resume.FORCE,
                RunOptions.Reuse.STORE,
                RunOptions.StaleCode.RERUN,
                new Resources(2, 1 << 30),
                4,
                50,
                Duration.ofSeconds(5),
                new WorkerJvm(1 << 30, List.of("-XX:+UseZGC"), 1000, 1L << 31),
                Map.of("slurm", Map.of("partition", "long"))));
    assertThat(options.toBuilder().build()).isEqualTo(options);
  }

  @Test
  void failFastAllowsNoSecondFailure() {
    assertThat(RunOptions.builder().failFast().build().maxFailures()).isEqualTo(1);
  }

  @Test
  void anAttemptEndsWithItsTimeoutOrItsTimeWhicheverIsShorter() {
    Resources hour = Resources.DEFAULT.withTime(Duration.ofHours(1));
    RunOptions.Builder options = RunOptions.builder();
    assertThat(options.build().attemptTimeout()).isZero();
    assertThat(options.resources(hour).build().attemptTimeout()).hasHours(1);
    assertThat(options.timeout(Duration.ofMinutes(90)).build().attemptTimeout()).hasHours(1);
    assertThat(options.timeout(Duration.ofMinutes(9)).build().attemptTimeout()).hasMinutes(9);
    assertThat(options.resources(Resources.DEFAULT).build().attemptTimeout()).hasMinutes(9);
  }

  @Test
  void refusesNegativeNumbersNamingThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunOptions.builder().retries(-1).build())
        .withMessageContaining("retries (-1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunOptions.builder().timeout(Duration.ofSeconds(-1)).build())
        .withMessageContaining("timeout (PT-1S)");
  }
}
