package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.CancellationSource;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that are told to end, and the attempts that continue them. */
class TrainInterruptedTest {
  @TempDir Path directory;

  private final Map<String, byte[]> states = new HashMap<>();
  private int saves;

  /** An attempt that is cancelled after an epoch, or at none. */
  private final class Attempt extends OperationRun.Recording {
    private final CancellationSource source;
    private final String lastMessage;
    private final boolean interrupted;

    private Attempt(CancellationSource source, String lastMessage, boolean interrupted) {
      super(source.token());
      this.source = source;
      this.lastMessage = lastMessage;
      this.interrupted = interrupted;
    }

    @Override
    public void progress(double fraction, String message) {
      super.progress(fraction, message);
      if (!lastMessage.isEmpty() && message.startsWith(lastMessage)) {
        source.cancel("enough");
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public boolean saveState(String name, byte[] state) {
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      states.put(name, state.clone());
      saves++;
      return true;
    }

    @Override
    public Optional<byte[]> savedState(String name) {
      return Optional.ofNullable(states.get(name));
    }
  }

  private Params training(long epochs) {
    return Params.of(
        "dataset",
        TestData.koopman2d(directory),
        "model",
        Map.of("name", "KBF", "koopman_dimension", 3, "hidden_dimension", 4),
        "phases",
        List.of(
            Map.of("trainer", "linear", "method", "full_log"),
            Map.of("analysis", "solved"),
            Map.of("export", "solved"),
            Map.of("trainer", "weak", "batch_size", 5L)),
        "epochs",
        epochs);
  }

  private void cancelledAfter(String message, boolean interrupted) {
    Attempt attempt = new Attempt(new CancellationSource(), message, interrupted);
    assertThatThrownBy(() -> TrainRun.record(training(8), attempt, new RecordingCapture()))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  private TrainRun.Kept toTheEnd(Params params) {
    TrainRun.Kept capture = new TrainRun.Kept();
    TrainRun.record(params, new Attempt(new CancellationSource(), "", false), capture);
    return capture;
  }

  @Test
  void aCancelledTrainingContinuesAfterTheEpochThatItWasIn() {
    TrainRun.Kept whole = TrainRun.whole(training(8));
    cancelledAfter("epoch 3 of", false);
    assertThat(saves).isEqualTo(1);
    cancelledAfter("epoch 5 of", true);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(saves).isEqualTo(2);
    TrainRun.Kept continued = toTheEnd(training(8));
    assertThat(continued.timings()).doesNotContainKey("phase_0_linear").containsKey("phase_3_weak");
    assertThat(continued.metrics()).isEqualTo(whole.metrics());
    assertThat(continued.series()).isEqualTo(whole.series());
    assertThat(continued.artifacts()).isEqualTo(whole.artifacts());
  }

  @Test
  void oneThatWasCancelledAtItsEndOnlyReports() {
    cancelledAfter("epoch 8 of", false);
    TrainRun.Kept continued = toTheEnd(training(8));
    assertThat(continued.timings()).doesNotContainKeys("phase_0_linear", "phase_3_weak");
    assertThat(continued.metrics()).isEqualTo(TrainRun.whole(training(8)).metrics());
  }

  @Test
  void oneThatIsCancelledBeforeItsFirstEpochSavesNothing() {
    cancelledAfter("start", false);
    assertThat(states).isEmpty();
  }

  @Test
  void aNumberOfEpochsSavesBesidesTheTime() {
    Params params = training(8).with("save_seconds", 1e9);
    toTheEnd(params.with("save_epochs", 3L));
    assertThat(saves).isEqualTo(2);
    TrainRun.Kept continued = toTheEnd(params.with("save_epochs", 3L));
    assertThat(saves).isEqualTo(2);
    assertThat(number(continued, "epochs_done")).isEqualTo(8);
    states.clear();
    toTheEnd(params);
    assertThat(saves).isEqualTo(2);
  }
}
