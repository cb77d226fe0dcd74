package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Network;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.numerics.Matrix;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.testkit.RecordingCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phases of data, ways of least squares, and graphs, as params ask for them. */
class TrainVariantsTest {
  @TempDir Path directory;

  private final TrainOperation operation = new TrainOperation();

  private static Map<String, Object> model(String name) {
    return Map.of("name", name, "encoder_layers", 0, "decoder_layers", 0);
  }

  private static Params params(FileValue dataset, String model, Object... phases) {
    return Params.of(
        "dataset", dataset, "model", model(model), "phases", List.of(phases), "epochs", 3L);
  }

  /** Two nodes with two states each, every one by the same map, under their own controls. */
  private FileValue graph() {
    Matrix own = Matrix.of(new double[] {0.9, 0.2, 0.5}, new double[] {0, 0.7, -1});
    double[][] states = new double[60][4];
    Matrix controls = Matrix.generate(60, 2, (k, j) -> Math.sin((1.7 + j) * k * k));
    states[0] = new double[] {1, -1, 0.5, 2};
    for (int k = 1; k < 60; k++) {
      for (int node = 0; node < 2; node++) {
        double[] before = states[k - 1];
        double[] after =
            own.times(before[2 * node], before[2 * node + 1], controls.get(k - 1, node));
        states[k][2 * node] = after[0];
        states[k][2 * node + 1] = after[1];
      }
    }
    Network network = Network.of(Matrix.of(new double[] {0, 1}, new double[] {1, 0}));
    Path file = directory.resolve("graph.npz");
    Trajectory course = Trajectory.of(1, Matrix.of(states)).withU(controls);
    NpzFiles.write(Dataset.of(Trajectories.of(course)).withNetwork(network), file);
    return FileValue.of(file.toString());
  }

  @Test
  void aModelOnAGraphTakesItsEdgesFromTheDataset() throws Exception {
    RecordingCapture capture =
        run(operation, params(graph(), "DGLTI", Map.of("trainer", "linear")));
    assertThat(number(capture, "n_parameters")).isEqualTo(2 * 3);
    assertThat(number(capture, "rmse_mean")).isLessThan(1e-9);
  }

  @Test
  void aModelOnAGraphIsRefusedWithoutEdgesAndWithWindows() {
    FileValue none = TestData.controlled(directory, 60);
    Map<String, Object> linear = Map.of("trainer", "linear");
    refuses(params(none, "GLTI", linear), "params.model.network", "ei or adj");
    refuses(params(graph(), "DGLTI", linear).with("delay", 1L), "params.delay", "node by node");
  }

  @Test
  void dataPhasesChangeWhatLaterPhasesAreFittedTo() throws Exception {
    RecordingCapture capture =
        run(
            operation,
            params(
                TestData.controlled(directory, 60),
                "DLTI",
                Map.of("data", "smooth", "window_length", 5L, "polyorder", 1L),
                Map.of("trainer", "linear"),
                Map.of("data", "context", "n_steps", 30L),
                Map.of("trainer", "linear")));
    assertThat(number(capture, "epochs_done")).isEqualTo(2);
    assertThat(number(capture, "rmse_mean")).isLessThan(1e-9);
    assertThat(number(capture, "best_epoch")).isEqualTo(2);
    assertThat(capture.timings())
        .containsKeys("phase_0_smooth", "phase_1_linear", "phase_2_context", "phase_3_linear");
  }

  @Test
  void eigenpairsAreKeptByTheirResidual() throws Exception {
    Map<String, Object> sako =
        Map.of("trainer", "linear", "method", "sako", "max_residual", 1e-6, "remove_one", true);
    Path file = directory.resolve("decay.npz");
    NpzFiles.write(
        Dataset.of(
            Trajectories.of(
                Trajectory.of(
                    1, Matrix.generate(40, 2, (k, j) -> Math.pow(j == 0 ? 0.9 : 0.5, k))))),
        file);
    RecordingCapture capture = run(operation, params(FileValue.of(file.toString()), "DLTI", sako));
    assertThat(number(capture, "rmse_mean")).isLessThan(1e-9);
  }

  private double judged(Map<String, ?> criterion) throws Exception {
    Map<String, Object> still =
        Map.of("trainer", "node", "optimizer", "sgd", "learning_rate", 1e-300, "epochs", 1L);
    Params params = params(TestData.controlled(directory, 60), "DLTI", still);
    return number(run(operation, params.with("criterion", criterion)), "final_valid_loss");
  }

  @Test
  void theCriterionSaysWhatBestWeightsAreJudgedBy() throws Exception {
    Map<String, Object> nothing = Map.of("weight", 0.0);
    double once = judged(Map.of("dynamics", Map.of("type", "mae"), "recon", nothing));
    Map<String, Object> twice = Map.of("type", "mae", "weight", 2.0);
    assertThat(judged(Map.of("dynamics", twice, "recon", nothing)))
        .isCloseTo(2 * once, within(1e-12 * once));
    Map<String, Object> valid =
        Map.of("type", "vpt", "params", Map.of("gamma", 0.5), "weight", 0.3);
    double more = judged(Map.of("dynamics", twice, "recon", nothing, "valid_time", valid));
    assertThat(more - 2 * once).isBetween(0.3 / 61, 0.3);
  }

  @Test
  void refusesACriterionByItsPath() {
    Params good = params(TestData.controlled(directory, 60), "DLTI", Map.of("trainer", "linear"));
    refuses(
        good.with("criterion", Map.of("dynamics", Map.of("type", "rmse"))),
        "params.criterion.dynamics.type (rmse)",
        "mse, mae, wmse, vpt");
    refuses(
        good.with("criterion", Map.of("recon", Map.of("params", Map.of("gamma", 1L)))),
        "params.criterion.recon.params.gamma (1) is not an option here");
    refuses(
        good.with(
            "criterion", Map.of("dynamics", Map.of("weight", 0L), "more", Map.of("type", "vpt"))),
        "params.criterion.dynamics.weight (0)",
        "more");
    refuses(good.with("criterion", Map.of("more", 3L)), "params.criterion.more (3) must be a map");
    refuses(
        params(
            TestData.controlled(directory, 60), "DLTI", Map.of("trainer", "node", "loss", "mse")),
        "params.phases.0.loss (mse)",
        "dynamics_loss");
  }

  @Test
  void refusesPhasesOfDataByTheirPath() {
    FileValue data = TestData.controlled(directory, 60);
    Map<String, Object> linear = Map.of("trainer", "linear");
    refuses(
        params(data, "DLTI", Map.of("data", "crop"), linear),
        "params.phases.0.data (crop)",
        "context, smooth");
    refuses(
        params(data, "DLTI", Map.of("data", "smooth", "n_steps", 3L), linear),
        "params.phases.0.n_steps (3) is not an option here",
        "window_length");
    refuses(
        params(data, "DLTI", Map.of("data", "smooth", "window_length", 4L), linear),
        "params.phases.0: The window (4 samples) must be odd");
    refuses(
        params(data, "DLTI", Map.of("data", "context", "n_samples", 2L), linear),
        "params.phases.0: There are only 1 trajectories");
    refuses(
        params(data, "DLTI", Map.of("data", "context")),
        "params.phases",
        "at least one phase that trains");
  }

  private void refuses(Params params, String... texts) {
    assertThatThrownBy(() -> run(operation, params))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContainingAll(texts);
  }
}
