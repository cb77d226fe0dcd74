package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Submissions whose files are outside of the store, where several stores may have theirs. */
@Timeout(300)
class SlurmStatesTest {
  @TempDir Path directory;
  private FakeSlurm slurm;

  @BeforeEach
  void answerThatJobsWait() throws IOException {
    slurm = new FakeSlurm(directory.resolve("bin"));
    slurm.answer("squeue", FakeSlurm.waiting(1));
  }

  private Executor executor(FileStore store) {
    Map<String, Object> settings = Map.of("directory", directory.resolve("jobs").toString());
    return slurm
        .setup(FakeSlurm.soon())
        .open(new ExecutorConfig(0, 0, 0, WorkerJvm.DEFAULT, settings), SlurmTests.body(store));
  }

  private void submit(Executor executor) {
    int before = slurm.calls("sbatch").size();
    executor.submit(SlurmTests.payloads(directory, 0, 1).get(0));
    SlurmTests.await("a job", () -> slurm.calls("sbatch").size() > before);
  }

  private Map<String, Integer> states(FileStore store) {
    return SlurmStates.of(store, "marked:1", slurm.environment(), Instant.now());
  }

  @Test
  void whoeverLooksAtTheStoreFindsThem() {
    try (FileStore store = FileStore.open(directory.resolve("store"));
        Executor executor = executor(store)) {
      submit(executor);
      assertThat(states(store)).containsOnlyKeys("waiting: other jobs come first (Priority)");
    }
  }

  @Test
  void thoseOfAnotherStoreAreNeitherToldNorTakenOver() {
    try (FileStore store = FileStore.open(directory.resolve("store"));
        FileStore other = FileStore.open(directory.resolve("other"));
        Executor executor = executor(store)) {
      submit(executor);
      try (Executor second = executor(other)) {
        assertThat(states(other)).isEmpty();
        // The same run, which the first store's job would not bring into the second.
        submit(second);
      }
    }
    assertThat(slurm.calls("sbatch")).hasSize(2);
  }
}
