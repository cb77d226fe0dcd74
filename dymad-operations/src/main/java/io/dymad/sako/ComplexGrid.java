package io.dymad.sako;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A rectangular grid in the complex plane.
 *
 * @param reParts real parts, one column
 * @param imParts imaginary parts, one column
 */
public record ComplexGrid(Matrix reParts, Matrix imParts) {
  public ComplexGrid {
    reParts.requireFinite("The real parts");
    imParts.requireFinite("The imaginary parts");
    if (reParts.columns() != 1 || imParts.columns() != 1) {
      throw new IllegalArgumentException(
          "The parts of a grid (%s and %s) must be columns."
              .formatted(reParts.shape(), imParts.shape()));
    }
  }

  /** Returns the grid of these real and imaginary parts. */
  public static ComplexGrid of(double[] re, double[] im) {
    return new ComplexGrid(Matrix.ofColumn(re), Matrix.ofColumn(im));
  }

  /**
   * Returns the grid of {@code count} times {@code count} points on {@code [-a, a] x [-b, b]},
   * exactly symmetric.
   *
   * @param count at least 2
   */
  public static ComplexGrid symmetric(double a, double b, int count) {
    if (count < 2) {
      throw new IllegalArgumentException("A grid needs 2 points each way, not " + count + ".");
    }
    double[] unit =
        IntStream.range(0, count).mapToDouble(i -> (2.0 * i - (count - 1)) / (count - 1)).toArray();
    return of(
        Arrays.stream(unit).map(x -> a * x).toArray(),
        Arrays.stream(unit).map(x -> b * x).toArray());
  }

  /** Returns the real parts. */
  public double[] re() {
    return reParts.toColumnMajor();
  }

  /** Returns the imaginary parts. */
  public double[] im() {
    return imParts.toColumnMajor();
  }

  /** Returns all points, row after row; a row has one imaginary part. */
  public ComplexVector points() {
    int columns = reParts.rows();
    return ComplexVector.generate(
        columns * imParts.rows(),
        k -> new Complex(reParts.get(k % columns, 0), imParts.get(k / columns, 0)));
  }

  /** Returns the first row whose imaginary part is that of a row or its negative. */
  int mirrorRow(int row) {
    int first = 0;
    while (Math.abs(imParts.get(first, 0)) != Math.abs(imParts.get(row, 0))) {
      first++;
    }
    return first;
  }
}
