package io.dymad.agent.app;

import static io.dymad.agent.app.AgentProject.map;
import static io.dymad.agent.app.AgentProject.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.agent.AgentException;
import io.dymad.agent.exec.WorkerProcesses;
import io.dymad.agent.facade.WorkerProcess;
import io.metalab.api.RunId;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in processes of their own. */
@Timeout(300)
class TrainingServiceTest {
  @TempDir private Path directory;

  @Test
  void aTrainingRunsInAProcessOfItsOwnAndIsDoneOnceForAllWhoAsk() throws Exception {
    try (AgentProject project = new AgentProject(directory)) {
      Map<String, @Nullable Object> run = project.train(project.compile(Map.of()), "runs");

      assertThat(run).containsEntry("status", "SUCCEEDED").containsEntry("error_type", null);
      Path root = Path.of(text(run, "run_root"));
      assertThat(root).isEqualTo(directory.resolve("runs").resolve(text(run, "run_name")));
      assertThat(root.resolve("checkpoint/training.json")).exists();
      assertThat(text(run, "checkpoint_handle")).startsWith("chk_");
      assertThat(map(run, "metrics")).containsKey("best_valid_loss");

      Map<String, @Nullable Object> again =
          map(
              project.trainings().start(project.compile(Map.of("run_name", "other")), "elsewhere"),
              "training_run");
      assertThat(again).containsEntry("status", "SUCCEEDED");
      assertThat(again.get("handle")).isEqualTo(run.get("handle"));
      assertThat(again.get("pid")).isEqualTo(run.get("pid"));
      assertThat(directory.resolve("elsewhere")).doesNotExist();
    }
  }

  @Test
  void theLogIsReadInPartsThatJoinToTheWhole() throws Exception {
    try (AgentProject project = new AgentProject(directory)) {
      String run = text(project.train(project.compile(Map.of()), "runs"), "handle");
      String whole = read(project, run, 1 << 20);

      assertThat(whole).isNotBlank();
      assertThat(read(project, run, 7)).isEqualTo(whole);
      assertThatThrownBy(() -> project.trainings().readLog(run, -1, 7))
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.problem().fieldPath()).isEqualTo("offset"));
    }
  }

  /** Reads a log to its end in parts of a size. */
  private static String read(AgentProject project, String run, int most) {
    StringBuilder parts = new StringBuilder();
    long offset = 0;
    boolean eof = false;
    while (!eof) {
      Map<String, @Nullable Object> part = project.trainings().readLog(run, offset, most);
      parts.append(text(part, "text"));
      offset = Long.parseLong(text(part, "next_offset"));
      eof = Boolean.TRUE.equals(part.get("eof"));
    }
    return parts.toString();
  }

  @Test
  void aRunWhoseProcessIsKilledFailsAsOneOfTheInfrastructureAndCanBeStartedAgain()
      throws Exception {
    try (AgentProject project = new AgentProject(directory)) {
      String request = project.compile(Map.of());
      Map<String, @Nullable Object> started =
          map(project.trainings().start(request, "runs"), "training_run");
      assertThat(text(started, "status")).isEqualTo("QUEUED");
      ProcessHandle.of(Long.parseLong(text(started, "pid"))).orElseThrow().destroyForcibly();
      AgentProject.awaitEnd(started);

      Map<String, @Nullable Object> gone =
          map(project.trainings().describeRun(text(started, "handle")), "training_run");
      assertThat(gone)
          .containsEntry("status", "FAILED")
          .containsEntry("error_type", "InfrastructureError");

      assertThat(project.train(request, "runs")).containsEntry("status", "SUCCEEDED");
    }
  }

  @Test
  void nothingIsStartedWhereTheDirectoryCannotBeMade() throws Exception {
    try (AgentProject project = new AgentProject(directory)) {
      Files.writeString(directory.resolve("file"), "no directory");
      String request = project.compile(Map.of());
      assertThatThrownBy(() -> project.trainings().start(request, "file"))
          .isInstanceOfSatisfying(
              AgentException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo("cannot_write");
                assertThat(e.problem().fieldPath()).isEqualTo("artifact_root");
              });
    }
  }

  @Test
  void twoProcessesOfOneRunExecuteItOnce() throws Exception {
    try (AgentProject project = new AgentProject(directory)) {
      Map<String, @Nullable Object> run =
          map(project.trainings().start(project.compile(Map.of()), "runs"), "training_run");
      String locator = Stores.toUri("store", directory).toString();
      WorkerProcess other = new WorkerProcesses(locator).start(Path.of(text(run, "config_path")));
      AgentProject.awaitEnd(run);
      AgentProject.awaitEnd(Map.of("pid", other.pid()));

      assertThat(map(project.trainings().describeRun(text(run, "handle")), "training_run"))
          .containsEntry("status", "SUCCEEDED");
      try (Store store =
          Stores.open(locator, OpenOptions.readOnlyExisting(), getClass().getClassLoader())) {
        assertThat(store.attempts(new RunId(text(run, "run_id")))).hasSize(1);
      }
    }
  }
}
