package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
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

/**
 * Spectra under a constant control u of {@code x_(k+1) = (A + u B) x_k + b u_k}, whose eigenvalues
 * are 0.9 and {@code 0.7 + 0.2 u}.
 */
class ControlledSpectrumTest {
  private static final int BLOCK = 10;

  @TempDir Path directory;

  private final SpectralOperation operation = new SpectralOperation();

  /** Writes four courses whose control rests at 0, rests at 0.5 and is restless by turns. */
  private FileValue driven() {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double[][] x = new double[6 * BLOCK][2];
      double[][] u = new double[6 * BLOCK][1];
      x[0] = new double[] {1 + i, 2.0 - i};
      for (int k = 0; k < x.length; k++) {
        int block = (k / BLOCK + i) % 3;
        u[k][0] = block == 2 ? Math.sin(1.7 * k * k) : 0.5 * block;
        if (k + 1 < x.length) {
          x[k + 1][0] = 0.9 * x[k][0] + 0.2 * x[k][1] + 0.5 * u[k][0];
          x[k + 1][1] = (0.7 + 0.2 * u[k][0]) * x[k][1] - u[k][0];
        }
      }
      items.add(Trajectory.of(1, Matrix.of(x)).withU(Matrix.of(u)));
    }
    return TestData.npz(directory, "driven", new Trajectories(items));
  }

  private Params learned(String variant) {
    FileValue dataset = driven();
    return Params.of(
        "checkpoint",
        Trained.checkpoint(Trained.linear(dataset, variant)),
        "dataset",
        dataset,
        "grid_points",
        4L,
        "measure_points",
        40L);
  }

  private CsvTable hasEigenvalues(Params params, double first, double second) throws Exception {
    CsvTable table = OperationRun.table(operation, params, "residuals.csv");
    assertThat(table.doubles("re")).containsExactly(new double[] {first, second}, within(1e-9));
    assertThat(table.doubles("growth")[1]).isCloseTo(Math.log(second), within(1e-9));
    return table;
  }

  @Test
  void withoutAWordTheControlIsZero() throws Exception {
    Params params = learned("DKBF");
    hasEigenvalues(params, 0.9, 0.7);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "residual_train_max")).isLessThan(1e-9);
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-9);
    assertThat(number(capture, "prediction_error")).isLessThan(1e-9);
    assertThat(capture.notes().get(0)).startsWith("The spectrum is that under u = (0). Residuals");
  }

  /** There the state tends to a point that is not 0, from which the functions are counted. */
  @Test
  void anotherControlHasItsOwnSpectrumAndItsOwnSamples() throws Exception {
    Params params = learned("DKBF").with("u", List.of(0.5));
    hasEigenvalues(params, 0.9, 0.8);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "residual_train_max")).isLessThan(1e-9);
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-9);
    // Each course has two blocks under this control, of as many steps as samples less one.
    assertThat(capture.notes().get(0))
        .isEqualTo(
            "The spectrum is that under u = (0.5). Residuals are on the %d fitted and %d other"
                + " steps that the data take under it.",
            3 * 2 * (BLOCK - 1), 2 * (BLOCK - 1));
    assertThat(capture.artifacts()).containsKey("control.json");
  }

  @Test
  void aControlThatTheDataDoNotHaveHasASpectrumWithoutResiduals() throws Exception {
    Params params = learned("DKBF").with("u", List.of(-0.25));
    CsvTable table = hasEigenvalues(params, 0.9, 0.65);
    assertThat(table.doubles("residual_train")).containsOnly(Double.NaN);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_kept")).isEqualTo(2);
    assertThat(number(capture, "tau_min")).isNaN();
    assertThat(number(capture, "peak_gain")).isPositive();
    assertThat(capture.notes().get(0)).contains("of which the data show too little");
    assertThat(capture.artifacts()).doesNotContainKey("pseudospectrum.npz");
    refuses(params.with("keep", 1L), "params.keep: The data show too little");
  }

  /** Writes courses of {@code x' = -x + u y, y' = -2 y - 4 u x} with u = 0 or u = 0.5. */
  private FileValue twisted() {
    double step = 0.02;
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double control = 0.5 * (i % 2);
      Matrix generator = Matrix.of(new double[][] {{-1, control}, {-4 * control, -2}});
      Matrix map = MatrixFunctions.exp(generator.times(step));
      double[][] x = new double[60][];
      x[0] = new double[] {1 + i, 2.5 - i};
      for (int k = 1; k < x.length; k++) {
        x[k] = map.times(x[k - 1]);
      }
      Matrix u = Matrix.generate(x.length, 1, (k, j) -> control);
      items.add(Trajectory.of(step, Matrix.of(x)).withU(u));
    }
    return TestData.npz(directory, "twisted", new Trajectories(items));
  }

  /**
   * Exponents {@code -3/2 ± sqrt(1/4 - 4 u²)}; rates are fitted to differences of samples, whose
   * errors are some squares of the step.
   */
  @Test
  void aGeneratorTurnsUnderAControl() throws Exception {
    FileValue dataset = twisted();
    Params trained =
        Trained.linear(dataset, "KBF").with("phases", List.of(Map.of("trainer", "linear")));
    Params params =
        Params.of("checkpoint", Trained.checkpoint(trained), "dataset", dataset, "grid_points", 4L);
    CsvTable none = OperationRun.table(operation, params, "residuals.csv");
    assertThat(none.doubles("growth")).containsExactly(new double[] {-1, -2}, within(5e-3));
    CsvTable half = OperationRun.table(operation, params.with("u", List.of(0.5)), "residuals.csv");
    assertThat(half.doubles("growth")).containsExactly(new double[] {-1.5, -1.5}, within(5e-3));
    assertThat(half.doubles("angular_frequency")[0]).isCloseTo(Math.sqrt(0.75), within(5e-3));
    assertThat(Summaries.max(half.doubles("residual_train"))).isLessThan(1e-3);
  }

  @Test
  void aLinearModelHasTheSameSpectrumUnderEachControl() throws Exception {
    FileValue dataset = TestData.controlled(directory, 60);
    Params params =
        Params.of(
            "checkpoint", Trained.checkpoint(Trained.linear(dataset, "DLTI")), "dataset", dataset);
    hasEigenvalues(params, 0.9, 0.7);
    hasEigenvalues(params.with("u", List.of(3.0)), 0.9, 0.7);
  }

  private void refuses(Params params, String text) {
    assertThatThrownBy(() -> run(operation, params))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContaining(text);
  }

  @Test
  void refusesAControlThatTheModelDoesNotHave() {
    Params params = learned("DKBF");
    refuses(
        params.with("u", List.of(0.5, 1.0)),
        "params.u: The model of the checkpoint has 1 controls, not 2.");
    refuses(
        params.with("u", List.of("half")), "params.u.0: A control is a finite number, not half");
    refuses(
        Params.of("dataset", driven(), "u", List.of(0.5)),
        "params.u: A fixed control goes with the checkpoint");
  }
}
