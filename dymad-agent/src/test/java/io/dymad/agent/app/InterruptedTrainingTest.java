package io.dymad.agent.app;

import static io.dymad.agent.app.AgentProject.awaitEnd;
import static io.dymad.agent.app.AgentProject.map;
import static io.dymad.agent.app.AgentProject.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training that would go on for days, in processes that are killed and cancelled. */
@Timeout(400)
class InterruptedTrainingTest {
  private static final Map<String, ?> ENDLESS =
      Map.of(
          "overrides",
          Map.of("phases", List.of(Map.of("trainer", "Weak", "n_epochs", 100_000_000))));

  @TempDir private Path directory;

  @Test
  void aKilledTrainingIsStartedAgainSharedByAllWhoAskForItAndCancelled() throws Exception {
    try (AgentProject project = new AgentProject(directory)) {
      TrainingService trainings = project.trainings();
      String request = project.compile(ENDLESS);
      Map<String, @Nullable Object> first = map(trainings.start(request, "runs"), "training_run");
      awaitStatus(project, first, "RUNNING");
      process(first).destroyForcibly();
      awaitEnd(first);

      Map<String, @Nullable Object> gone = describe(project, first);
      assertThat(gone)
          .containsEntry("status", "FAILED")
          .containsEntry("error_type", "InfrastructureError");
      assertThat(text(gone, "error_message")).contains("Start it again");

      Map<String, @Nullable Object> second = map(trainings.start(request, "runs"), "training_run");
      assertThat(second.get("handle")).isEqualTo(first.get("handle"));
      assertThat(second.get("pid")).isNotEqualTo(first.get("pid"));
      awaitStatus(project, second, "RUNNING");

      String same =
          project.compile(Map.of("run_name", "mine", "overrides", ENDLESS.get("overrides")));
      Map<String, @Nullable Object> other = map(trainings.start(same, "others"), "training_run");
      assertThat(other.get("handle")).isEqualTo(first.get("handle"));
      assertThat(other.get("pid")).isEqualTo(second.get("pid"));
      assertThat(directory.resolve("others")).doesNotExist();

      trainings.cancel(text(second, "handle"));
      awaitEnd(second);
      assertThat(describe(project, second))
          .containsEntry("status", "FAILED")
          .containsEntry("error_type", "Cancelled");
    }
  }

  private static Map<String, @Nullable Object> describe(
      AgentProject project, Map<String, @Nullable Object> run) {
    return map(project.trainings().describeRun(text(run, "handle")), "training_run");
  }

  private static void awaitStatus(
      AgentProject project, Map<String, @Nullable Object> run, String status) throws Exception {
    while (!text(describe(project, run), "status").equals(status)) {
      assertThat(process(run).isAlive()).as("the process that executes the run").isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static ProcessHandle process(Map<String, @Nullable Object> run) {
    return ProcessHandle.of(Long.parseLong(text(run, "pid"))).orElseThrow();
  }
}
