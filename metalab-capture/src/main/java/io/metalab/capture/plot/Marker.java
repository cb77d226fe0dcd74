package io.metalab.capture.plot;

/** The shape of a point. */
public enum Marker {
  /** A filled dot. */
  DOT,
  /** A hollow circle. */
  CIRCLE,
  /** A filled triangle. */
  TRIANGLE,
  /** A filled square. */
  SQUARE,
  /** Two crossing strokes. */
  CROSS
}
