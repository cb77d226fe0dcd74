package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Dictionary;
import io.dymad.numerics.Matrix;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spectra of trained models whose matrix is known. */
class LearnedSpectrumTest {
  private static final double STEP = 0.1;

  @TempDir Path directory;

  private final SpectralOperation operation = new SpectralOperation();

  /** Writes {@code x' = -0.2 x - 2 y, y' = 2 x - 0.2 y}, solved exactly: exponents -0.2 ± 2i. */
  private FileValue spiral() {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      double start = 1 + i;
      items.add(
          Trajectory.of(
              STEP,
              Matrix.generate(
                  31,
                  2,
                  (k, j) -> {
                    double t = STEP * k;
                    double size = start * Math.exp(-0.2 * t);
                    return size * (j == 0 ? Math.cos(2 * t + start) : Math.sin(2 * t + start));
                  })));
    }
    return TestData.npz(directory, "spiral", new Trajectories(items));
  }

  private Params learned(String variant, Params more) {
    FileValue dataset = spiral();
    DirValue checkpoint = Trained.checkpoint(Trained.linear(dataset, variant).withAll(more));
    return Params.of(
        "checkpoint", checkpoint, "dataset", dataset, "grid_points", 4L, "measure_points", 40L);
  }

  private void hasTheSpectrum(Params params, double tolerance) throws Exception {
    CsvTable table = OperationRun.table(operation, params, "residuals.csv");
    assertThat(table.doubles("growth")).containsOnly(new double[] {-0.2, -0.2}, within(tolerance));
    assertThat(table.doubles("angular_frequency"))
        .containsExactly(new double[] {2, -2}, within(tolerance));
    double real = Math.exp(-0.2 * STEP) * Math.cos(2 * STEP);
    assertThat(table.doubles("re")[0]).isCloseTo(real, within(tolerance));
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "residual_train_max")).isLessThan(tolerance);
    assertThat(number(capture, "residual_held_out_max")).isLessThan(tolerance);
    assertThat(number(capture, "prediction_error")).isLessThan(tolerance);
    assertThat(number(capture, "n_polluted")).isZero();
  }

  @Test
  void aMapHasTheExponentsOfTheSystemHoweverTheDataAreSplit() throws Exception {
    hasTheSpectrum(learned("DLTI", Params.empty()), 1e-9);
    hasTheSpectrum(learned("DKBF", Params.of("split", "time")), 1e-9);
  }

  /** The integrator of fourth order errs by about {@code (0.2)^5 / 120} in a step. */
  @Test
  void aGeneratorHasItsOwnExponents() throws Exception {
    hasTheSpectrum(learned("LTI", Params.empty()), 1e-4);
  }

  /** Two of the four functions depend on the others, which the residuals tell. */
  @Test
  void ofStatesInWindowsThePairsOfTheSystemAreKept() throws Exception {
    Params params = learned("DLTI", Params.of("delay", 1L)).with("max_residual", 1e-6);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_features")).isEqualTo(4);
    assertThat(number(capture, "n_kept")).isEqualTo(2);
    assertThat(number(capture, "spectral_abscissa")).isCloseTo(-0.2, within(1e-9));
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-9);
    assertThat(number(capture, "prediction_error")).isLessThan(1e-9);
  }

  @Test
  void theEncoderIsADictionaryWithDerivatives() {
    Params params = learned("DLTI", Params.of("scale", "std"));
    Dictionary functions =
        new EncoderFunctions(CheckpointParameters.model(params), Matrix.zeros(1, 2));
    Matrix states = Matrix.of(new double[][] {{1, 2}, {0.5, -1}});
    Matrix directions = Matrix.of(new double[][] {{1, 0}, {2, -3}});
    assertThat(functions.names()).containsExactly("z0", "z1");
    // Scaling is linear up to a shift: a difference is exact.
    Matrix exact = functions.evaluate(states.plus(directions)).minus(functions.evaluate(states));
    assertThat(functions.derivative(states, directions).minus(exact).maxAbs()).isLessThan(1e-9);
    assertThatThrownBy(() -> functions.evaluate(Matrix.zeros(1, 3)))
        .hasMessage("The states have 3 columns, but the model takes 2.");
  }

  private void refuses(Params params, String... texts) {
    assertThatThrownBy(() -> run(operation, params))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContainingAll(texts);
  }

  @Test
  void whatTheModelDecidesIsRefusedByName() {
    Params params = learned("DLTI", Params.empty());
    refuses(
        params.with("dictionary", "tensor"),
        "params.dictionary: With a checkpoint",
        "Leave it (tensor) out.");
    refuses(params.with("bootstrap", 20L), "params.bootstrap: With a checkpoint");
  }

  @Test
  void dataOrModelsThatHaveNoSuchSpectrumAreRefused() {
    Params params = learned("DLTI", Params.empty());
    refuses(
        params.with("dataset", TestData.ring(directory, 20)),
        "params.dataset: None of its trajectories is one that the model was fitted to",
        "{param: dataset, stage: fit}");
    refuses(params.with("dt", 0.2), "params.dataset: It has the time step 0.2", "advances by 0.1");
    Params network =
        Params.of(
            "dataset",
            params.get("dataset"),
            "model",
            Map.of("name", "LDM", "hidden_dimension", 3L),
            "epochs",
            1L);
    refuses(
        params.with("checkpoint", Trained.checkpoint(network)),
        "params.checkpoint: The dynamics of its model are a network");
  }
}
