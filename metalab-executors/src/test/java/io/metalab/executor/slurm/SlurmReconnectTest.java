package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunStatus;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.Ending;
import io.metalab.core.run.RunHandle;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that die, and those that come after them. */
@Timeout(300)
class SlurmReconnectTest {
  private static final int RUNS = 5;

  @RegisterExtension static final LocalSlurm SLURM = new LocalSlurm();

  @TempDir Path directory;

  private Process controller(Marks marks) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MarkedStudy.class.getName(),
            directory.resolve("store").toString(),
            marks.directory().toString(),
            Integer.toString(RUNS));
    builder.environment().putAll(SLURM.environment());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("controller.out").toFile())
        .start();
  }

  /** Returns the ids of the arrays that wait or run, one for each of their tasks. */
  private static List<String> tasks() {
    return SLURM
        .run("squeue", "--noheader", "--array", "--states=pending,running", "--format=%F")
        .lines()
        .sorted()
        .toList();
  }

  /** Starts a controller and kills it when its first two runs have begun, which hold the slots. */
  private void startAndKill(Marks marks) throws Exception {
    marks.hold(0);
    marks.hold(1);
    Process controller = controller(marks);
    marks.awaitBegun(0, 1);
    marks.awaitBegun(1, 1);
    controller.destroyForcibly().waitFor();
  }

  @Test
  void jobsOutliveTheirControllerAndTheNextOneTakesThemOver() throws Exception {
    Marks marks = Marks.in(directory);
    startAndKill(marks);
    List<String> before = tasks();
    StudyPlan plan = MarkedStudy.plan(marks, RUNS);
    try (FileStore store = FileStore.open(directory.resolve("store"))) {
      RunHandle handle = MarkedStudy.start(plan, store, SLURM.setup());
      SlurmTests.await("the runs are seen", () -> handle.status().counts().running() == 2);
      assertThat(tasks()).containsAll(before);
      marks.let(0);
      marks.let(1);
      assertThat(handle.result().ending()).isEqualTo(Ending.COMPLETE);
      assertThat(handle.status().counts().failed()).isZero();
      assertThat(store.counts().get(0).count(RunStatus.SUCCESS)).isEqualTo(RUNS);
    }
    assertThat(marks.begun()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(SubmissionDirectory.list(directory.resolve("store/.metalab/slurm"))).isEmpty();
  }

  @Test
  void whatEndedWhileNobodyLookedIsNotExecutedAgain() throws Exception {
    Marks marks = Marks.in(directory);
    startAndKill(marks);
    marks.let(0);
    marks.let(1);
    SlurmTests.await("the queue is empty", () -> tasks().isEmpty());
    // The controller may have been killed before it had submitted all.
    int ended = marks.begun().size();
    StudyPlan plan = MarkedStudy.plan(marks, RUNS);
    try (FileStore store = FileStore.open(directory.resolve("store"))) {
      assertThat(MarkedStudy.start(plan, store, SLURM.setup()).result().counts().reused())
          .isEqualTo(ended);
    }
    assertThat(marks.begun()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }
}
