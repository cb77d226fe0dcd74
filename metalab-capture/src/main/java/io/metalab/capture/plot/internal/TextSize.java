package io.metalab.capture.plot.internal;

/**
 * About how wide text is in a sans-serif font. Estimated from kinds of letters, so that a figure is
 * laid out the same on machines with other fonts or none.
 */
final class TextSize {
  private static final String NARROW = " .,:;'|!()[]{}iljftrI1\"/-";
  private static final String WIDE = "mwMW@%—…";
  private static final int FIRST_WIDE_SCRIPT = 0x1100;

  private TextSize() {}

  /** Returns the width of a line of text in the unit of the font's size. */
  static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(TextSize::share).sum();
  }

  private static double share(int c) {
    if (c == '1' || Character.isDigit(c)) {
      return 0.62;
    }
    if ("⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(c) >= 0) {
      return 0.42;
    }
    if (NARROW.indexOf(c) >= 0) {
      return 0.4;
    }
    if (WIDE.indexOf(c) >= 0 || c >= FIRST_WIDE_SCRIPT) {
      return 1;
    }
    return Character.isUpperCase(c) ? 0.72 : 0.61;
  }

  /** Returns the text, its end replaced by an ellipsis if it is wider than there is room. */
  static String fit(String text, double size, double room) {
    if (width(text, size) <= room) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    for (int length = points.length - 1; length > 0; length--) {
      String shorter = new String(points, 0, length) + "…";
      if (width(shorter, size) <= room) {
        return shorter;
      }
    }
    return "…";
  }
}
