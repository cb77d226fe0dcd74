package io.metalab.core.frame;

/** Reads a column's numbers page by page. For one thread. */
final class NumberReader {
  private final FrameColumn column;
  private final double[] byCode;
  private final boolean[] isNumber;
  private final int[] codes = new int[Bits.ROWS];
  private final double[] decoded = new double[Bits.ROWS];

  /** The numbers of the page read last, by row; of no meaning in rows without. */
  double[] values = decoded;

  /** Which rows of the page read last have a number, be it NaN. */
  final long[] present = new long[Bits.WORDS];

  NumberReader(FrameColumn column) {
    this.column = column;
    this.byCode = new double[column.codes()];
    this.isNumber = new boolean[column.codes()];
    for (int code = 1; code < byCode.length; code++) {
      if (column.dictionary()[code] instanceof Number number) {
        byCode[code] = number.doubleValue();
        isNumber[code] = true;
      }
    }
  }

  /** Reads a page and keeps only these rows of {@link #present}. */
  NumberReader read(int page, long[] rows) {
    System.arraycopy(rows, 0, present, 0, Bits.WORDS);
    Cells cells = column.cells(page);
    if (cells instanceof Cells.Numbers numbers) {
      values = numbers.values;
      if (numbers.present != null) {
        Bits.and(present, numbers.present);
      }
    } else if (cells instanceof Cells.Codes coded) {
      coded.copyTo(codes);
      values = decoded;
      for (int row = 0; row < coded.rows(); row++) {
        decoded[row] = byCode[codes[row]];
        if (!isNumber[codes[row]]) {
          Bits.clear(present, row);
        }
      }
    } else {
      java.util.Arrays.fill(present, 0);
    }
    return this;
  }
}
