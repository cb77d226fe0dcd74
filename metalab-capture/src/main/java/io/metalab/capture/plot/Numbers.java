package io.metalab.capture.plot;

import io.metalab.capture.internal.JsonNumbers;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** An immutable row of doubles; two are equal if they hold the same bits. */
public final class Numbers {
  private final double[] values;

  private Numbers(double[] values) {
    this.values = values;
  }

  /** Returns a copy of these numbers. */
  public static Numbers of(double... values) {
    return new Numbers(values.clone());
  }

  /** Returns these numbers in the order of the collection. */
  public static Numbers of(Collection<? extends Number> values) {
    return new Numbers(values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /**
   * Returns the numbers of a matrix, row by row.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Numbers ofRows(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException(
            "Row %d has %d values, row 0 has %d.".formatted(row, rows[row].length, columns));
      }
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return new Numbers(values);
  }

  /** Returns {@code count} numbers at equal distances, the ends exactly as given. */
  public static Numbers evenly(double first, double last, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      values[i] = i == count - 1 && i > 0 ? last : first * (1 - share) + last * share;
    }
    return new Numbers(values);
  }

  /** Returns how many numbers there are. */
  public int size() {
    return values.length;
  }

  /** Returns the number at an index, counted from 0. */
  public double get(int index) {
    return values[index];
  }

  /** Returns a copy as an array. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers numbers && Arrays.equals(values, numbers.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.stream(values)
        .mapToObj(JsonNumbers::plain)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
