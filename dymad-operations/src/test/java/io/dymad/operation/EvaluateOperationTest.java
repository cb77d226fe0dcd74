package io.dymad.operation;

import static io.dymad.operation.OperationRun.number;
import static io.dymad.operation.OperationRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import io.metalab.testkit.RecordingCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateOperationTest {
  @TempDir Path directory;

  private final EvaluateOperation operation = new EvaluateOperation();

  /** Returns {@code x_(k+1) = factor x_k} in two variables, the second one twice as large. */
  private static Trajectory powers(double factor, double start, int steps) {
    return Trajectory.of(
        1, Matrix.generate(steps, 2, (k, j) -> (j + 1) * start * Math.pow(factor, k) + j));
  }

  private static Trajectories all(double factor, double... starts) {
    List<Trajectory> items = new ArrayList<>();
    for (double start : starts) {
      items.add(powers(factor, start, 12));
    }
    return new Trajectories(items);
  }

  private Object file(String name, Trajectories trajectories) {
    return TestData.npz(directory, name, trajectories);
  }

  /** A model that maps x to 0.5 x and y - 1 to 0.5 (y - 1), by least squares in windows. */
  private DirValue halving(String split) {
    return Trained.checkpoint(
        Trained.linear(file("halving", all(0.5, 1, 2, 3, 4)), "DLTI")
            .with("split", split)
            .with("delay", 1L));
  }

  @Test
  void aCourseThatTheModelKnowsExactlyHasNoErrorAndIsValidToItsEnd() throws Exception {
    Params params =
        Params.of("checkpoint", halving("trajectory"), "dataset", file("new", all(0.5, -1, 5)));
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_new")).isEqualTo(2);
    assertThat(number(capture, "rmse_max")).isLessThan(1e-9);
    assertThat(number(capture, "vpt_min")).isEqualTo(11);
    assertThat(number(capture, "n_diverged")).isZero();
    assertThat(number(capture, "diverged_step")).isNaN();
    assertThat(capture.notes()).isEmpty();
    assertThat(capture.artifacts())
        .containsKeys("plots/course_best.png", "plots/course_worst.png", "plots/phase.svg");
  }

  /**
   * The model keeps halving what doubles: from (1, 3) its error at sample k is {@code (1, 2) (2^k -
   * 2^-k)}, from the first window on.
   */
  @Test
  void errorsAreThoseOfTheClosedForm() throws Exception {
    Params params =
        Params.of(
            "checkpoint",
            Trained.checkpoint(
                Trained.linear(file("halving", all(0.5, 1, 2, 3, 4)), "DLTI").with("delay", 1L)),
            "dataset",
            file("doubling", Trajectories.of(oneStepThenDoubling())),
            "diverged_above",
            1e9);
    CsvTable table = OperationRun.table(operation, params, "courses.csv");
    double[] errors = {0, 0, 2 - 0.25, 4 - 0.125};
    double squares = 0;
    double sum = 0;
    for (double error : errors) {
      squares += error * error * (1 + 4);
      sum += error * 3;
    }
    assertThat(table.doubles("rmse")[0]).isCloseTo(Math.sqrt(squares / 8), within(1e-8));
    assertThat(table.doubles("mae")[0]).isCloseTo(sum / 8, within(1e-8));
    assertThat(table.doubles("vpt")[0]).isEqualTo(2);
    assertThat(table.doubles("diverged_step")[0]).isNaN();
  }

  /** Halves once, so that the first window is one of the model's, then doubles. */
  private static Trajectory oneStepThenDoubling() {
    double[] x = {1, 0.5, 2, 4};
    return Trajectory.of(1, Matrix.generate(4, 2, (k, j) -> (j + 1) * x[k] + j));
  }

  @Test
  void divergenceIsToldByItsStepAndNoErrorIsALargeNumber() throws Exception {
    DirValue growing =
        Trained.checkpoint(Trained.linear(file("growing", all(3, 1, 2, 3, 4)), "DLTI"));
    Trajectory flat =
        Trajectory.of(1, Matrix.generate(40, 2, (k, j) -> k == 0 ? 1 + 2 * j : 0.01 * (k + j)));
    Params params =
        Params.of(
            "checkpoint",
            growing,
            "dataset",
            file("flat", Trajectories.of(flat, powers(3, 5, 12))));
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_diverged")).isEqualTo(1);
    // Spreads are about 1e5 and 2e5, so that 100 of them are 3^15 or 3^16.
    int step = (int) number(capture, "diverged_step");
    assertThat(step).isBetween(14, 17);
    assertThat(number(capture, "rmse_mean")).isNaN();
    assertThat(number(capture, "vpt_mean")).isFinite();
    assertThat(capture.notes().get(0))
        .contains("1 of 2 courses diverge", "trajectory 0 at sample " + step);
    CsvTable table = OperationRun.table(operation, params, "courses.csv");
    assertThat(table.doubles("rmse")[0]).isNaN();
    assertThat(table.doubles("rmse")[1]).isFinite();
    assertThat(table.doubles("diverged_step")).containsExactly(step, Double.NaN);
  }

  @Test
  void whatWasFittedIsRecognisedAndLeftOutUnlessAskedFor() throws Exception {
    Trajectories mixed = all(0.5, 4, 3, 2, 1, 7);
    Params params = Params.of("checkpoint", halving("trajectory"), "dataset", file("mixed", mixed));
    RecordingCapture unseen = run(operation, params);
    assertThat(number(unseen, "n_courses")).isEqualTo(2);
    assertThat(number(unseen, "n_held_out")).isEqualTo(1);
    assertThat(number(unseen, "n_new")).isEqualTo(1);
    assertThat(number(unseen, "n_train")).isZero();
    RecordingCapture whole = run(operation, params.with("part", "all"));
    assertThat(number(whole, "n_train")).isEqualTo(3);
    assertThat(number(run(operation, params.with("part", "train")), "n_courses")).isEqualTo(3);
    CsvTable table = OperationRun.table(operation, params.with("part", "new"), "courses.csv");
    assertThat(table.doubles("trajectory")).containsExactly(4);
  }

  @Test
  void ofATrajectoryWhoseStartWasFittedTheRestIsJudged() throws Exception {
    Params params =
        Params.of("checkpoint", halving("time"), "dataset", file("halving", all(0.5, 1, 2, 3, 4)));
    RecordingCapture capture = run(operation, params);
    assertThat(number(capture, "n_held_out")).isEqualTo(4);
    CsvTable table = OperationRun.table(operation, params, "courses.csv");
    assertThat(table.doubles("samples")).containsExactly(3, 3, 3, 3);
    assertThat(number(run(operation, params.with("part", "train")), "n_train")).isEqualTo(4);
  }

  @Test
  void aHorizonEndsEachCourse() throws Exception {
    Params params =
        Params.of(
            "checkpoint",
            halving("trajectory"),
            "dataset",
            file("new", all(0.5, -1, 5)),
            "horizon",
            5L);
    assertThat(OperationRun.table(operation, params, "courses.csv").doubles("samples"))
        .containsExactly(5, 5);
  }

  private void refuses(Params params, ErrorCode code, String... texts) {
    assertThatThrownBy(() -> run(operation, params))
        .isInstanceOfSatisfying(MetalabException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(texts);
  }

  @Test
  void dataThatDoNotFitTheModelAreRefused() {
    Params params = Params.of("checkpoint", halving("trajectory"), "dataset", "");
    refuses(
        params.with("dataset", TestData.controlled(directory, 20)),
        ErrorCode.INVALID_PARAMS,
        "params.dataset: It has 2 states and 1 controls",
        "takes 2 and 0");
    refuses(
        params.with("dataset", TestData.ring(directory, 20)),
        ErrorCode.INVALID_PARAMS,
        "params.dataset: Trajectory 0: The course has the time step 0.1",
        "advances by 1.0");
    refuses(
        params.with("dataset", file("fitted", all(0.5, 1))).with("part", "new"),
        ErrorCode.INVALID_PARAMS,
        "params.part: No course is new: of 1 ",
        "Give other data, or another part.");
  }

  @Test
  void whatIsNoCheckpointIsRefused() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Params params =
        Params.of(
            "checkpoint", DirValue.of(empty.toString()), "dataset", file("new", all(0.5, -1, 5)));
    refuses(
        params,
        ErrorCode.INVALID_PARAMS,
        "params.checkpoint: The directory ",
        "has no training.json",
        "{artifact: checkpoint, stage: fit}");
    DirValue halving = halving("trajectory");
    Path state = Path.of(halving.path(), "training.json");
    Files.writeString(state, Files.readString(state).replace("\"trained_on\"", "\"other\""));
    refuses(
        params.with("checkpoint", halving),
        ErrorCode.SERIALIZATION,
        "training.json: its fields or the arrays in",
        "are not those it was written with");
  }

  @Test
  void aCheckpointThatDoesNotSayWhatItWasTrainedOnIsRefused() {
    assertThatThrownBy(() -> TrainedOn.ofNotes(Map.of("seed", 3)))
        .hasMessage("It does not say what it was trained on, as checkpoints of dymad.train do.");
  }
}
