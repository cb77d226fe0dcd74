package io.metalab.core.results;

/**
 * How a table is shown to people.
 *
 * @param width the columns of the terminal, or 0 where lines may be of any length
 * @param unicode whether characters beyond ASCII may be added; those of the data are shown as they
 *     are
 * @param significantDigits how many digits of a number with a fraction are shown
 * @param maxCellWidth the most characters of a cell that are shown
 */
public record ConsoleStyle(int width, boolean unicode, int significantDigits, int maxCellWidth) {
  public ConsoleStyle {
    if (width < 0 || significantDigits < 1 || maxCellWidth < 4) {
      throw new IllegalArgumentException(
          "The width (%d) must be at least 0, the digits (%d) at least 1, the cell width (%d) at least 4."
              .formatted(width, significantDigits, maxCellWidth));
    }
  }

  /**
   * Returns the style of a terminal of this width: 5 digits, cells cut if the line is too long; to
   * 40 characters if the width is not known.
   */
  public static ConsoleStyle terminal(int width, boolean unicode) {
    return new ConsoleStyle(width, unicode, 5, width == 0 ? 40 : Math.max(4, width));
  }
}
