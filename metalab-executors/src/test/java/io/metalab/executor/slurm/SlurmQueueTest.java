package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.CancellationToken;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the executor asks of a cluster, and what it makes of the answers. */
@Timeout(300)
class SlurmQueueTest {
  @TempDir Path directory;
  private final Map<String, Long> runsById = new HashMap<>();
  private FakeSlurm slurm;

  @SuppressWarnings("NullAway.Init") // each test opens its own
  private FileStore store;

  @BeforeEach
  void open() throws IOException {
    slurm = new FakeSlurm(directory.resolve("bin"));
  }

  private Executor executor(SlurmTimes times, int window, Map<String, Object> settings) {
    return slurm
        .setup(times)
        .open(
            new ExecutorConfig(0, window, 0, WorkerJvm.DEFAULT, settings), SlurmTests.body(store));
  }

  private List<RunFuture> submit(Executor executor, int runs) {
    return SlurmTests.payloads(directory, 0, runs).stream().map(executor::submit).toList();
  }

  @Test
  void aHundredThousandRunsAreFewSubmissions() throws IOException {
    int runs = 100_000;
    SlurmTimes times =
        new SlurmTimes(
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofMillis(500));
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      try (Executor executor = executor(times, runs, Map.of())) {
        submit(executor, runs);
        SlurmTests.await("all runs are submitted", () -> submitted() == runs);
        assertThat(slurm.calls("sbatch")).hasSizeLessThanOrEqualTo(100);
      }
      // The queue is looked at once in an hour, the first time after a third of it.
      assertThat(slurm.calls("squeue")).isEmpty();
      assertThat(SubmissionDirectory.list(directory.resolve("store/.metalab/slurm"))).isEmpty();
    }
  }

  /** Returns how many runs the spec files hold of jobs that were taken. */
  private long submitted() {
    for (SubmissionDirectory files : taken()) {
      runsById.computeIfAbsent(files.id(), id -> runs(files));
    }
    return runsById.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long runs(SubmissionDirectory files) {
    try (Stream<String> lines = Files.lines(files.spec())) {
      return lines.filter(line -> line.startsWith("{\"id\":")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFullQueueIsTriedAgainWithASmallerArray() throws IOException {
    slurm.answer(
        "sbatch",
        """
        grep -o -- '--array=.*' "$2" >> "$0.arrays"
        if grep -q -- '--array=0-[3-9]$' "$2"; then
          echo 'sbatch: error: AssocMaxSubmitJobLimit' >&2
          echo 'sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user'"'"'s size and/or time limits)' >&2
          exit 1
        fi
        echo 7\
        """);
    slurm.answer("squeue", FakeSlurm.waiting(7));
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      slurm.hold("sbatch");
      try (Executor executor = executor(FakeSlurm.soon(), 0, Map.of("chunk_size", 1L))) {
        List<RunPayload> payloads = SlurmTests.payloads(directory, 0, 7);
        executor.submit(payloads.get(0));
        SlurmTests.await("an array of one task", () -> slurm.calls("sbatch").size() == 1);
        payloads.subList(1, 7).forEach(executor::submit);
        slurm.let("sbatch");
        SlurmTests.await("three arrays are taken", () -> taken().size() == 3);
      }
    }
    assertThat(directory.resolve("bin/sbatch.arrays"))
        .hasContent("--array=0-0\n--array=0-5\n--array=0-2\n--array=0-2");
  }

  @Test
  void aQueueThatOthersHaveFilledIsTriedAgainInsteadOfWaitedFor() throws IOException {
    slurm.answer(
        "sbatch",
        """
        [ $(wc -l < "$0.calls") -lt 3 ] || { echo 7; exit; }
        echo 'sbatch: error: Slurm temporarily unable to accept job, sleeping and retrying' >&2
        sleep 3600\
        """);
    slurm.answer("squeue", FakeSlurm.waiting(7));
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      try (Executor executor = executor(FakeSlurm.soon(), 0, Map.of())) {
        submit(executor, 1);
        SlurmTests.await("the third try is taken", () -> !taken().isEmpty());
      }
    }
    assertThat(slurm.calls("sbatch")).hasSize(3);
  }

  private List<SubmissionDirectory> taken() {
    return SubmissionDirectory.list(directory.resolve("store/.metalab/slurm")).stream()
        .filter(files -> Files.exists(files.path().resolve("job")))
        .toList();
  }

  @Test
  void aTaskThatItsTimeLimitEndedIsToldSoAndItsRunsAreDispatchedAgain() throws IOException {
    slurm.answer(
        "squeue",
        "for name in $(echo \"$4\" | sed 's/--name=//; s/,/ /g'); do echo \"$name|$(($(wc -l <"
            + " \"${0%squeue}sbatch.calls\")))|0|TIMEOUT|TimeLimit\"; done");
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      try (Executor executor = executor(FakeSlurm.soon(), 0, Map.of())) {
        List<RunFuture> futures = submit(executor, 1);
        assertThatThrownBy(() -> executor.gather(futures))
            .isInstanceOf(MetalabException.class)
            .hasMessageContainingAll("3 tasks", "its time limit passed", "run.slurm.time");
      }
    }
    assertThat(slurm.calls("sbatch")).hasSize(3);
  }

  @Test
  void aQueueThatDoesNotAnswerIsNoLoss() throws IOException {
    slurm.answer(
        "squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1");
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      RunFuture future;
      try (Executor executor = executor(FakeSlurm.soon(), 0, Map.of())) {
        future = submit(executor, 1).get(0);
        SlurmTests.await("the queue was asked often", () -> slurm.calls("squeue").size() > 5);
        assertThat(future.completion()).isNotDone();
      }
      RunRecord record = future.completion().join();
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
    }
    assertThat(slurm.calls("sbatch")).hasSize(1);
    assertThat(slurm.calls("scancel")).isNotEmpty();
  }

  @Test
  void anArrayGetsTheSlotsThatAnotherLeaves() throws IOException {
    SlurmTimes times =
        new SlurmTimes(
            Duration.ofHours(1), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofHours(1));
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      List<RunPayload> payloads = SlurmTests.payloads(directory, 0, 4);
      ExecutorConfig two = new ExecutorConfig(2, 0, 0, WorkerJvm.DEFAULT, Map.of("chunk_size", 1L));
      slurm.hold("sbatch");
      try (Executor executor = slurm.setup(times).open(two, SlurmTests.body(store))) {
        RunFuture first = executor.submit(payloads.get(0));
        SlurmTests.await("an array of one task", () -> slurm.calls("sbatch").size() == 1);
        payloads.subList(1, 4).forEach(executor::submit);
        slurm.let("sbatch");
        SlurmTests.await("an array of three tasks", () -> taken().size() == 2);
        // The test does what the first task would do.
        SlurmTests.body(store).run(payloads.get(0), CancellationToken.NONE).join();
        assertThat(executor.gather(List.of(first)).get(0).status()).isEqualTo(RunStatus.SUCCESS);
        SlurmTests.await(
            "the second array may run two tasks",
            () -> slurm.calls("scontrol").contains("update JobId=2 ArrayTaskThrottle=2"));
      }
    }
  }

  @Test
  void aClusterThatDoesNotAnswerAtAllIsOneError() throws IOException {
    slurm.answer("scontrol", "echo 'scontrol: error: slurm_persist_conn_open: failed' >&2; exit 1");
    try (FileStore opened = FileStore.open(directory.resolve("store"))) {
      store = opened;
      assertThatThrownBy(() -> executor(FakeSlurm.soon(), 0, Map.of()))
          .isInstanceOf(MetalabException.class)
          .hasMessageContainingAll("SLURM does not answer", "scontrol ping");
    }
  }
}
