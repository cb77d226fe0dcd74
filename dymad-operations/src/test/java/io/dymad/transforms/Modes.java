package io.dymad.transforms;

import static io.dymad.numerics.Samples.assertClose;

import io.dymad.numerics.Matrix;

/** Compares modes with central differences. */
final class Modes {
  private static final double STEP = 1e-5;

  private Modes() {}

  /** Asserts that the forward modes at a window of states are the derivatives of the features. */
  static void assertForward(Transform transform, Matrix states, double tolerance) {
    Matrix modes = transform.forwardModes(states);
    int width = states.columns();
    Matrix expected =
        columns(
            modes.rows(),
            states.rows() * width,
            k ->
                difference(
                    transform.apply(moved(states, k / width, k % width, STEP)),
                    transform.apply(moved(states, k / width, k % width, -STEP))));
    assertClose(modes, expected, tolerance * (1 + modes.maxAbs()));
  }

  /** Asserts that the backward modes at features are the derivatives of the states. */
  static void assertBackward(Transform transform, Matrix feature, double tolerance) {
    Matrix modes = transform.backwardModes(feature);
    Matrix expected =
        columns(
                modes.columns(),
                feature.columns(),
                k ->
                    difference(
                        transform.invert(moved(feature, 0, k, STEP)),
                        transform.invert(moved(feature, 0, k, -STEP))))
            .adjoint();
    assertClose(modes, expected, tolerance * (1 + modes.maxAbs()));
  }

  private interface Column {
    double[] at(int index);
  }

  private static Matrix columns(int rows, int columns, Column column) {
    double[][] all = new double[columns][];
    for (int k = 0; k < columns; k++) {
      all[k] = column.at(k);
    }
    return Matrix.generate(rows, columns, (i, j) -> all[j][i]);
  }

  private static double[] difference(Matrix right, Matrix left) {
    return right.minus(left).times(1 / (2 * STEP)).toRowMajor();
  }

  private static Matrix moved(Matrix states, int row, int column, double step) {
    return Matrix.generate(
        states.rows(),
        states.columns(),
        (i, j) -> states.get(i, j) + (i == row && j == column ? step : 0));
  }
}
