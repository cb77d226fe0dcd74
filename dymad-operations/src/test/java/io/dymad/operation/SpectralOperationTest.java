package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.CancellationSource;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectralOperationTest {
  @TempDir Path directory;

  private final SpectralOperation operation = new SpectralOperation();

  private Params plane() {
    return Params.of(
        "dataset",
        TestData.koopman2d(directory),
        "dictionary",
        "tensor",
        "powers",
        List.of(3L, 2L),
        "grid_points",
        9L);
  }

  private Params circle() {
    return Params.of(
        "dataset",
        TestData.rotation(directory),
        "dictionary",
        "fourier",
        "harmonics",
        8L,
        "grid_points",
        9L,
        "measure_points",
        2000L,
        "measure_order",
        1L);
  }

  @Test
  void keepsTheTruePairsOfAnInvariantSubspaceAndTheirResidualsVanish() throws Exception {
    RecordingCapture capture = run(operation, plane().with("max_residual", 1e-6));
    assertThat(number(capture, "n_features")).isEqualTo(6);
    assertThat(number(capture, "n_kept")).isEqualTo(3);
    assertThat(number(capture, "spectral_abscissa")).isCloseTo(-0.5, within(1e-9));
    assertThat(number(capture, "residual_train_max")).isLessThan(1e-10);
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-10);
    assertThat(number(capture, "prediction_error")).isLessThan(1e-9);
    assertThat(number(capture, "orthogonality_error")).isLessThan(1e-10);
  }

  @Test
  void callsTheOtherPairsPollutionUntilTheyAreKeptOnPurpose() throws Exception {
    RecordingCapture all = run(operation, plane().with("residual_limit", 1e-6));
    assertThat(number(all, "n_kept")).isEqualTo(5);
    assertThat(number(all, "n_polluted")).isEqualTo(2);
    assertThat(number(all, "residual_held_out_max")).isGreaterThan(1e-3);
    RecordingCapture four = run(operation, plane().with("remove_one", false).with("keep", 4L));
    assertThat(number(four, "spectral_radius")).isCloseTo(1, within(1e-9));
    assertThat(number(four, "residual_held_out_max")).isLessThan(1e-10);
  }

  @Test
  void exactExponentsAreCertainAndTheOthersAreNot() throws Exception {
    RecordingCapture kept =
        run(operation, plane().with("max_residual", 1e-6).with("bootstrap", 20L));
    assertThat(number(kept, "n_kept")).isEqualTo(3);
    assertThat(number(kept, "exponent_deviation")).isLessThan(1e-9);
    assertThat(number(kept, "n_degenerate")).isZero();
    RecordingCapture all = run(operation, plane().with("bootstrap", 20L));
    assertThat(number(all, "exponent_deviation")).isGreaterThan(0.1);
  }

  @Test
  void theTableHoldsTheDeviationsOfAllPairs() throws Exception {
    CsvTable table = OperationRun.table(operation, plane().with("bootstrap", 20L), "residuals.csv");
    double[] residuals = table.doubles("residual_train");
    double[] growth = table.doubles("growth_deviation");
    double[] frequency = table.doubles("angular_frequency_deviation");
    int exact = 0;
    for (int j = 0; j < residuals.length; j++) {
      if (residuals[j] < 1e-9) {
        assertThat(Math.hypot(growth[j], frequency[j])).isLessThan(1e-9);
        exact++;
      } else {
        assertThat(growth[j]).isGreaterThan(0.1);
      }
    }
    assertThat(exact).isEqualTo(4);
  }

  @Test
  void withoutABootstrapDeviationsAreNotANumber() throws Exception {
    assertThat(number(run(operation, plane()), "exponent_deviation")).isNaN();
    CsvTable table = OperationRun.table(operation, plane(), "residuals.csv");
    assertThat(table.doubles("growth_deviation")).hasSize(6).containsOnly(Double.NaN);
  }

  @Test
  void drawingsOfAUnitaryMatrixAreUnitaryInTheirOwnWeights() throws Exception {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int start = i;
      items.add(
          Trajectory.of(
              1, Matrix.generate(30, 1, (k, j) -> (start + k * Math.sqrt(2)) % (2 * Math.PI))));
    }
    Params params =
        circle()
            .with("dataset", TestData.npz(directory, "rotations", new Trajectories(items)))
            .with("harmonics", 3L)
            .with("method", "measure_preserving")
            .with("held_out", 0L)
            .with("bootstrap", 20L);
    CsvTable table = OperationRun.table(operation, params, "residuals.csv");
    // The moduli are 1 in each drawing, but means over other samples give other angles.
    assertThat(Summaries.max(table.doubles("growth_deviation"))).isLessThan(1e-12);
    assertThat(Summaries.max(table.doubles("angular_frequency_deviation"))).isBetween(1e-5, 0.1);
  }

  @Test
  void aBootstrapNeedsTwoTrajectoriesAndTwoDrawings() {
    assertThatThrownBy(() -> run(operation, circle().with("bootstrap", 20L)))
        .hasMessage(
            "params.bootstrap: A bootstrap over trajectories needs two of them that have a pair.");
    assertThatThrownBy(() -> run(operation, plane().with("bootstrap", 1L)))
        .hasMessage("params.bootstrap: The number of drawings (1) must be at least 2.");
  }

  @Test
  void aRotationHasItsSpectrumOnTheCircleAndNoMassIsLost() throws Exception {
    RecordingCapture capture = run(operation, circle());
    assertThat(number(capture, "n_kept")).isEqualTo(16);
    assertThat(number(capture, "spectral_radius")).isCloseTo(1, within(1e-10));
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-9);
    assertThat(number(capture, "measure_mass"))
        .isCloseTo(number(capture, "represented_energy"), within(1e-3));
  }

  @Test
  void theUnitaryMatrixDiffersFromTheTruthByTheErrorOfTheSamplesMean() throws Exception {
    RecordingCapture capture = run(operation, circle().with("method", "measure_preserving"));
    assertThat(number(capture, "spectral_radius")).isCloseTo(1, within(1e-12));
    // 300 fitted samples: means of sines differ from 0 by about 1/300.
    assertThat(number(capture, "residual_held_out_max")).isBetween(1e-4, 0.05);
  }

  @Test
  void theResidualOnTheGridIsTheDistanceToTheCircleForARotation() throws Exception {
    // The points of modulus nearest to 1 are those at distance 1.25 - 1 from it: τ = |1 - |z||.
    RecordingCapture capture =
        run(operation, circle().with("grid_points", 3L).with("grid_radius", 1.25));
    assertThat(number(capture, "tau_min")).isCloseTo(0.25, within(0.02));
  }

  @Test
  void anObservableThatThereIsNotIsRefusedByName() {
    assertThatThrownBy(() -> run(operation, plane().with("observable", 2L)))
        .hasMessage("params.observable: The state has 2 variables, so that 2 is none of them.");
  }

  @Test
  void stopsWithinThePseudospectrum() {
    CancellationSource source = new CancellationSource();
    OperationRun.Recording runtime =
        new OperationRun.Recording(source.token()) {
          @Override
          public void progress(double fraction, String message) {
            super.progress(fraction, message);
            if (message.equals("pseudospectrum")) {
              source.cancel("enough");
            }
          }
        };
    assertThatThrownBy(() -> run(operation, plane(), runtime))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(runtime.fractions()).hasSize(4);
  }
}
