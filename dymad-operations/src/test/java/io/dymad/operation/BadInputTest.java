package io.dymad.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.NpzArrays;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.capture.NdArray;
import io.metalab.testkit.RecordingCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data and params that the operations refuse: each names the place, the value and the rule. */
class BadInputTest {
  @TempDir Path directory;

  private static void refuses(
      DescribedOperation operation, Params params, ErrorCode code, String... texts) {
    assertThatThrownBy(() -> OperationRun.run(operation, params))
        .isInstanceOfSatisfying(
            MetalabException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasMessageContainingAll(texts);
            });
  }

  private static void bothRefuse(Params params, String... texts) {
    refuses(new DmdOperation(), params, ErrorCode.INVALID_PARAMS, texts);
    refuses(new SpectralOperation(), params, ErrorCode.INVALID_PARAMS, texts);
  }

  private Params data(String name, Trajectory... items) {
    return Params.of("dataset", TestData.npz(directory, name, Trajectories.of(items)));
  }

  private static Matrix wave(int rows, int columns) {
    return Matrix.generate(rows, columns, (k, j) -> Math.sin(0.3 * k * (j + 1) + j));
  }

  private Params csv(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), text);
    return Params.of("dataset", FileValue.of(file.toString()));
  }

  @Test
  void tooFewSnapshots() {
    bothRefuse(
        data("one", Trajectory.of(1, wave(3, 2))),
        "params.held_out",
        "Trajectory 0 of 3 samples is too short");
    bothRefuse(
        data("single", Trajectory.of(1, wave(1, 2)).withP(1))
            .with("constant_states", "keep")
            .with("held_out", 0L),
        "No trajectory has two samples");
  }

  @Test
  void trajectoriesShorterThanADelay() {
    bothRefuse(
        data("short", Trajectory.of(1, wave(40, 2))).with("delay", 30L),
        "params.delay: The fitted part: ",
        "A delay of 30 needs trajectories of at least 31 samples; the longest has 30.");
  }

  @Test
  void aColumnThatNeverChanges() {
    Params params =
        data(
            "constant",
            Trajectory.of(1, Matrix.generate(20, 2, (k, j) -> j == 1 ? 7 : Math.sin(k))));
    bothRefuse(params, "params.dataset: The state variable x1 is constant: all 20 samples are 7.0");
  }

  @Test
  void aColumnOfATableThatNeverChangesIsCalledByItsName() throws IOException {
    bothRefuse(
        csv("speed,depth\n1,3\n2,3\n4,3\n"),
        "params.dataset: The state variable depth is constant");
  }

  @Test
  void aColumnWithNan() throws IOException {
    bothRefuse(
        csv("a,b\n1,2\n3,\n5,1\n4,2\n"),
        "params.dataset: Column 'b' holds '' in row 2 below the header; every value must be"
            + " finite.");
    Matrix states = wave(20, 2);
    Map<String, NdArray> arrays = new TreeMap<>();
    double[] values = states.toRowMajor();
    values[7] = Double.NaN;
    arrays.put("x", NdArray.of(values, 20, 2));
    Path file = directory.resolve("nan.npz");
    NpzArrays.write(arrays, file);
    assertThatThrownBy(
            () ->
                OperationRun.run(
                    new DmdOperation(), Params.of("dataset", FileValue.of(file.toString()))))
        .hasMessageContaining("x holds NaN at row 3, column 1; every element must be finite.");
    values[7] = 1;
    values[27] = Double.NaN;
    arrays.put("x", NdArray.of(values, 5, 4, 2));
    NpzArrays.write(arrays, file);
    assertThatThrownBy(
            () ->
                OperationRun.run(
                    new DmdOperation(), Params.of("dataset", FileValue.of(file.toString()))))
        .hasMessageContaining("Trajectory 3 of 5, counted from 0: x holds NaN at row 1, column 1");
  }

  @Test
  void timeStepsThatDiffer() {
    Matrix uneven = Matrix.generate(20, 1, (k, j) -> k + (k > 9 ? 0.5 : 0));
    bothRefuse(
        data("uneven", Trajectory.of(uneven, wave(20, 2))),
        "The time step of trajectory 0 varies",
        "optimised DMD");
    bothRefuse(
        data("mixed", Trajectory.of(1, wave(20, 2)), Trajectory.of(2, wave(20, 2)))
            .with("held_out", 0L),
        "Trajectory 1 has the time step 2.0, but others have 1.0");
  }

  @Test
  void aRankAboveThatOfTheData() {
    bothRefuse(
        data("thin", Trajectory.of(1, wave(40, 2)))
            .with("dictionary", "states")
            .with("rank_rule", "fixed")
            .with("rank", 5L),
        "The rank (5) is above that of the");
  }

  @Test
  void aNearlyDefectiveMatrixIsAWarning() throws Exception {
    double[][] x = new double[8][2];
    x[0] = new double[] {1, 1};
    for (int k = 1; k < x.length; k++) {
      x[k] = new double[] {0.5 * x[k - 1][0] + x[k - 1][1], 0.5 * x[k - 1][1]};
    }
    Params params = data("jordan", Trajectory.of(1, Matrix.of(x))).with("held_out", 0L);
    RecordingCapture dmd = OperationRun.run(new DmdOperation(), params);
    assertThat(dmd.metrics()).containsEntry("ill_conditioned", true);
    assertThat(dmd.notes()).anySatisfy(note -> assertThat(note).contains("ill conditioned"));
    Params states = params.with("dictionary", "states").with("constant", false);
    RecordingCapture spectral = OperationRun.run(new SpectralOperation(), states);
    assertThat(spectral.metrics()).containsEntry("ill_conditioned", true);
    assertThat(spectral.notes()).anySatisfy(note -> assertThat(note).contains("defective"));
  }

  @Test
  void eigenvaluesOnTheNegativeAxisHaveNoLogarithm() throws Exception {
    assertThatThrownBy(() -> MatrixFunctions.log(Matrix.diagonal(-0.5, 2)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("-0.5");
    double[][] x = new double[20][1];
    for (int k = 0; k < x.length; k++) {
      x[k][0] = Math.pow(-0.9, k);
    }
    Params params = data("alternating", Trajectory.of(1, Matrix.of(x)));
    RecordingCapture dmd = OperationRun.run(new DmdOperation(), params);
    assertThat(OperationRun.number(dmd, "n_aliased")).isEqualTo(1);
    assertThat(dmd.notes()).anySatisfy(note -> assertThat(note).contains("sample more often"));
    RecordingCapture spectral =
        OperationRun.run(new SpectralOperation(), params.with("dictionary", "states"));
    assertThat(OperationRun.number(spectral, "n_aliased")).isEqualTo(1);
  }

  @Test
  void rulesAndTheirNumbersBelongTogether() {
    Params params = data("rules", Trajectory.of(1, wave(40, 2)));
    bothRefuse(params.with("rank", 2L), "params.rank: The rule full does not take rank (2)");
    bothRefuse(
        params.with("rank_rule", "energy"), "params.energy: The rank_rule energy needs a number");
    bothRefuse(
        params.with("rank_rule", "energy").with("energy", 0L),
        "params.energy: The fraction of the energy (0.0) must be in (0, 1].");
  }

  @Test
  void methodsThatTakeOneTrajectoryOrSignalOrAControl() {
    Params two =
        data("two", Trajectory.of(1, wave(40, 2)), Trajectory.of(1, wave(30, 2)))
            .with("held_out", 0L);
    DmdOperation dmd = new DmdOperation();
    Params fixed = two.with("rank_rule", "fixed").with("rank", 2L);
    refuses(
        dmd,
        fixed.with("method", "optimized"),
        ErrorCode.INVALID_PARAMS,
        "params.method: optimized takes one trajectory, but 2 are fitted.");
    refuses(
        dmd,
        two.with("method", "control"),
        ErrorCode.INVALID_PARAMS,
        "The trajectories have no controls u.");
    Params one = data("one signal", Trajectory.of(1, wave(40, 2)));
    refuses(
        dmd,
        one.with("method", "havok").with("delay", 5L),
        ErrorCode.INVALID_PARAMS,
        "params.states: HAVOK looks at one signal, but there are 2 state variables.");
    refuses(
        dmd,
        one.with("method", "optimized"),
        ErrorCode.INVALID_PARAMS,
        "params.rank_rule: The method optimized needs a fixed number");
  }

  @Test
  void filesOfOtherKindsAndShapes() throws IOException {
    bothRefuse(csv("a,b\n1,2\n").with("states", List.of("c")), "There is no column 'c'");
    bothRefuse(csv("a,b\n1,x\n"), "params.dataset: Column 'b': ", "x");
    Path text = Files.writeString(directory.resolve("data.txt"), "1 2 3");
    bothRefuse(
        Params.of("dataset", FileValue.of(text.toString())),
        "The file data.txt must end in .npz or .csv.");
    for (DescribedOperation operation : List.of(new DmdOperation(), new SpectralOperation())) {
      refuses(
          operation,
          Params.of("dataset", TestData.resource("/io/pickled.npz")),
          ErrorCode.SERIALIZATION,
          "pickled.npz");
      refuses(
          operation,
          Params.of("dataset", TestData.resource("/io/wrong.npz")),
          ErrorCode.SERIALIZATION,
          "wrong.npz");
    }
    bothRefuse(
        data("indices", Trajectory.of(1, wave(40, 2))).with("states", List.of(2L)),
        "params.states: A state of an .npz (2) is an index from 0 to 1.");
  }

  @Test
  void modesOfADefectiveMatrixAreRefused() {
    // x' = [[0.5, 1], [0, 0.5]] x, seen from both unit vectors, without any rounding.
    Trajectory first = Trajectory.of(1, Matrix.of(new double[][] {{1, 0}, {0.5, 0}}));
    Trajectory second = Trajectory.of(1, Matrix.of(new double[][] {{0, 1}, {1, 0.5}}));
    refuses(
        new DmdOperation(),
        data("defective", first, second).with("held_out", 0L),
        ErrorCode.INVALID_PARAMS,
        "params.method exact: The 2 x 2 matrix is defective up to rounding");
  }
}
