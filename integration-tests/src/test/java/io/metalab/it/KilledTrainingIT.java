package io.metalab.it;

import static io.metalab.api.RunStatus.FAILED;
import static io.metalab.api.RunStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training whose worker process is killed comes to the same, bit for bit, as one that was not.
 */
@Timeout(300)
class KilledTrainingIT {
  private static final String STUDY =
      """
      study: killed
      version: "1"
      stages:
        data:
          operation: dymad.generate
          params:
            {system: slow_manifold, trajectories: 4, samples: 21, dt: 0.1, low: [-2.5, -5], high: [2.5, 5]}
        fit:
          operation: {class: io.metalab.it.KilledTraining}
          params:
            dataset: {artifact: dataset.npz, stage: data}
            model: {name: KBF, koopman_dimension: 3, hidden_dimension: 128, encoder_layers: 3}
            phases: [{trainer: weak, N: 9, ordpol: 2, ordint: 4, batch_size: 16}]
            epochs: 30
            save_seconds: 0
      run: {executor: process, workers: 1, retries: 2}
      """;

  @TempDir Path directory;

  /** Runs the study in a new directory and returns all attempts at the training. */
  private List<RunRecord> train(String name, String... signals) throws IOException {
    Path home = Files.createDirectory(directory.resolve(name));
    Files.writeString(home.resolve("study.yaml"), STUDY);
    Files.write(home.resolve("signals"), List.of(signals));
    JavaProcess.Outcome outcome = JavaProcess.metalab(home, "run", "study.yaml");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    try (FileStore store = FileStore.open(home.resolve("runs"));
        Stream<RunRecord> records = store.runRecords("killed:1")) {
      assertThat(store.states()).isEmpty();
      RunRecord fit =
          records.filter(record -> record.stage().equals("fit")).findFirst().orElseThrow();
      return store.attempts(fit.runId());
    }
  }

  /** TERM comes while PyTorch is at work on another thread, which must not become a crash. */
  @Test
  void aTrainingWhoseWorkersAreKilledContinuesToTheSameBits() throws IOException {
    List<RunRecord> killed = train("killed", "KILL", "TERM");
    RunRecord whole = train("whole").get(0);

    assertThat(killed).extracting(RunRecord::status).containsExactly(SUCCESS, FAILED, FAILED);
    assertThat(killed.subList(1, 3))
        .extracting(record -> record.error().type())
        .containsOnly("WorkerDied");
    assertThat(killed.subList(1, 3))
        .extracting(record -> record.error().message())
        .anySatisfy(message -> assertThat(message).contains("SIGKILL"))
        .anySatisfy(message -> assertThat(message).contains("SIGTERM"));
    RunRecord continued = killed.get(0);
    assertThat(continued.provenance().values()).containsKey("continued_from");
    assertThat(whole.provenance().values()).doesNotContainKey("continued_from");
    assertThat(continued.runId()).isEqualTo(whole.runId());
    assertThat(continued.metrics()).isEqualTo(whole.metrics()).containsEntry("epochs_done", 30L);
    assertThat(continued.artifacts()).isEqualTo(whole.artifacts());
    assertThat(continued.resultDigest()).isEqualTo(whole.resultDigest());
  }
}
