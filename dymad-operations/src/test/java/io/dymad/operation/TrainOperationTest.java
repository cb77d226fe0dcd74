package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.training.TrainedModel;
import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.Checkpoint;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOperationTest {
  private static final Map<String, Object> LINEAR =
      Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0);

  @TempDir Path directory;

  private final TrainOperation operation = new TrainOperation();

  private RunRecord record(Params given, OperationRun.Recording runtime, RecordingCapture capture) {
    return TrainRun.record(given, runtime, capture);
  }

  /** A linear map of eigenvalues 0.9 and 0.7 under control. */
  private Params linear(Object... phases) {
    return Params.of(
        "dataset",
        TestData.controlled(directory, 60),
        "model",
        LINEAR,
        "phases",
        List.of(phases),
        "epochs",
        1L);
  }

  @Test
  void leastSquaresFindALinearMapAndLeaveItInTheCheckpoint() {
    TrainRun.Kept capture = new TrainRun.Kept();
    record(
        linear(Map.of("trainer", "linear")),
        new OperationRun.Recording(CancellationToken.NONE),
        capture);
    assertThat(number(capture, "rmse_mean")).isLessThan(1e-9);
    assertThat(number(capture, "best_epoch")).isEqualTo(1);
    assertThat(number(capture, "n_parameters")).isEqualTo(2 * 3);
    assertThat(number(capture, "diverged_step")).isNaN();
    TrainedModel model = TrainingFiles.model(capture.checkpoint());
    double[] exponents = model.exponents().re();
    assertThat(Math.max(exponents[0], exponents[1])).isCloseTo(Math.log(0.9), within(1e-9));
    assertThat(Math.min(exponents[0], exponents[1])).isCloseTo(Math.log(0.7), within(1e-9));
    double[] control = model.weights().matrix("dynamics.weight").column(2);
    assertThat(control).containsExactly(new double[] {0.5, -1}, within(1e-9));
  }

  /** Phases of each kind on a curved system, with batches and one more round. */
  private Params curved(long epochs) {
    return Params.of(
        "dataset",
        TestData.koopman2d(directory),
        "model",
        Map.of("name", "KBF", "koopman_dimension", 3, "hidden_dimension", 4),
        "scale",
        "std",
        "repeat",
        2L,
        "phases",
        List.of(
            Map.of("trainer", "linear", "method", "full_log"),
            Map.of("trainer", "weak", "epochs", 3L, "batch_size", 5L, "optimizer", "sgd"),
            Map.of("epochs", 2L, "sweep_lengths", List.of(4L, 9L), "sweep_epoch_step", 1L)),
        "epochs",
        epochs);
  }

  @Test
  void aLongerRunThatGoesOnFromAShorterOneComesToTheSame() {
    TrainRun.Kept whole = new TrainRun.Kept();
    record(curved(11), new OperationRun.Recording(CancellationToken.NONE), whole);
    assertThat(number(whole, "epochs_done")).isEqualTo(11);
    assertThat(whole.series().get("valid_loss")).hasSize(11);
    assertThat(whole.notes()).isNotEmpty();
    for (long shorter : new long[] {1, 3, 6, 8}) {
      TrainRun.Kept start = new TrainRun.Kept();
      OperationRun.Recording first = new OperationRun.Recording(CancellationToken.NONE);
      record(curved(shorter), first, start);
      assertThat(number(start, "epochs_done")).isEqualTo((double) shorter);
      TrainRun.Kept continued = new TrainRun.Kept();
      record(
          curved(11),
          new TrainRun.From(new Checkpoint(first.runId(), shorter, start.checkpoint())),
          continued);
      assertThat(continued.metrics()).isEqualTo(whole.metrics());
      assertThat(continued.series()).isEqualTo(whole.series());
      assertThat(continued.artifacts()).isEqualTo(whole.artifacts());
    }
  }

  @Test
  void phasesThatEndBeforeTheEpochsDoEndTheTraining() {
    TrainRun.Kept all = new TrainRun.Kept();
    record(curved(1000), new OperationRun.Recording(CancellationToken.NONE), all);
    assertThat(number(all, "epochs_done")).isEqualTo(2 * (1 + 3 + 2));
    assertThat(all.notes()).isEmpty();
    assertThat(all.timings()).containsKeys("phase_0_linear", "phase_4_weak", "phase_5_node");
  }

  @Test
  void aLearningRateTooHighFailsTheRunAndNamesTheStep() {
    RecordingCapture capture = new RecordingCapture();
    Params params =
        linear(Map.of("trainer", "node", "learning_rate", 1e3, "optimizer", "sgd"))
            .with("epochs", 50L);
    RunRecord record = record(params, new OperationRun.Recording(CancellationToken.NONE), capture);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    int step = (int) number(capture, "diverged_step");
    assertThat(step).isBetween(2, 50);
    assertThat(record.error().message())
        .contains("diverged in phase 0", "step " + step, "smaller learning rate");
    assertThat(capture.series().get("train_loss")).hasSize(step - 1);
    assertThat(capture.artifacts()).containsKeys("history.csv", "config.json");
    assertThat(capture.artifacts()).doesNotContainKey("checkpoint/training.json");
  }

  @Test
  void aCancelledRunEndsBeforeTheNextEpoch() {
    CancellationSource source = new CancellationSource();
    RecordingCapture capture = new RecordingCapture();
    OperationRun.Recording runtime =
        new OperationRun.Recording(source.token()) {
          @Override
          public void progress(double fraction, String message) {
            super.progress(fraction, message);
            if (message.startsWith("epoch 3 of")) {
              source.cancel("enough");
            }
          }
        };
    assertThatThrownBy(() -> record(curved(9), runtime, capture))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(capture.series().get("train_loss")).hasSize(3);
  }

  @Test
  void eachEpochReportsTheBestLossSoFarAndARunThatIsToldToStopKeepsWhatItHas() {
    List<Double> reported = new ArrayList<>();
    OperationRun.Recording runtime =
        new OperationRun.Recording(CancellationToken.NONE) {
          @Override
          public void report(long step, double value) {
            reported.add(value);
            assertThat(step).isEqualTo(reported.size());
          }

          @Override
          public boolean shouldStop() {
            return reported.size() == 3;
          }
        };
    TrainRun.Kept capture = new TrainRun.Kept();
    RunRecord record = record(curved(9), runtime, capture);
    assertThat(record.findError()).isEmpty();
    assertThat(number(capture, "epochs_done")).isEqualTo(3);
    assertThat(reported).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(reported.get(2)).isGreaterThanOrEqualTo(number(capture, "best_valid_loss"));
    assertThat(capture.notes().get(0)).startsWith("The 3 epochs ended in phase 1 of 6");
    assertThat(capture.checkpoint().resolve("training.json")).exists();
  }

  @Test
  void foldsThatDoNotFitAreRefused() {
    Params curved = curved(1);
    refuses(curved.with("folds", 9L), "params.folds: The folds (9) must be from 2 to");
    refuses(curved.with("folds", 3L).with("fold", 3L), "params.folds: The fold (3) must be from 0");
    refuses(curved.with("folds", 3L).with("split", "time"), "params.folds: Folds (3) are of whole");
    refuses(curved.with("fold", 1L), "params.fold: There are no folds", "Give params.folds.");
    refuses(
        curved.with("folds", 3L).with("valid_dataset", TestData.koopman2d(directory)),
        "params.folds: A valid_dataset is held out",
        "Leave one of them out.");
  }

  @Test
  void aDatasetOfItsOwnChoosesTheBestWeights() throws Exception {
    Params params = linear(Map.of("trainer", "linear")).with("held_out", 0.0);
    Params own = params.with("valid_dataset", TestData.controlled(directory, 20));
    RecordingCapture capture = run(operation, own);
    assertThat(number(capture, "n_held_out")).isEqualTo(1);
    assertThat(number(capture, "rmse_mean")).isLessThan(1e-9);
  }

  private void refuses(Params params, String... texts) {
    assertThatThrownBy(() -> run(operation, params))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContainingAll(texts);
  }

  private void refusesPhase(Map<String, ?> phase, String... texts) {
    refuses(linear(Map.of("trainer", "linear"), phase), texts);
  }

  @Test
  void refusesAPhaseByItsPathBeforeTheFirstEpoch() {
    refusesPhase(
        Map.of("trainer", "nodes"), "params.phases.1.trainer (nodes)", "one of node, weak");
    refusesPhase(
        Map.of("trainer", "linear", "epochs", 3L),
        "params.phases.1.epochs (3) is not an option here. Known are trainer, method.");
    refusesPhase(Map.of("learning_rate", 0.0), "params.phases.1: The learning rate (0.0)");
    refusesPhase(Map.of("sweep_lengths", List.of(2.5)), "params.phases.1: sweep_lengths (2.5)");
    refusesPhase(
        Map.of("sweep_lengths", List.of(500L)), "params.phases.1: A window of 500 samples");
    refusesPhase(Map.of("trainer", "weak"), "params.phases.1: The weak form compares rates");
    refusesPhase(
        Map.of("trainer", "linear", "method", "truncated"),
        "params.phases.1.rank (0) must be a whole number from 1");
    refuses(linear(3L), "params.phases.0", "A phase is a map of options, not 3.");
    refuses(linear(), "params.phases", "at least one phase");
    refuses(
        linear(Map.of("trainer", "node"), Map.of("trainer", "linear")),
        "params.phases.0.epochs (0) must be a whole number from 1");
    refuses(
        linear(Map.of("trainer", "node")).with("repeat", 2L),
        "params.phases.0.epochs (0) must be a whole number from 1");
  }

  @Test
  void refusesAModelOrDataThatDoNotFit() {
    Params good = linear(Map.of("trainer", "linear"));
    refuses(
        good.with("model", Map.of("name", "LTX")), "params.model.name (LTX) must be one of LDM");
    refuses(
        good.with("model", Map.of("name", "LTI", "hiden", 3L)),
        "params.model.hiden (3) is not an option here.");
    refuses(good.with("model", Map.of("name", "DSDM")), "params.model.name (DSDM)", "no controls");
    refuses(good.with("model", Map.of("name", "DKMSK")), "params.model.name", "DKMSK", "dymad.krr");
    refuses(
        good.with("model", Map.of("name", "DSDM", "delay", 2L)).with("delay", 1L),
        "params.delay",
        "windows of its own");
    refuses(
        good.with("model", Map.of("name", "DLTI", "encoder_layers", 0L, "koopman_dimension", 7L)),
        "params.model.encoder_layers (0)");
    refuses(good.with("held_out", 0.0), "params.held_out", "choose the best weights");
    refuses(good.with("delay", 50L), "params.delay: The fitted part");
    refuses(
        good.with("valid_dataset", TestData.ring(directory, 20)),
        "params.valid_dataset",
        "2 states and 0 controls, but the dataset has 2 and 1");
  }

  @Test
  void theConfigurationHasTheDefaultsOfModelAndPhasesAndTheSummaryTheirEpochs() {
    TrainRun.Kept capture = new TrainRun.Kept();
    record(curved(5), new OperationRun.Recording(CancellationToken.NONE), capture);
    assertThat(String.valueOf(capture.data().get("config.json")))
        .contains("activation=silu", "min_learning_rate=1.0E-6", "step=0.05");
    assertThat(String.valueOf(capture.data().get("summary.json")))
        .contains("trainer=linear, epochs=1", "trainer=weak, epochs=3", "trainer=node, epochs=1");
  }
}
