package io.metalab.core.frame;

import io.metalab.core.where.Absent;
import io.metalab.core.where.Condition;
import io.metalab.core.where.Condition.Bound;
import io.metalab.core.where.Condition.Comparison;
import java.util.Arrays;

/**
 * A part of a filter that reads one column. It is asked once for each value of the dictionary;
 * numbers that are not in one are compared in a loop.
 */
final class ColumnTest implements RowFilter.Test {
  private final FrameData data;
  private final FrameColumn column;
  private final Condition.Leaf<RowCursor> leaf;
  private final boolean[] holds;

  ColumnTest(FrameData data, FrameColumn column, Condition.Leaf<RowCursor> leaf) {
    this.data = data;
    this.column = column;
    this.leaf = leaf;
    this.holds = new boolean[column.codes()];
    RowCursor cursor = new RowCursor();
    for (int code = 0; code < holds.length; code++) {
      Object value = code == Dictionary.MISSING ? Absent.ABSENT : column.dictionary()[code];
      holds[code] = leaf.predicate().test(cursor.of(value));
    }
  }

  @Override
  public void test(int page, long[] out) {
    Cells cells = column.cells(page);
    Bound bound = leaf.bound();
    if (cells == null) {
      Arrays.fill(out, holds[Dictionary.MISSING] ? -1L : 0);
    } else if (cells instanceof Cells.Codes codes) {
      byCode(codes, out);
    } else if (cells instanceof Cells.Numbers numbers && bound != null) {
      byBound(numbers, bound, out);
    } else {
      RowFilter.eachRow(data, leaf, page, out);
    }
  }

  private void byCode(Cells.Codes cells, long[] out) {
    int[] codes = new int[Bits.ROWS];
    cells.copyTo(codes);
    for (int word = 0; word < Bits.WORDS; word++) {
      long bits = 0;
      for (int i = 0; i < Long.SIZE; i++) {
        bits |= (holds[codes[word * Long.SIZE + i]] ? 1L : 0) << i;
      }
      out[word] = bits;
    }
  }

  /** Every comparison is whether a number is within closed limits, or is not. */
  private static void byBound(Cells.Numbers cells, Bound bound, long[] out) {
    double number = bound.number();
    boolean outside = bound.comparison() == Comparison.NOT_EQUAL;
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    switch (bound.comparison()) {
      case EQUAL, NOT_EQUAL -> {
        low = number;
        high = number;
      }
      case LESS -> high = number == low ? Double.NaN : Math.nextDown(number);
      case LESS_OR_EQUAL -> high = number;
      case GREATER -> low = number == high ? Double.NaN : Math.nextUp(number);
      case GREATER_OR_EQUAL -> low = number;
    }
    double[] values = cells.values;
    for (int word = 0; word < Bits.WORDS; word++) {
      int from = word * Long.SIZE;
      int to = Math.min(values.length, from + Long.SIZE);
      long bits = 0;
      for (int i = from; i < to; i++) {
        bits |= (values[i] >= low && values[i] <= high ? 1L : 0) << (i - from);
      }
      out[word] = (outside ? ~bits : bits) & (cells.present == null ? -1L : cells.present[word]);
    }
  }
}
