package io.dymad.numerics;

import java.util.Arrays;

/** The assignment problem: each row gets a column of its own so that the costs sum to the least. */
public final class Assignment {
  private Assignment() {}

  /**
   * Returns the column of each row, by the Hungarian method with potentials, in time {@code rows²
   * columns}.
   *
   * @param costs finite; at least as many columns as rows
   * @throws IllegalArgumentException if there are more rows than columns
   * @see <a href="https://doi.org/10.1137/0105003">Munkres (1957)</a>
   */
  public static int[] solve(Matrix costs) {
    int rows = costs.rows();
    int columns = costs.columns();
    if (rows > columns) {
      throw new IllegalArgumentException(
          "There are %d columns for %d rows; each row needs one.".formatted(columns, rows));
    }
    costs.requireFinite("The costs");
    // Rows and columns are counted from 1; column 0 stands for "not assigned yet".
    double[] rowPotential = new double[rows + 1];
    double[] columnPotential = new double[columns + 1];
    int[] rowOf = new int[columns + 1];
    for (int row = 1; row <= rows; row++) {
      assign(costs, row, rowPotential, columnPotential, rowOf);
    }
    int[] columnOf = new int[rows];
    for (int column = 1; column <= columns; column++) {
      if (rowOf[column] > 0) {
        columnOf[rowOf[column] - 1] = column - 1;
      }
    }
    return columnOf;
  }

  /** Finds a column for one more row along the shortest augmenting path. */
  private static void assign(
      Matrix costs, int row, double[] rowPotential, double[] columnPotential, int[] rowOf) {
    int columns = costs.columns();
    double[] slack = new double[columns + 1];
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    int[] previous = new int[columns + 1];
    boolean[] visited = new boolean[columns + 1];
    rowOf[0] = row;
    int column = 0;
    do {
      visited[column] = true;
      int current = rowOf[column];
      double step = Double.POSITIVE_INFINITY;
      int next = 0;
      for (int j = 1; j <= columns; j++) {
        if (visited[j]) {
          continue;
        }
        double reduced = costs.get(current - 1, j - 1) - rowPotential[current] - columnPotential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          previous[j] = column;
        }
        if (slack[j] < step) {
          step = slack[j];
          next = j;
        }
      }
      for (int j = 0; j <= columns; j++) {
        if (visited[j]) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else {
          slack[j] -= step;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    while (column != 0) {
      rowOf[column] = rowOf[previous[column]];
      column = previous[column];
    }
  }

  /**
   * Returns for each number of one vector the index of its own partner in another one, so that the
   * distances sum to the least.
   *
   * @param numbers to be matched
   * @param among at least as many
   */
  public static int[] match(ComplexVector numbers, ComplexVector among) {
    return solve(
        Matrix.generate(
            numbers.size(), among.size(), (i, j) -> numbers.get(i).minus(among.get(j)).abs()));
  }
}
