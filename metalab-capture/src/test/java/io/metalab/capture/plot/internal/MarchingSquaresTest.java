package io.metalab.capture.plot.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.capture.plot.Grid;
import io.metalab.capture.plot.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarchingSquaresTest {
  private interface Field {
    double at(double x, double y);
  }

  private static Grid grid(int columns, int rows, Field field) {
    double[][] values = new double[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row][column] = field.at(column, row);
      }
    }
    return new Grid(
        Numbers.evenly(0, columns - 1.0, columns),
        Numbers.evenly(0, rows - 1.0, rows),
        Numbers.ofRows(values));
  }

  @Test
  void aPlaneHasOneStraightLine() {
    Grid plane = grid(5, 4, (x, y) -> 2 * x + y);

    List<List<double[]>> lines = MarchingSquares.lines(plane, 4.5);

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).allSatisfy(at -> assertThat(2 * at[0] + at[1]).isEqualTo(4.5));
    assertThat(lines.get(0)).anySatisfy(at -> assertThat(at).containsExactly(2.25, 0));
    assertThat(lines.get(0)).anySatisfy(at -> assertThat(at).containsExactly(0.75, 3));
  }

  @Test
  void aHillHasOneClosedLineAroundIt() {
    Grid hill = grid(41, 41, (x, y) -> Math.hypot(x - 20, y - 20));

    List<List<double[]>> lines = MarchingSquares.lines(hill, 12.3);

    assertThat(lines).hasSize(1);
    List<double[]> line = lines.get(0);
    assertThat(line.get(0)).containsExactly(line.get(line.size() - 1));
    // Along an edge of length 1 a distance d differs from its chord by at most 1 / (8 d).
    assertThat(line)
        .allSatisfy(
            at -> assertThat(Math.hypot(at[0] - 20, at[1] - 20)).isCloseTo(12.3, within(0.011)));
  }

  @Test
  void theMeanOfTheCornersPartsASaddle() {
    Grid highMiddle =
        Grid.of(new double[] {0, 1}, new double[] {0, 1}, new double[][] {{3, 0}, {0, 3}});
    Grid lowMiddle =
        Grid.of(new double[] {0, 1}, new double[] {0, 1}, new double[][] {{3, 0}, {0, 1.5}});

    // With the middle (1.5) above the level the two high corners are joined: the lines cut off the
    // low ones, at the upper left and the lower right.
    assertThat(MarchingSquares.lines(highMiddle, 1))
        .allSatisfy(line -> assertThat(isUpperLeft(line) || isLowerRight(line)).isTrue())
        .hasSize(2);
    // With the middle (1.125) below the level the high corners are cut off.
    assertThat(MarchingSquares.lines(lowMiddle, 1.2))
        .noneMatch(line -> isUpperLeft(line) || isLowerRight(line))
        .hasSize(2);
  }

  private static boolean isUpperLeft(List<double[]> line) {
    return line.stream().allMatch(at -> at[0] == 0 || at[1] == 1);
  }

  private static boolean isLowerRight(List<double[]> line) {
    return line.stream().allMatch(at -> at[0] == 1 || at[1] == 0);
  }

  @Test
  void cellsWithACornerThatIsNotFiniteHaveNoLine() {
    Grid torn = grid(5, 3, (x, y) -> x == 2 && y == 0 ? Double.NaN : y);

    List<List<double[]>> lines = MarchingSquares.lines(torn, 0.5);

    assertThat(lines).hasSize(2);
    assertThat(lines.stream().flatMap(List::stream))
        .noneMatch(at -> at[0] > 1 && at[0] < 3)
        .hasSize(4);
  }

  @Test
  void hugeValuesDoNotOverflow() {
    Grid huge =
        Grid.of(
            new double[] {0, 1},
            new double[] {0, 1},
            new double[][] {{-1.5e308, 1.5e308}, {-1.5e308, 1.5e308}});

    assertThat(MarchingSquares.lines(huge, 0).get(0))
        .allSatisfy(at -> assertThat(at[0]).isEqualTo(0.5));
  }

  @Test
  void aGridOfOneRowHasNoLines() {
    assertThat(MarchingSquares.lines(grid(5, 1, (x, y) -> x), 2)).isEmpty();
  }
}
