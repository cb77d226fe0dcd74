package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.CancellationSource;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import io.metalab.capture.NdArray;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KrrOperationTest {
  @TempDir Path directory;

  private final KrrOperation operation = new KrrOperation();

  /** A map of two states and a control, which is linear: a kernel of degree 1 has it exactly. */
  private Params linear(String model) {
    return Params.of(
        "dataset",
        TestData.controlled(directory, 60),
        "model",
        model,
        "kernel",
        "polynomial",
        "degree",
        1L,
        "ridge",
        1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dkm", "dkmsk"})
  void aLinearMapUnderControlIsForecastThroughScalesAndWindows(String model) throws Exception {
    for (int delay : new int[] {0, 2}) {
      RecordingCapture capture = run(operation, linear(model).with("delay", (long) delay));
      assertThat(number(capture, "fit_error")).isLessThan(1e-6);
      assertThat(number(capture, "one_step_error")).isLessThan(1e-6);
      assertThat(number(capture, "reconstruction_error")).isLessThan(1e-6);
      assertThat(number(capture, "forecast_error")).isLessThan(1e-6);
      assertThat(number(capture, "n_states")).isEqualTo(2 * (delay + 1));
      assertThat(number(capture, "n_samples")).isEqualTo(45 - delay - 1);
      assertThat(number(capture, "vpt_mean")).isEqualTo(14);
      assertThat(number(capture, "n_diverged")).isZero();
    }
  }

  @Test
  void errorsOfCoursesAreThoseOfTheirForecasts() throws Exception {
    Params params =
        Params.of("dataset", TestData.koopman2d(directory), "width", 3.0, "ridge", 1e-3);
    RecordingCapture capture = run(operation, params);
    CsvTable courses = OperationRun.table(operation, params, "courses.csv");
    assertThat(courses.rows()).hasSize(2);
    Map<?, ?> forecasts = (Map<?, ?>) OperationRun.artifact(operation, params, "forecasts.npz");
    double[] actual = ((NdArray) Objects.requireNonNull(forecasts.get("x"))).toDoubles();
    double[] predicted = ((NdArray) Objects.requireNonNull(forecasts.get("predicted"))).toDoubles();
    double[] lengths = ((NdArray) Objects.requireNonNull(forecasts.get("lengths"))).toDoubles();
    assertThat(lengths).containsExactly(41, 41);
    double sum = 0;
    for (int course = 0; course < 2; course++) {
      double squares = 0;
      for (int i = course * 82; i < (course + 1) * 82; i++) {
        squares += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
      }
      double rmse = Math.sqrt(squares / 82);
      assertThat(Double.parseDouble(courses.rows().get(course).get(1).toString()))
          .isCloseTo(rmse, within(1e-12));
      sum += rmse;
    }
    assertThat(sum).isPositive();
    assertThat(number(capture, "rmse_mean")).isCloseTo(sum / 2, within(1e-12));
    assertThat(number(capture, "kernel_width")).isEqualTo(3);
    assertThat(number(capture, "n_held_out")).isEqualTo(2);
  }

  @Test
  void aClosedCurveIsFollowedByDerivativesAlongIt() throws Exception {
    Params ring = Params.of("dataset", TestData.ring(directory, 200), "model", "kmm");
    RecordingCapture capture = run(operation, ring);
    assertThat(number(capture, "forecast_error")).isLessThan(1e-3);
    assertThat(number(run(operation, ring.with("model", "km")), "forecast_error")).isLessThan(1e-3);
  }

  @Test
  void severalKernelsAreGivenAsMaps() throws Exception {
    Params one = Params.of("dataset", TestData.koopman2d(directory), "width", 2.0, "ridge", 1e-6);
    double shared = number(run(operation, one), "forecast_error");
    List<?> alike = List.of(Map.of(), Map.of("kernel", "rbf", "width", 2.0));
    Params independent = one.with("outputs", "independent").with("kernels", alike);
    assertThat(number(run(operation, independent), "forecast_error"))
        .isCloseTo(shared, within(1e-6));
    Params separable =
        one.with("outputs", "separable")
            .with(
                "kernels",
                List.of(
                    Map.of("factor", List.of(List.of(1.0), List.of(0.0))),
                    Map.of("factor", List.of(List.of(0L), List.of(1L)))));
    assertThat(number(run(operation, separable), "forecast_error")).isCloseTo(shared, within(1e-6));
  }

  @Test
  void withoutHeldOutDataTheirFiguresAreNone() throws Exception {
    Params params = linear("dkm").with("held_out", 0.0);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "rmse_mean")).isNaN();
    assertThat(number(capture, "one_step_error")).isNaN();
    assertThat(number(capture, "n_held_out")).isZero();
    assertThat(OperationRun.table(operation, params, "courses.csv").rows()).isEmpty();
    Map<?, ?> forecasts = (Map<?, ?>) OperationRun.artifact(operation, params, "forecasts.npz");
    assertThat(((NdArray) Objects.requireNonNull(forecasts.get("lengths"))).toDoubles())
        .containsExactly(60);
  }

  @Test
  void aCancelledRunEndsBeforeTheNextCourse() {
    CancellationSource source = new CancellationSource();
    OperationRun.Recording runtime =
        new OperationRun.Recording(source.token()) {
          @Override
          public void progress(double fraction, String message) {
            super.progress(fraction, message);
            if (message.equals("forecast")) {
              source.cancel("enough");
            }
          }
        };
    assertThatThrownBy(
            () ->
                run(
                    operation,
                    Params.of("dataset", TestData.koopman2d(directory), "width", 1.0),
                    runtime))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(runtime.fractions()).doesNotContain(0.9);
  }

  private void refuses(Params params, String... texts) {
    assertThatThrownBy(() -> run(operation, params))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContainingAll(texts);
  }

  @Test
  void refusesWhatMakesNoMachineAndNamesTheParameter() {
    Params good = linear("dkm");
    refuses(good.with("ridge", 0.0), "params.ridge", "The ridge (0.0) must be above 0.");
    refuses(
        good.with("ridge", 1e-300).with("kernel", "polynomial"),
        "params.model dkm: The ridge (1.0E-300) is lost");
    refuses(good.with("kernel", "rbf").with("width", 0.0), "params.width", "(0.0) must be above 0");
    refuses(good.with("outputs", "independent"), "params.kernels", "2 kernels", "there are 0");
    refuses(good.with("outputs", "separable"), "params.kernels", "at least one kernel");
    refuses(good.with("kernels", List.of(Map.of())), "params.kernels", "or set outputs");
    Params separable = good.with("outputs", "separable");
    refuses(separable.with("kernels", List.of(3L)), "params.kernels[0]", "is a map, not 3");
    refuses(
        separable.with("kernels", List.of(Map.of(), Map.of("widht", 1.0))),
        "params.kernels[1].widht",
        "the keys are kernel, width, degree, alpha, factor");
    refuses(
        separable.with("kernels", List.of(Map.of("kernel", "sinc"))),
        "params.kernels[0].kernel",
        "There is no kernel sinc");
    refuses(
        separable.with("kernels", List.of(Map.of("kernel", "rbf", "width", -1.0))),
        "params.kernels[0].width",
        "(-1.0) must be above 0");
    refuses(
        separable.with("kernels", List.of(Map.of("factor", List.of(List.of(1.0))))),
        "params.kernels[0].factor",
        "must be 2 rows");
    refuses(
        good.with("model", "km").with("derivative_window", 8L),
        "params.derivative_window",
        "The window (8 samples) must be odd");
    refuses(good.with("model", "kmm"), "params.model kmm", "KMM has no controls");
    refuses(
        good.with("delay", 50L),
        "params.delay: The fitted part",
        "at least 51 samples; there are 45.");
    refuses(
        good.with("kernel", "dm").with("width", 1e-4),
        "params.width",
        "too far from all samples for the width of the kernel");
    refuses(
        Params.of("dataset", TestData.ring(directory, 80), "model", "kmm", "neighbours", 3L),
        "params.model kmm",
        "The neighbours (3) must be at least the 5 terms");
  }
}
