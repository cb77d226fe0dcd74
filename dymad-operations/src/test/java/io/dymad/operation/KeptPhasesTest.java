package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.training.TrainedModel;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phases {@code analysis} and {@code export} of trainings. */
class KeptPhasesTest {
  private static final Map<String, Object> SOLVE =
      Map.of("trainer", "linear", "method", "full_log");
  private static final Map<String, Object> WEAK =
      Map.of("trainer", "weak", "epochs", 3L, "batch_size", 5L, "optimizer", "sgd");
  private static final Map<String, Object> OPEN = Map.of("trainer", "weak", "batch_size", 5L);

  @TempDir Path directory;

  private static Map<String, Object> analysis(String name) {
    return Map.of("analysis", name);
  }

  private static Map<String, Object> export(String name, String target) {
    return Map.of("export", name, "target", target);
  }

  private Params curved(long epochs, Object... phases) {
    return Params.of(
        "dataset",
        TestData.koopman2d(directory),
        "model",
        Map.of("name", "KBF", "koopman_dimension", 3, "hidden_dimension", 4),
        "scale",
        "std",
        "phases",
        List.of(phases),
        "epochs",
        epochs);
  }

  /** A linear map of eigenvalues 0.9 and 0.7 under control. */
  private Params linear(Object... phases) {
    return Params.of(
        "dataset",
        TestData.controlled(directory, 60),
        "model",
        Map.of("name", "DLTI", "encoder_layers", 0, "decoder_layers", 0),
        "phases",
        List.of(phases),
        "epochs",
        1L);
  }

  @Test
  void anAnalysisTellsWhatTheModelIsWorthWhereItStands() throws Exception {
    Params params = linear(analysis("before"), Map.of("trainer", "linear"), analysis("after"));
    TrainRun.Kept capture = TrainRun.whole(params);
    assertThat(number(capture, "after_rmse_mean")).isLessThan(1e-9);
    assertThat(number(capture, "after_rmse_train")).isLessThan(1e-9);
    assertThat(number(capture, "after_abscissa")).isCloseTo(Math.log(0.9), within(1e-9));
    assertThat(number(capture, "before_rmse_mean")).isGreaterThan(0.01);
    assertThat(capture.series()).containsKeys("before_rmse_mean", "after_rmse_mean");
    assertThat(capture.artifacts()).containsKey("plots/analyses_exponents.png");
    TrainOperation operation = new TrainOperation();
    CsvTable errors = OperationRun.table(operation, params, "analyses.csv");
    assertThat(errors.doubles("epoch")).containsExactly(0, 0, 1, 1);
    assertThat(errors.doubles("n_diverged")).endsWith(0, 0);
    CsvTable exponents = OperationRun.table(operation, params, "analyses_exponents.csv");
    double[] growth = exponents.doubles("growth");
    assertThat(growth).hasSize(4);
    assertThat(Math.min(growth[2], growth[3])).isCloseTo(Math.log(0.7), within(1e-9));
  }

  @Test
  void whatIsKeptOnTheWayChangesNoWeights() {
    TrainRun.Kept without = TrainRun.whole(curved(8, SOLVE, WEAK, WEAK, OPEN));
    TrainRun.Kept with =
        TrainRun.whole(
            curved(
                8,
                analysis("start"),
                SOLVE,
                export("solved", "best_model"),
                WEAK,
                analysis("middle"),
                export("middle", "run_checkpoint"),
                WEAK,
                export("late", "summary"),
                OPEN,
                analysis("end")));
    for (String series : List.of("train_loss", "valid_loss", "gradient_norm")) {
      assertThat(with.series().get(series)).isEqualTo(without.series().get(series)).hasSize(8);
    }
    assertThat(TrainingFiles.model(with.checkpoint()).weights().values())
        .isEqualTo(TrainingFiles.model(without.checkpoint()).weights().values());
    assertThat(with.artifacts())
        .containsKeys("checkpoint/exports/late/summary.npz", "analyses.csv");
  }

  @Test
  void anExportIsTheModelOfItsPlaceAndIsJudgedLikeAnyOther() throws Exception {
    TrainRun.Kept capture =
        TrainRun.whole(curved(8, SOLVE, export("solved", "best_model"), WEAK, OPEN));
    TrainRun.Kept solvedAlone = TrainRun.whole(curved(1, SOLVE));
    Path export = capture.checkpoint().resolve("exports/solved");
    TrainedModel kept = TrainingFiles.model(export);
    assertThat(kept.weights().values())
        .isEqualTo(TrainingFiles.model(solvedAlone.checkpoint()).weights().values())
        .isNotEqualTo(TrainingFiles.model(capture.checkpoint()).weights().values());
    assertThat(TrainingFiles.trainedOn(export))
        .isEqualTo(TrainingFiles.trainedOn(capture.checkpoint()));
  }

  private void comesToTheSame(TrainRun.Kept continued, TrainRun.Kept whole) {
    assertThat(continued.metrics()).isEqualTo(whole.metrics());
    assertThat(continued.series()).isEqualTo(whole.series());
    assertThat(continued.artifacts()).isEqualTo(whole.artifacts());
  }

  @Test
  void aLongerRunHasWhatAShorterOneKeptAndKeepsTheRestItself() {
    Object[] phases = {
      SOLVE, analysis("solved"), export("solved", "best_model"), WEAK, export("weak", "summary")
    };
    Params params = curved(8, phases).with("repeat", 2L);
    TrainRun.Kept whole = TrainRun.whole(params);
    assertThat(whole.series().get("solved_rmse_mean")).hasSize(2);
    for (long shorter : new long[] {1, 3, 4, 5}) {
      TrainRun.Kept start = TrainRun.whole(params.with("epochs", shorter));
      comesToTheSame(TrainRun.goingOn(params, start, shorter), whole);
    }
  }

  @Test
  void whatFollowsUponTheLastPhaseIsKeptAtTheEndOfEachRun() {
    Params params = curved(6, SOLVE, OPEN, analysis("end"), export("end", "run_checkpoint"));
    TrainRun.Kept whole = TrainRun.whole(params);
    assertThat(whole.series().get("end_rmse_mean")).hasSize(1);
    assertThat(whole.notes()).isEmpty();
    TrainRun.Kept shorter = TrainRun.whole(params.with("epochs", 3L));
    assertThat(shorter.series().get("end_rmse_mean")).singleElement().asString().startsWith("3:");
    comesToTheSame(TrainRun.goingOn(params, shorter, 3), whole);
  }

  private void refuses(String text, Object... phases) {
    List<Object> all = new ArrayList<>(List.of(Map.of("trainer", "linear")));
    all.addAll(List.of(phases));
    assertThatThrownBy(() -> TrainRun.whole(linear(all.toArray())))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContaining(text);
  }

  @Test
  void refusesNamesThatWouldBeNoneOrAreTaken() {
    refuses(
        "params.phases.1: analysis (After all): the name of what is kept", analysis("After all"));
    refuses("params.phases.1: export (../x): the name", export("../x", "summary"));
    refuses("params.phases.1.target (all) must be one of best_model,", export("end", "all"));
    refuses(
        "params.phases.2.analysis: An earlier phase keeps its analysis under the name end, too.",
        analysis("end"),
        analysis("end"));
    refuses(
        "params.phases.1.target (summary) is not an option here. Known are analysis.",
        Map.of("analysis", "end", "target", "summary"));
    assertThatThrownBy(() -> TrainRun.whole(linear(analysis("alone"))))
        .hasMessageContaining("at least one phase that trains");
  }
}
