package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Grid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds lines of equal value over a grid.
 *
 * <p>In each cell the corners at or above the level are parted from those below by straight pieces
 * between the places on its edges where the interpolated value is the level. A saddle is parted by
 * the mean of its corners. Cells with a corner that is not finite are left out.
 *
 * @see <a href="https://doi.org/10.1145/37401.37422">Lorensen, Cline: Marching Cubes</a>, whose
 *     case in the plane this is
 */
final class MarchingSquares {
  private final Grid grid;
  private final double level;
  private final int columns;

  /** The pieces of lines that end at each crossed edge, by the edge's number. */
  private final Map<Integer, Deque<int[]>> pieces = new LinkedHashMap<>();

  private MarchingSquares(Grid grid, double level) {
    this.grid = grid;
    this.level = level;
    this.columns = grid.x().size();
  }

  /**
   * Returns the lines at a level.
   *
   * @return each line as points of a column and a row, both with fractions; a closed line ends
   *     where it begins
   */
  static List<List<double[]>> lines(Grid grid, double level) {
    MarchingSquares squares = new MarchingSquares(grid, level);
    for (int row = 0; row + 1 < grid.y().size(); row++) {
      for (int column = 0; column + 1 < squares.columns; column++) {
        squares.cell(column, row);
      }
    }
    return squares.join();
  }

  private void cell(int column, int row) {
    double[] corners = {
      grid.get(column, row),
      grid.get(column + 1, row),
      grid.get(column + 1, row + 1),
      grid.get(column, row + 1)
    };
    int inside = 0;
    double mean = 0;
    for (int i = 0; i < corners.length; i++) {
      if (!Double.isFinite(corners[i])) {
        return;
      }
      inside |= corners[i] >= level ? 1 << i : 0;
      mean += corners[i] / 4;
    }
    int bottom = 2 * (row * columns + column);
    int top = 2 * ((row + 1) * columns + column);
    int left = bottom + 1;
    int right = bottom + 3;
    boolean high = mean >= level;
    switch (inside) {
      case 1, 14 -> piece(left, bottom);
      case 2, 13 -> piece(bottom, right);
      case 4, 11 -> piece(right, top);
      case 8, 7 -> piece(top, left);
      case 3, 12 -> piece(left, right);
      case 6, 9 -> piece(bottom, top);
      case 5 -> {
        piece(left, high ? top : bottom);
        piece(right, high ? bottom : top);
      }
      case 10 -> {
        piece(left, high ? bottom : top);
        piece(right, high ? top : bottom);
      }
      default -> {}
    }
  }

  private void piece(int from, int to) {
    int[] piece = {from, to};
    pieces.computeIfAbsent(from, edge -> new ArrayDeque<>()).add(piece);
    pieces.computeIfAbsent(to, edge -> new ArrayDeque<>()).add(piece);
  }

  private List<List<double[]>> join() {
    List<List<double[]>> lines = new ArrayList<>();
    // Open lines first, from an end; what is left is closed.
    for (int ends = 1; ends <= 2; ends++) {
      for (int edge : List.copyOf(pieces.keySet())) {
        Deque<int[]> there = pieces.get(edge);
        if (there != null && there.size() == ends) {
          lines.add(follow(edge));
        }
      }
    }
    return lines;
  }

  private List<double[]> follow(int start) {
    List<double[]> line = new ArrayList<>();
    int edge = start;
    line.add(crossing(edge));
    for (Deque<int[]> there = pieces.get(edge);
        there != null && !there.isEmpty();
        there = pieces.get(edge)) {
      int[] piece = there.remove();
      int next = piece[0] == edge ? piece[1] : piece[0];
      Deque<int[]> other = pieces.get(next);
      if (other != null) {
        other.remove(piece);
      }
      edge = next;
      line.add(crossing(edge));
    }
    return line;
  }

  /** Returns where the level is on an edge: even numbers go along rows, odd ones along columns. */
  private double[] crossing(int edge) {
    int column = edge / 2 % columns;
    int row = edge / 2 / columns;
    boolean along = edge % 2 == 0;
    double first = grid.get(column, row);
    double second = along ? grid.get(column + 1, row) : grid.get(column, row + 1);
    // Halves keep the difference of huge values finite.
    double share = (level / 2 - first / 2) / (second / 2 - first / 2);
    return along ? new double[] {column + share, row} : new double[] {column, row + share};
  }
}
