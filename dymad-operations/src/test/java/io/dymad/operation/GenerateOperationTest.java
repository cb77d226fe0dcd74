package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.CancellationSource;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.testkit.RecordingCapture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateOperationTest {
  private final GenerateOperation operation = new GenerateOperation();

  @ParameterizedTest
  @CsvSource({
    "slow_manifold",
    "van_der_pol",
    "duffing",
    "lorenz",
    "perturbed_circle",
    "pendulum",
    "double_pendulum"
  })
  void integratesEverySystemFromItsDefaults(String system) throws Exception {
    Params params = Params.of("system", system, "trajectories", 3L, "samples", 11L);
    RecordingCapture capture = run(operation, params);
    assertThat(capture.metrics()).isEqualTo(Map.of("n_traj", 3L, "n_steps", 11L, "n_failures", 0L));
  }

  @ParameterizedTest
  @CsvSource({"none", "chirp", "sine", "gaussian", "sphere"})
  void drivesALinearSystem(String control) throws Exception {
    Params params =
        Params.of(
            "system",
            "linear",
            "matrix",
            List.of(List.of(0L, 1L), List.of(-1L, -0.1)),
            "input_matrix",
            List.of(List.of(1L), List.of(1L)),
            "control",
            control,
            "start",
            "given",
            "points",
            List.of(List.of(1L, 0L), List.of(0L, 1L)),
            "trajectories",
            2L,
            "dropped",
            1L);
    assertThat(number(run(operation, params), "n_steps")).isEqualTo(100);
  }

  @Test
  void countsTrajectoriesThatLeaveAllBoundsAndKeepsTheOthers() throws Exception {
    // x' = -x + x³ in disguise: a Duffing oscillator without walls runs away from beyond the hills.
    Params params =
        Params.of(
            "system",
            "duffing",
            "coefficients",
            List.of(1L, -1L, 0L),
            "start",
            "given",
            "points",
            List.of(List.of(0.5, 0L), List.of(3L, 3L)),
            "trajectories",
            2L);
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_traj")).isEqualTo(1);
    assertThat(number(capture, "n_failures")).isEqualTo(1);
    assertThat(capture.notes()).anySatisfy(note -> assertThat(note).contains("dataset.json"));
  }

  @Test
  void namesTheParameterThatDoesNotFitTheSystem() {
    Params lorenz = Params.of("system", "lorenz");
    assertThatThrownBy(() -> run(operation, lorenz.with("coefficients", List.of(1L))))
        .hasMessage("params.coefficients: The system lorenz has 3 coefficients, not 1.");
    assertThatThrownBy(() -> run(operation, lorenz.with("low", List.of(0L))))
        .hasMessage("params.low: There are 1 numbers, but the state has 3 variables.");
    assertThatThrownBy(() -> run(operation, lorenz.with("control", "sine")))
        .hasMessage(
            "params.control: The system lorenz has no controls, but control is sine. Leave it"
                + " out.");
    assertThatThrownBy(
            () ->
                run(
                    operation,
                    lorenz.with("low", List.of(0L, 3L, 0L)).with("high", List.of(1L, 2L, 1L))))
        .hasMessage("params.low[1]: The lower bound (3.0) is above the upper one (2.0).");
    assertThatThrownBy(() -> run(operation, Params.of("system", "linear")))
        .hasMessageContaining("params.matrix");
    assertThatThrownBy(() -> run(operation, lorenz.with("dt", 0L)))
        .hasMessage("params.dt: The time step (0.0) must be above 0.");
  }

  @Test
  void tellsHowFarOneLongTrajectoryIsAndStopsWithinIt() {
    CancellationSource source = new CancellationSource();
    OperationRun.Recording runtime =
        new OperationRun.Recording(source.token()) {
          @Override
          public void progress(double fraction, String message) {
            super.progress(fraction, message);
            if (fraction >= 0.4) {
              source.cancel("enough");
            }
          }
        };
    Params params =
        Params.of("system", "slow_manifold", "trajectories", 1L, "samples", 5000L, "dt", 0.001);
    assertThatThrownBy(() -> run(operation, params, runtime))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(runtime.fractions()).containsExactly(0.0, 0.2, 0.4);
  }
}
