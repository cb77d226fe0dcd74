package io.metalab.core.frame;

import io.metalab.api.Values;
import io.metalab.core.where.Absent;
import io.metalab.core.where.Kind;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a column in the rows of a page that is being filled. For one thread. */
final class ColumnBuffer {
  /** Columns with more different numbers hold the numbers themselves. */
  private static final int MOST_NUMBERS = 4096;

  private enum Null {
    NULL
  }

  private final double[] numbers = new double[Bits.ROWS];
  private final long[] present = new long[Bits.WORDS];
  private long @Nullable [] wholeDoubles;
  private Object @Nullable [] others;
  private int kinds;

  /** Returns a buffer with the values of cells. */
  static ColumnBuffer of(Cells cells, @Nullable Object[] dictionary) {
    ColumnBuffer buffer = new ColumnBuffer();
    for (int row = 0; row < cells.rows(); row++) {
      Object value = cells.value(row, dictionary);
      if (value != Absent.ABSENT) {
        buffer.put(row, value);
      }
    }
    return buffer;
  }

  /** Sets a double. */
  void put(int row, double number) {
    set(row, number);
    if (Dictionary.isWhole(number)) {
      long[] bits = wholeDoubles;
      if (bits == null) {
        bits = new long[Bits.WORDS];
        wholeDoubles = bits;
      }
      Bits.set(bits, row);
    }
  }

  private void set(int row, double number) {
    numbers[row] = number;
    if (wholeDoubles != null) {
      Bits.clear(wholeDoubles, row);
    }
    Bits.set(present, row);
    kinds |= Kind.NUMBER.bit();
    if (others != null) {
      others[row] = null;
    }
  }

  /** Sets an integer. */
  void put(int row, long number) {
    if (isExact(number)) {
      set(row, (double) number);
    } else {
      put(row, (Object) number);
    }
  }

  /** Sets a value of any kind. */
  void put(int row, @Nullable Object value) {
    if (value instanceof Double number) {
      put(row, number.doubleValue());
    } else if (value instanceof Long number && isExact(number)) {
      set(row, number.doubleValue());
    } else {
      if (others == null) {
        others = new Object[Bits.ROWS];
      }
      others[row] = value == null ? Null.NULL : value;
      Bits.set(present, row);
      kinds |= Kind.of(value).bit();
    }
  }

  /** Returns whether a double holds an integer without rounding it. */
  private static boolean isExact(long number) {
    return number >= -Values.MAX_INTEGER && number <= Values.MAX_INTEGER;
  }

  void clear(int row) {
    Bits.clear(present, row);
    if (others != null) {
      others[row] = null;
    }
  }

  boolean has(int row) {
    return Bits.get(present, row);
  }

  /** Returns a value, {@link Absent#ABSENT} if it is missing. */
  @Nullable Object get(int row) {
    if (!has(row)) {
      return Absent.ABSENT;
    }
    Object other = others == null ? null : others[row];
    if (other == null) {
      return isWholeDouble(row) ? (Object) (numbers[row] + 0.0) : Dictionary.normal(numbers[row]);
    }
    return other == Null.NULL ? null : other;
  }

  /** Returns the kinds of its values, as their bits. */
  int kinds() {
    return kinds;
  }

  /** Returns the first rows as cells. */
  Cells seal(int rows, Dictionary dictionary) {
    if (isInstants()) {
      return instants(rows);
    }
    int[] codes = new int[Bits.ROWS];
    int most = others == null ? MOST_NUMBERS : Integer.MAX_VALUE;
    for (int row = 0; row < rows; row++) {
      int code = has(row) ? code(row, dictionary, most) : Dictionary.MISSING;
      if (code == LongCodes.NONE) {
        return new Cells.Numbers(
            rows == Bits.ROWS ? numbers : Arrays.copyOf(numbers, rows),
            gaps(rows),
            wholeDoubles == null ? null : wholeDoubles.clone());
      }
      codes[row] = code;
    }
    return new Cells.Codes(codes, rows);
  }

  private boolean isWholeDouble(int row) {
    return wholeDoubles != null && Bits.get(wholeDoubles, row);
  }

  private int code(int row, Dictionary dictionary, int most) {
    Object other = others == null ? null : others[row];
    if (other == null) {
      return dictionary.number(numbers[row], isWholeDouble(row), most);
    }
    return dictionary.other(other == Null.NULL ? null : other);
  }

  private boolean isInstants() {
    if (others == null || kinds != Kind.INSTANT.bit()) {
      return false;
    }
    for (Object other : others) {
      if (other instanceof Instant instant && !Cells.Instants.fits(instant)) {
        return false;
      }
    }
    return true;
  }

  private Cells instants(int rows) {
    long[] nanos = new long[rows];
    for (int row = 0; row < rows; row++) {
      if (get(row) instanceof Instant instant) {
        nanos[row] = Cells.Instants.nanos(instant);
      }
    }
    return new Cells.Instants(nanos, gaps(rows));
  }

  private long @Nullable [] gaps(int rows) {
    long[] all = new long[Bits.WORDS];
    Bits.first(all, rows);
    return Arrays.equals(all, present) ? null : present.clone();
  }
}
