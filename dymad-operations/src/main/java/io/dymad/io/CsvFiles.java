package io.dymad.io;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.CsvTable;
import io.metalab.capture.Serializers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads and writes trajectories as CSV with a header: one row for each sample. */
public final class CsvFiles {
  private CsvFiles() {}

  /**
   * Reads a file, in which the rows of a trajectory stand together in the order of time.
   *
   * @throws MetalabException with FILE_UNREADABLE if there is no such file, with SERIALIZATION if
   *     it does not hold these columns or a cell is no number
   */
  public static Trajectories read(Path file, CsvColumns columns) {
    try {
      return of(readTable(file), columns);
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION, "The file %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads the cells of a file.
   *
   * @throws MetalabException with FILE_UNREADABLE if there is no such file, with SERIALIZATION if
   *     it holds no table
   */
  public static CsvTable readTable(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Serializers.load(CsvFiles.class.getClassLoader())
          .byName("csv")
          .read(in, CsvTable.class);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    } catch (MetalabException e) {
      throw new MetalabException(e.code(), "The file %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Returns the trajectories of a table.
   *
   * @throws IllegalArgumentException if a column is missing, a cell is no number, or the rows of a
   *     trajectory do not stand together
   */
  public static Trajectories of(CsvTable table, CsvColumns columns) {
    int rows = table.rows().size();
    double[] times = columns.time().isEmpty() ? new double[0] : numbers(table, columns.time());
    Matrix states = matrix(table, columns.states());
    Matrix controls = matrix(table, columns.controls());
    List<Trajectory> items = new ArrayList<>();
    for (int[] range : ranges(table, columns.trajectory())) {
      int from = range[0];
      int steps = range[1] - from;
      Matrix t = Matrix.generate(steps, 1, (k, j) -> times.length == rows ? times[from + k] : k);
      items.add(Trajectory.of(t, states.rows(from, range[1])).withU(controls.rows(from, range[1])));
    }
    return new Trajectories(items);
  }

  private static Matrix matrix(CsvTable table, List<String> names) {
    List<double[]> values = names.stream().map(name -> numbers(table, name)).toList();
    return Matrix.generate(table.rows().size(), names.size(), (k, j) -> values.get(j)[k]);
  }

  private static double[] numbers(CsvTable table, String name) {
    List<String> cells = table.column(name);
    double[] values;
    try {
      values = table.doubles(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Column '%s': %s".formatted(name, e.getMessage()), e);
    }
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        throw new IllegalArgumentException(
            "Column '%s' holds '%s' in row %d below the header; every value must be finite."
                .formatted(name, cells.get(k), k + 1));
      }
    }
    return values;
  }

  private static List<int[]> ranges(CsvTable table, String column) {
    int rows = table.rows().size();
    if (column.isEmpty()) {
      return rows == 0 ? List.of() : List.of(new int[] {0, rows});
    }
    List<String> ids = table.column(column);
    List<int[]> ranges = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int start = 0;
    for (int k = 1; k <= rows; k++) {
      if (k == rows || !ids.get(k).equals(ids.get(start))) {
        if (!seen.add(ids.get(start))) {
          throw new IllegalArgumentException(
              "The rows of trajectory %s do not stand together: row %d is one again."
                  .formatted(ids.get(start), start + 1));
        }
        ranges.add(new int[] {start, k});
        start = k;
      }
    }
    return ranges;
  }

  /** Returns a table of trajectories: trajectory, t, x0, x1, …, u0, … */
  public static CsvTable toTable(Trajectories trajectories) {
    List<String> header = new ArrayList<>(List.of("trajectory", "t"));
    for (int j = 0; j < trajectories.stateSize(); j++) {
      header.add("x" + j);
    }
    for (int j = 0; j < trajectories.controlSize(); j++) {
      header.add("u" + j);
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < trajectories.size(); i++) {
      Trajectory item = trajectories.get(i);
      for (int k = 0; k < item.steps(); k++) {
        List<Object> row = new ArrayList<>(List.of(i, item.t().get(k, 0)));
        for (double value : item.x().row(k)) {
          row.add(value);
        }
        for (double value : item.u().row(k)) {
          row.add(value);
        }
        rows.add(row);
      }
    }
    return CsvTable.of(header, rows);
  }
}
