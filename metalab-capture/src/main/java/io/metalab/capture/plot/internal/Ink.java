package io.metalab.capture.plot.internal;

/**
 * A colour.
 *
 * @param rgb red, green and blue, 8 bits each
 * @param opacity from 0 to 1
 * @param role name under which a page that shows the figure may choose another colour; empty for
 *     none
 */
record Ink(int rgb, double opacity, String role) {
  static final Ink PAPER = new Ink(0xffffff, 1, "paper");
  static final Ink TEXT = new Ink(0x222222, 1, "ink");
  static final Ink QUIET = new Ink(0x666666, 1, "quiet");
  static final Ink AXIS = new Ink(0x555555, 1, "axis");
  static final Ink GRID = new Ink(0xe4e4e4, 1, "grid");
  static final Ink EMPTY = new Ink(0xcccccc, 1, "empty");

  static Ink of(int rgb) {
    return new Ink(rgb, 1, "");
  }

  Ink withOpacity(double other) {
    return new Ink(rgb, other, role);
  }

  /** Returns the colour as {@code #rrggbb}. */
  String hex() {
    String digits = Integer.toHexString(rgb);
    return "#" + "0".repeat(6 - digits.length()) + digits;
  }
}
