package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunFuture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a task hears that its runs are not wanted any more. */
@Timeout(300)
class WithdrawnRunsTest {
  @TempDir Path directory;

  @Test
  void aTaskIsToldOfSomeOfItsRuns() throws IOException {
    SubmissionDirectory files = new SubmissionDirectory(directory);
    files.withdraw(3, Map.of(1, "nobody waits"));
    try (WithdrawnRuns ofTask = new WithdrawnRuns(files, 3);
        WithdrawnRuns ofAnother = new WithdrawnRuns(files, 4)) {
      assertThat(ofTask.contains(1)).isTrue();
      assertThat(ofTask.contains(0)).isFalse();
      assertThat(ofAnother.contains(1)).isFalse();
    }
  }

  @Test
  void oneFileTellsAllTasksOfASubmission() throws Exception {
    SubmissionDirectory files = new SubmissionDirectory(directory);
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    try (WithdrawnRuns running = new WithdrawnRuns(files, 3);
        WithdrawnRuns waiting = new WithdrawnRuns(files, 4)) {
      assertThat(waiting.contains(0)).isFalse();
      files.withdrawAll("The executor was\nclosed.");
      assertThat(waiting.contains(0)).isTrue();
      running.start();
      running.follow(7, new CancelledFuture(cancelled));
    }
    assertThat(cancelled).isCompletedWithValue("The executor was closed.");
  }

  /** A run that goes on until it is cancelled. */
  private record CancelledFuture(CompletableFuture<String> reason) implements RunFuture {
    @Override
    public RunId runId() {
      return new RunId("a".repeat(64));
    }

    @Override
    public CompletableFuture<RunRecord> completion() {
      return reason.thenApply(
          why -> RunRecord.builder().runId(runId()).experimentId("s:1").build());
    }

    @Override
    public void cancel(String why) {
      reason.complete(why);
    }
  }
}
