package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.RunFuture;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that end before their runs do, in a real queue. */
@Timeout(300)
class SlurmLossTest {
  @RegisterExtension
  static final LocalSlurm SLURM =
      new LocalSlurm("PreemptType=preempt/partition_prio", "PreemptMode=REQUEUE");

  @TempDir Path directory;
  private Marks marks;

  @BeforeEach
  void makeMarks() throws IOException {
    marks = Marks.in(directory);
  }

  private static String job() {
    return SLURM.run("squeue", "--noheader", "--states=running", "--format=%F").strip();
  }

  @Test
  void whatAJobThatSomebodyCancelledHasNotDoneIsDispatchedAgain() throws Exception {
    marks.hold(1);
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            SLURM
                .setup()
                .open(SlurmTests.quick(1, Map.of("chunk_size", 4L)), SlurmTests.body(store))) {
      List<RunFuture> futures =
          SlurmTests.payloads(marks.directory(), 0, 4).stream().map(executor::submit).toList();
      marks.awaitBegun(1, 1);
      SLURM.run("scancel", job());
      marks.awaitBegun(1, 2);
      marks.let(1);
      assertThat(executor.gather(futures))
          .extracting(RunRecord::status)
          .containsOnly(RunStatus.SUCCESS);
      // What had ended, or had not begun, is none the worse for it.
      assertThat(futures)
          .extracting(future -> future.completion().join().attempt())
          .containsExactly(1, 2, 1, 1);
      assertThat(marks.begun()).containsExactly(0, 1, 1, 2, 3);
    }
  }

  @Test
  void tasksThatEndBeforeTheirFirstRunSayWhatTheyPrintedAndWhatToCorrect() throws Exception {
    Path java = directory.resolve("no-java");
    Files.writeString(java, "#!/bin/sh\necho There is no Java here\nexit 3\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            SLURM
                .setup()
                .open(
                    SlurmTests.quick(1, Map.of("java", java.toString())), SlurmTests.body(store))) {
      RunFuture future = executor.submit(SlurmTests.payloads(marks.directory(), 0, 1).get(0));
      assertThatThrownBy(() -> executor.gather(List.of(future)))
          .isInstanceOf(MetalabException.class)
          .hasMessageStartingWith("The last 3 tasks ended before their first run; task ")
          .hasMessageEndingWith(
              " It printed: There is no Java here. Maybe correct run.slurm.java or"
                  + " run.slurm.setup, then resume the study.");
      assertThat(store.attempts(future.runId())).isEmpty();
    }
  }

  /** What puts a job back into the queue. */
  private enum PutBack {
    BY_SOMEBODY {
      @Override
      void happen(String job) {
        SLURM.run("scontrol", "requeue", job);
      }
    },
    BY_A_NODE_THAT_FAILS {
      @Override
      void happen(String job) {
        SLURM.run("scontrol", "update", "NodeName=" + node(), "State=DOWN", "Reason=test");
      }
    },
    BY_A_JOB_THAT_GOES_FIRST {
      @Override
      void happen(String job) throws IOException {
        SLURM.run("scontrol", "create", "PartitionName=first", "Nodes=" + node(), "PriorityTier=2");
        SLURM.run(
            "sbatch", "--partition=first", "--exclusive", "--wrap=true", "--output=/dev/null");
      }
    };

    abstract void happen(String job) throws IOException;

    private static String node() {
      return SLURM.run("sinfo", "--noheader", "--Node", "--format=%N").lines().findFirst().get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTaskThatIsPutBackIntoTheQueueGoesOnWhereItWas(PutBack putBack) throws Exception {
    marks.hold(1);
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            SLURM
                .setup()
                .open(SlurmTests.quick(1, Map.of("chunk_size", 3L)), SlurmTests.body(store))) {
      List<RunFuture> futures =
          SlurmTests.payloads(marks.directory(), 0, 3).stream().map(executor::submit).toList();
      marks.awaitBegun(1, 1);
      String job = job();
      putBack.happen(job);
      // SLURM lets a job that was put back wait for two minutes; a node takes it back sooner, but
      // not at once.
      SlurmTests.await("the job waits", () -> state(job).equals("PENDING"));
      SLURM.run("scontrol", "update", "JobId=" + job, "StartTime=now+2seconds");
      marks.awaitBegun(1, 2);
      assertThat(state(job)).isEqualTo("RUNNING");
      marks.let(1);
      assertThat(executor.gather(futures))
          .extracting(RunRecord::status)
          .containsOnly(RunStatus.SUCCESS);
      assertThat(marks.begun()).containsExactly(0, 1, 1, 2);
    }
  }

  private static String state(String job) {
    return SLURM.run("squeue", "--noheader", "--jobs=" + job, "--format=%T").strip();
  }

  @Test
  void aRunWhoseTasksAreLostAgainAndAgainFails() throws Exception {
    marks.hold(0);
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor =
            SLURM.setup().open(SlurmTests.quick(1, Map.of()), SlurmTests.body(store))) {
      RunFuture future = executor.submit(SlurmTests.payloads(marks.directory(), 0, 1).get(0));
      for (int times = 1; times <= 3; times++) {
        marks.awaitBegun(0, times);
        SLURM.run("scancel", job());
      }
      SlurmTests.await("the run ends", future.completion()::isDone);
      RunRecord record = future.completion().join();
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("WorkerDied");
      assertThat(record.error().message()).contains("3 attempts", "cancelled by scancel");
      assertThat(record.attempt()).isEqualTo(3);
    }
  }
}
