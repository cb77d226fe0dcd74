package io.metalab.capture.plot.internal;

/**
 * A line of text.
 *
 * @param x where its anchor is
 * @param y where its base line is
 * @param anchor which part of it is at x
 * @param upward whether it is turned to be read from below
 */
record Label(
    String text,
    double x,
    double y,
    double size,
    Anchor anchor,
    boolean bold,
    boolean upward,
    Ink ink) {
  Label {
    text =
        text.codePoints()
            .map(c -> Character.isISOControl(c) ? 0xfffd : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  enum Anchor {
    START,
    MIDDLE,
    END
  }

  static Label of(String text, double x, double y, double size, Anchor anchor, Ink ink) {
    return new Label(text, x, y, size, anchor, false, false, ink);
  }

  Label asBold() {
    return new Label(text, x, y, size, anchor, true, upward, ink);
  }

  Label asUpward() {
    return new Label(text, x, y, size, anchor, bold, true, ink);
  }
}
