package io.metalab.core.frame;

import java.util.Arrays;

/** The rows of one page as bits. */
final class Bits {
  /** Number of rows of a full page. */
  static final int ROWS = 1 << 13;

  static final int WORDS = ROWS / Long.SIZE;

  private Bits() {}

  static boolean get(long[] bits, int row) {
    return (bits[row >> 6] & 1L << row) != 0;
  }

  static void set(long[] bits, int row) {
    bits[row >> 6] |= 1L << row;
  }

  static void clear(long[] bits, int row) {
    bits[row >> 6] &= ~(1L << row);
  }

  /** Sets the first rows and clears the others. */
  static void first(long[] bits, int rows) {
    Arrays.fill(bits, 0);
    Arrays.fill(bits, 0, rows >> 6, -1L);
    if ((rows & 63) != 0) {
      bits[rows >> 6] = (1L << rows) - 1;
    }
  }

  static void and(long[] bits, long[] other) {
    for (int i = 0; i < WORDS; i++) {
      bits[i] &= other[i];
    }
  }

  static int count(long[] bits) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }
}
