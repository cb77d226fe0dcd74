package io.metalab.core.text;

/**
 * How many columns of a terminal a text takes: two for each wide character, none for a combining
 * one.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode Standard Annex 11: East Asian
 *     Width</a>
 */
public final class TextWidth {
  /** First and last code points of the blocks whose characters are wide or full width. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0x33FF},
    {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},
    {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6B},
    {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x16FE0, 0x18DFF},
    {0x1B000, 0x1B2FB},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD}
  };

  private TextWidth() {}

  /** Returns the number of columns of a text without control characters. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** Returns a text of at most this many columns, ending with the ellipsis if cut. */
  public static String cut(String text, int width, String ellipsis) {
    if (of(text) <= width) {
      return text;
    }
    int left = width - ellipsis.length();
    int end = 0;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      left -= of(next);
      if (left < 0) {
        break;
      }
      end += Character.charCount(next);
    }
    return text.substring(0, end) + ellipsis;
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] block : WIDE) {
      if (codePoint <= block[1]) {
        return codePoint >= block[0] ? 2 : 1;
      }
    }
    return 1;
  }
}
