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
import io.metalab.capture.NdArray;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DmdOperationTest {
  @TempDir Path directory;

  private final DmdOperation operation = new DmdOperation();

  private Params oscillations(String method) {
    return Params.of(
        "dataset",
        TestData.oscillations(directory, 1, 100),
        "method",
        method,
        "rank_rule",
        "fixed",
        "rank",
        4L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exact",
        "projected",
        "total_least_squares",
        "forward_backward",
        "subspace",
        "optimized",
        "bagged"
      })
  void findsTheExponentsOfDampedOscillationsAndForecastsThem(String method) throws Exception {
    RecordingCapture capture = run(operation, oscillations(method).with("periods", List.of(2.5)));
    assertThat(number(capture, "n_modes")).isEqualTo(4);
    assertThat(number(capture, "period")).isCloseTo(2 * Math.PI / 2.5, within(1e-7));
    assertThat(number(capture, "period_growth")).isCloseTo(-0.3, within(1e-7));
    assertThat(number(capture, "spectral_abscissa")).isCloseTo(-0.1, within(1e-7));
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-6);
    assertThat(number(capture, "reconstruction_error")).isLessThan(1e-6);
    assertThat(number(capture, "forecast_error")).isLessThan(1e-5);
    assertThat(number(capture, "n_polluted")).isZero();
  }

  @Test
  void reportsTheStrongestOscillationUnlessAPeriodIsAskedFor() throws Exception {
    RecordingCapture capture = run(operation, oscillations("exact").with("time_unit", "seconds"));
    assertThat(number(capture, "period")).isCloseTo(2 * Math.PI, within(1e-9));
    assertThat(number(capture, "period_seconds")).isEqualTo(number(capture, "period"));
  }

  @Test
  void fitsUnevenTimesWhereTheMethodTakesThem() throws Exception {
    Matrix times = Matrix.generate(80, 1, (k, j) -> 0.1 * k + 0.03 * Math.sin(k));
    Matrix x =
        Matrix.generate(
            80,
            2,
            (k, j) -> {
              double t = times.get(k, 0);
              return Math.exp(-0.1 * t) * Math.cos(t + j);
            });
    Params params =
        oscillations("optimized")
            .with("rank", 2L)
            .with(
                "dataset",
                TestData.npz(directory, "uneven", Trajectories.of(Trajectory.of(times, x))));
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "period")).isCloseTo(2 * Math.PI, within(1e-8));
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-8);
    assertThat(number(capture, "forecast_error")).isLessThan(1e-8);
  }

  @Test
  void keepsFewerModesWhereThePenaltyIsLarge() throws Exception {
    Params sparse = oscillations("sparse");
    assertThat(number(run(operation, sparse.with("penalty", 0.0)), "n_modes")).isEqualTo(4);
    RecordingCapture few = run(operation, sparse.with("penalty", 20.0));
    assertThat(number(few, "n_modes")).isEqualTo(2);
    assertThat(number(few, "period")).isCloseTo(2 * Math.PI, within(1e-9));
  }

  @Test
  void tellsControlFromDynamics() throws Exception {
    RecordingCapture capture =
        run(
            operation,
            Params.of("dataset", TestData.controlled(directory, 60), "method", "control"));
    assertThat(number(capture, "spectral_radius")).isCloseTo(0.9, within(1e-12));
    assertThat(number(capture, "residual_held_out_max")).isLessThan(1e-12);
    assertThat(number(capture, "forecast_error")).isLessThan(1e-12);
  }

  @Test
  void findsTwoFrequenciesInOneSignalByDelays() throws Exception {
    RecordingCapture capture =
        run(operation, oscillations("exact").with("states", List.of(0L)).with("delay", 10L));
    assertThat(number(capture, "spectral_abscissa")).isCloseTo(-0.1, within(1e-7));
    assertThat(number(capture, "forecast_error")).isLessThan(1e-6);
  }

  @Test
  void theFigureOfAnIndependentProgramForTheSeaSurface() throws Exception {
    RecordingCapture capture =
        run(
            operation,
            Params.of(
                "dataset",
                TestData.resource("/real/nino12_monthly.csv"),
                "states",
                List.of("sst_celsius"),
                "method",
                "projected",
                "remove_mean",
                true,
                "delay",
                60L,
                "rank_rule",
                "fixed",
                "rank",
                10L,
                "held_out",
                0L,
                "periods",
                List.of(12L),
                "time_unit",
                "months"));
    assertThat(number(capture, "period_months")).isCloseTo(12.002176574090258, within(1e-5));
    assertThat(number(capture, "period_growth")).isCloseTo(-5.0919548836146924e-05, within(1e-7));
    assertThat(number(capture, "residual_held_out_max")).isNaN();
  }

  @Test
  void warnsOfModesThatDoNotHoldOnDataHeldOut() throws Exception {
    Params params =
        Params.of(
            "dataset",
            TestData.resource("/real/nino12_monthly.csv"),
            "states",
            List.of("sst_celsius"),
            "remove_mean",
            true,
            "delay",
            60L);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_polluted")).isPositive();
    assertThat(capture.notes()).anySatisfy(note -> assertThat(note).contains("residual_limit"));
  }

  @Test
  void theTableHoldsTheDeviationsThatBagsGive() throws Exception {
    CsvTable bagged = OperationRun.table(operation, oscillations("bagged"), "spectrum.csv");
    // The data have no noise: every bag finds the same exponents.
    for (String column : List.of("growth_deviation", "angular_frequency_deviation")) {
      assertThat(bagged.doubles(column)).hasSize(4);
      assertThat(Summaries.max(bagged.doubles(column))).isLessThan(1e-9);
    }
    CsvTable exact = OperationRun.table(operation, oscillations("exact"), "spectrum.csv");
    assertThat(exact.doubles("growth_deviation")).hasSize(4).containsOnly(Double.NaN);
  }

  @Test
  void theModelHoldsWhatASampleShowsUnlessAllIsSaved() throws Exception {
    Params params = oscillations("exact").with("delay", 2L);
    Map<?, ?> small = (Map<?, ?>) OperationRun.artifact(operation, params, "model.npz");
    Map<?, ?> full =
        (Map<?, ?>) OperationRun.artifact(operation, params.with("save", "full"), "model.npz");
    NdArray shown = (NdArray) Objects.requireNonNull(small.get("modes_re"));
    NdArray whole = (NdArray) Objects.requireNonNull(full.get("modes_re"));
    int states = shown.shape().get(0);
    assertThat(whole.shape()).containsExactly(3 * states, shown.shape().get(1));
    // By rows: the first sample of the window comes first.
    assertThat(Arrays.copyOf(whole.toDoubles(), shown.size())).containsExactly(shown.toDoubles());
    assertThat(small.containsKey("functions_re")).isFalse();
    assertThat(full.containsKey("functions_re")).isTrue();
  }

  @Test
  void tellsItsProgressAndStopsBetweenBags() {
    assertStopsInTheFit("bagged");
  }

  @Test
  void stopsBeforeTheDecompositionAndBetweenWindows() {
    assertStopsInTheFit("exact");
    assertStopsInTheFit("projected");
    assertStopsInTheFit("multiresolution");
  }

  private void assertStopsInTheFit(String method) {
    CancellationSource source = new CancellationSource();
    OperationRun.Recording runtime =
        new OperationRun.Recording(source.token()) {
          @Override
          public void progress(double fraction, String message) {
            super.progress(fraction, message);
            if (message.startsWith("fit")) {
              source.cancel("enough");
            }
          }
        };
    assertThatThrownBy(() -> run(operation, oscillations(method), runtime))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(runtime.fractions()).containsExactly(0.1, 0.2);
  }
}
