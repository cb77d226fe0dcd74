package io.metalab.capture.plot;

/** How a line is broken. */
public enum Dash {
  SOLID,
  DASHED,
  DOTTED
}
