package io.metalab.examples.sunspots;

import com.google.common.primitives.ImmutableDoubleArray;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One number a year, without gaps.
 *
 * @param firstYear the year of the first number
 * @param values the numbers, at least one
 */
public record YearlySeries(int firstYear, ImmutableDoubleArray values) {
  public YearlySeries {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A series needs at least one value.");
    }
  }

  /** Returns the number of years. */
  public int years() {
    return values.length();
  }

  /** Returns the number of the year at an index. */
  public double at(int index) {
    return values.get(index);
  }

  /**
   * Reads a CSV file of two columns, year and value, with a header line.
   *
   * @throws MetalabException with {@link ErrorCode#CONTEXT_FAILED}, file and line if a line does
   *     not parse or a year is missing
   */
  public static YearlySeries read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder(lines.size());
    int firstYear = 0;
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      try {
        int year = Integer.parseInt(cells[0].strip());
        firstYear = i == 1 ? year : firstYear;
        if (cells.length != 2 || year != firstYear + i - 1) {
          throw new NumberFormatException();
        }
        values.add(Double.parseDouble(cells[1].strip()));
      } catch (NumberFormatException e) {
        throw new MetalabException(
            ErrorCode.CONTEXT_FAILED,
            "%s:%d: '%s' is not the next year and its value, separated by a comma."
                .formatted(csv, i + 1, lines.get(i)),
            e);
      }
    }
    return new YearlySeries(firstYear, values.build());
  }
}
