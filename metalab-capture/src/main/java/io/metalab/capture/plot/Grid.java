package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

/**
 * A value at each point of a rectangular grid.
 *
 * @param x horizontal places of the columns, rising
 * @param y vertical places of the rows, rising
 * @param values the values row by row, that of column {@code i} and row {@code j} at {@code j *
 *     x.size() + i}; NaN where there is none
 */
public record Grid(Numbers x, Numbers y, Numbers values) {
  public Grid {
    Checks.rising("grid", "x", x);
    Checks.rising("grid", "y", y);
    requireNonNull(values, "values");
    if (values.size() != x.size() * y.size()) {
      throw new IllegalArgumentException(
          "A grid of %d columns and %d rows has %d values, not %d."
              .formatted(x.size(), y.size(), x.size() * y.size(), values.size()));
    }
  }

  /**
   * Returns a grid.
   *
   * @param values one array for each row, shape {@code [y.length][x.length]}
   */
  public static Grid of(double[] x, double[] y, double[][] values) {
    return new Grid(Numbers.of(x), Numbers.of(y), Numbers.ofRows(values));
  }

  /** Returns the value in a column and a row, each counted from 0. */
  public double get(int column, int row) {
    return values.get(row * x.size() + column);
  }
}
