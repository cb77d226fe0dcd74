package io.dymad.reference;

import io.dymad.numerics.Assignment;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;

/** How far computed numbers are from expected ones, by the rules of {@code reference/README.md}. */
final class Deviation {
  private Deviation() {}

  static double of(String compare, ComplexVector computed, ComplexVector expected) {
    return switch (compare) {
      case "set" -> set(computed, expected);
      case "absolute" -> max(difference(computed, expected).abs());
      case "relative" -> difference(computed, expected).norm() / expected.norm();
      case "at-most" -> ratios(computed, expected, 1) - 1;
      case "at-least" -> 1 + ratios(computed, expected, -1);
      case "equal" -> computed.equals(expected) ? 0 : Double.POSITIVE_INFINITY;
      default -> throw new IllegalArgumentException(compare);
    };
  }

  private static double set(ComplexVector computed, ComplexVector expected) {
    if (computed.size() < expected.size()) {
      return Double.POSITIVE_INFINITY;
    }
    int[] partners = Assignment.match(expected, computed);
    return max(difference(computed.select(partners), expected).abs());
  }

  private static ComplexVector difference(ComplexVector computed, ComplexVector expected) {
    if (computed.size() != expected.size()) {
      throw new AssertionError(
          computed.size() + " numbers computed, " + expected.size() + " expected");
    }
    return ComplexVector.generate(computed.size(), i -> computed.get(i).minus(expected.get(i)));
  }

  private static double ratios(ComplexVector computed, ComplexVector expected, double sign) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, sign * computed.get(i).re() / expected.get(i).re());
    }
    return largest;
  }

  private static double max(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Double.isNaN(value) ? Double.NaN : Math.max(largest, value);
    }
    return largest;
  }

  /** Returns the numbers of a value; matrices give theirs row after row. */
  static ComplexVector flatten(Object value) {
    if (value instanceof Number number) {
      return ComplexVector.ofReal(number.doubleValue());
    } else if (value instanceof Complex number) {
      return ComplexVector.of(number);
    } else if (value instanceof double[] numbers) {
      return ComplexVector.ofReal(numbers);
    } else if (value instanceof ComplexVector vector) {
      return vector;
    } else if (value instanceof Matrix matrix) {
      return ComplexVector.ofReal(matrix.toRowMajor());
    } else if (value instanceof ComplexMatrix matrix) {
      return ComplexVector.generate(
          matrix.rows() * matrix.columns(),
          k -> matrix.get(k / matrix.columns(), k % matrix.columns()));
    }
    throw new IllegalArgumentException(String.valueOf(value));
  }
}
