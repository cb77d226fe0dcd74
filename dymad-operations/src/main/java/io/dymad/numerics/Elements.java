package io.dymad.numerics;

import java.util.Arrays;

/**
 * Operations on the elements of a matrix that do not depend on whether they are real or complex.
 *
 * <p>Elements are stored by columns; an element takes {@code width} doubles, 1 if real, 2 if
 * complex.
 */
final class Elements {
  private Elements() {}

  static double[] allocate(int rows, int columns, int width) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException(
          "The shape %d x %d of a matrix is negative.".formatted(rows, columns));
    }
    long length = (long) width * rows * columns;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "A matrix of %d x %d has more elements than a Java array. Work on blocks of its rows."
              .formatted(rows, columns));
    }
    return new double[(int) length];
  }

  static void checkIndex(int index, int size, String what) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "There is no %s %d in a matrix of %d.".formatted(what, index, size));
    }
  }

  static void checkRange(int from, int to, int size, String what) {
    if (from < 0 || from > to || to > size) {
      throw new IllegalArgumentException(
          "There are no %s [%d, %d) in a matrix of %d.".formatted(what, from, to, size));
    }
  }

  static void checkSame(Dense<?> left, Dense<?> right, String operation) {
    if (left.rows() != right.rows() || left.columns() != right.columns()) {
      throw new IllegalArgumentException(
          "The %s of a %s and a %s matrix does not exist."
              .formatted(operation, left.shape(), right.shape()));
    }
  }

  static void checkSquare(Dense<?> matrix, String what) {
    if (!matrix.isSquare()) {
      throw new IllegalArgumentException(
          "The %s of a %s matrix does not exist: it must be square."
              .formatted(what, matrix.shape()));
    }
  }

  static void checkFactors(double[] factors, int size, String what) {
    if (factors.length != size) {
      throw new IllegalArgumentException(
          "There are %d factors for %d %s.".formatted(factors.length, size, what));
    }
  }

  static double[] sum(double[] left, double[] right, double sign) {
    double[] sum = new double[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + sign * right[i];
    }
    return sum;
  }

  static double[] scaled(double[] values, double factor) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factor;
    }
    return scaled;
  }

  /** Returns whether indices name all of so many columns in their order. */
  static boolean isIdentity(int[] indices, int columns) {
    if (indices.length != columns) {
      return false;
    }
    for (int j = 0; j < columns; j++) {
      if (indices[j] != j) {
        return false;
      }
    }
    return true;
  }

  static double[] selectColumns(double[] data, int rows, int columns, int width, int[] indices) {
    double[] part = allocate(rows, indices.length, width);
    for (int j = 0; j < indices.length; j++) {
      checkIndex(indices[j], columns, "column");
      System.arraycopy(data, indices[j] * rows * width, part, j * rows * width, rows * width);
    }
    return part;
  }

  static double[] scaleColumns(double[] data, int rows, int width, double[] factors) {
    double[] scaled = new double[data.length];
    int height = rows * width;
    for (int j = 0; j < factors.length; j++) {
      for (int k = j * height; k < (j + 1) * height; k++) {
        scaled[k] = data[k] * factors[j];
      }
    }
    return scaled;
  }

  static double[] scaleRows(double[] data, int rows, int width, double[] factors) {
    double[] scaled = new double[data.length];
    for (int k = 0; k < data.length; k++) {
      scaled[k] = data[k] * factors[(k / width) % rows];
    }
    return scaled;
  }

  static double[] above(Dense<?> upper, double[] top, Dense<?> lower, double[] bottom, int width) {
    if (upper.columns() != lower.columns()) {
      throw new IllegalArgumentException(
          "A %s matrix cannot stand above a %s one: their columns differ in number."
              .formatted(upper.shape(), lower.shape()));
    }
    int first = upper.rows() * width;
    int second = lower.rows() * width;
    double[] stacked = allocate(upper.rows() + lower.rows(), upper.columns(), width);
    for (int j = 0; j < upper.columns(); j++) {
      System.arraycopy(top, j * first, stacked, j * (first + second), first);
      System.arraycopy(bottom, j * second, stacked, j * (first + second) + first, second);
    }
    return stacked;
  }

  static double[] beside(Dense<?> left, double[] first, Dense<?> right, double[] second) {
    if (left.rows() != right.rows()) {
      throw new IllegalArgumentException(
          "A %s matrix cannot stand beside a %s one: their rows differ in number."
              .formatted(left.shape(), right.shape()));
    }
    double[] joined = Arrays.copyOf(first, Math.addExact(first.length, second.length));
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
