package io.metalab.core.frame;

import io.metalab.core.where.Absent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The values of one column in the rows of one page. Immutable. */
abstract sealed class Cells {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Returns the number of rows. */
  abstract int rows();

  /** Returns about how many bytes they take up. */
  abstract long sizeBytes();

  /** Returns the value of a row, {@link Absent#ABSENT} if it is missing. */
  abstract @Nullable Object value(int row, @Nullable Object[] dictionary);

  /**
   * Numbers, and which are there; all are where {@code present} is null. Whole ones are longs but
   * for those that {@code wholeDoubles} names.
   */
  static final class Numbers extends Cells {
    final double[] values;
    final long @Nullable [] present;
    private final long @Nullable [] wholeDoubles;

    Numbers(double[] values, long @Nullable [] present, long @Nullable [] wholeDoubles) {
      this.values = values;
      this.present = present;
      this.wholeDoubles = wholeDoubles;
    }

    @Override
    int rows() {
      return values.length;
    }

    @Override
    long sizeBytes() {
      int bitmaps = (present == null ? 0 : 1) + (wholeDoubles == null ? 0 : 1);
      return 8L * values.length + 8L * Bits.WORDS * bitmaps + 48;
    }

    @Override
    Object value(int row, @Nullable Object[] dictionary) {
      if (present != null && !Bits.get(present, row)) {
        return Absent.ABSENT;
      }
      return wholeDoubles != null && Bits.get(wholeDoubles, row)
          ? (Object) (values[row] + 0.0)
          : Dictionary.normal(values[row]);
    }
  }

  /** Codes of a dictionary, in as many bytes each as the greatest of the page needs. */
  static final class Codes extends Cells {
    private final int rows;
    private final byte @Nullable [] bytes;
    private final short @Nullable [] shorts;
    private final int @Nullable [] ints;

    /** Copies the codes of the first rows. */
    Codes(int[] codes, int rows) {
      int greatest = 0;
      for (int i = 0; i < rows; i++) {
        greatest = Math.max(greatest, codes[i]);
      }
      this.rows = rows;
      bytes = greatest < 1 << 8 ? new byte[rows] : null;
      shorts = bytes == null && greatest < 1 << 16 ? new short[rows] : null;
      ints = bytes == null && shorts == null ? java.util.Arrays.copyOf(codes, rows) : null;
      for (int i = 0; i < rows; i++) {
        if (bytes != null) {
          bytes[i] = (byte) codes[i];
        } else if (shorts != null) {
          shorts[i] = (short) codes[i];
        }
      }
    }

    int code(int row) {
      if (bytes != null) {
        return bytes[row] & 0xff;
      }
      return shorts != null ? shorts[row] & 0xffff : java.util.Objects.requireNonNull(ints)[row];
    }

    /** Writes all codes, one for each row. */
    void copyTo(int[] out) {
      if (bytes != null) {
        for (int i = 0; i < rows; i++) {
          out[i] = bytes[i] & 0xff;
        }
      } else if (shorts != null) {
        for (int i = 0; i < rows; i++) {
          out[i] = shorts[i] & 0xffff;
        }
      } else if (ints != null) {
        System.arraycopy(ints, 0, out, 0, rows);
      }
    }

    @Override
    int rows() {
      return rows;
    }

    @Override
    long sizeBytes() {
      return 48 + (bytes != null ? rows : shorts != null ? 2L * rows : 4L * rows);
    }

    @Override
    @Nullable Object value(int row, @Nullable Object[] dictionary) {
      return dictionary[code(row)];
    }
  }

  /** Instants as nanoseconds since 1970; all are there where {@code present} is null. */
  static final class Instants extends Cells {
    private final long[] nanos;
    private final long @Nullable [] present;

    Instants(long[] nanos, long @Nullable [] present) {
      this.nanos = nanos;
      this.present = present;
    }

    /** Returns whether an instant is within the 584 years that fit. */
    static boolean fits(Instant instant) {
      return Math.abs(instant.getEpochSecond()) < Long.MAX_VALUE / NANOS_PER_SECOND - 1;
    }

    static long nanos(Instant instant) {
      return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }

    @Override
    int rows() {
      return nanos.length;
    }

    @Override
    long sizeBytes() {
      return 8L * nanos.length + (present == null ? 0 : 8L * Bits.WORDS) + 48;
    }

    @Override
    Object value(int row, @Nullable Object[] dictionary) {
      return present == null || Bits.get(present, row)
          ? Instant.ofEpochSecond(
              Math.floorDiv(nanos[row], NANOS_PER_SECOND),
              Math.floorMod(nanos[row], NANOS_PER_SECOND))
          : Absent.ABSENT;
    }
  }

  /** Run ids, 256 bits each. */
  static final class Ids extends Cells {
    private final long[] words;
    private final int rows;

    /** Takes the ids of the first rows; more may follow in the array. */
    Ids(long[] words, int rows) {
      this.words = words;
      this.rows = rows;
    }

    long[] words() {
      return words;
    }

    @Override
    int rows() {
      return rows;
    }

    @Override
    long sizeBytes() {
      return 8L * words.length + 32;
    }

    @Override
    Object value(int row, @Nullable Object[] dictionary) {
      return RunIds.hex(words, row);
    }
  }
}
