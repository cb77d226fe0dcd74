package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Dash;

/** Lengths of dashes and gaps. */
final class Strokes {
  private Strokes() {}

  /** Returns the length of a dash and that of a gap of a broken line. */
  static double[] dashes(Dash dash, double width) {
    return dash == Dash.DASHED
        ? new double[] {4 * width, 2.5 * width}
        : new double[] {width, 2 * width};
  }
}
