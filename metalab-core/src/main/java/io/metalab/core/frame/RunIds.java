package io.metalab.core.frame;

import io.metalab.api.RunId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Run ids as four longs each. */
final class RunIds {
  /**
   * The value of each hex digit, -1 for other bytes: a table, as branches would be guessed wrong.
   */
  private static final byte[] DIGITS = digits();

  private RunIds() {}

  private static byte[] digits() {
    byte[] digits = new byte[256];
    Arrays.fill(digits, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      digits["0123456789abcdef".charAt(digit)] = (byte) digit;
    }
    return digits;
  }

  static void put(RunId id, long[] words, int row) {
    put(id.hex(), words, row);
  }

  static void put(String hex, long[] words, int row) {
    for (int i = 0; i < 4; i++) {
      words[4 * row + i] = Long.parseUnsignedLong(hex, 16 * i, 16 * (i + 1), 16);
    }
  }

  /**
   * Reads the 64 digits of an id.
   *
   * @throws IllegalArgumentException if one is no lower-case hex digit
   */
  static void put(byte[] ascii, int from, long[] words, int row) {
    int bad = 0;
    for (int i = 0; i < 4; i++) {
      long word = 0;
      for (int j = from + 16 * i; j < from + 16 * (i + 1); j++) {
        int digit = DIGITS[ascii[j] & 0xff];
        bad |= digit;
        word = word << 4 | (digit & 15);
      }
      words[4 * row + i] = word;
    }
    if (bad < 0) {
      throw new IllegalArgumentException(
          "The run id %s is not of lower-case hex digits."
              .formatted(new String(ascii, from, 64, StandardCharsets.UTF_8)));
    }
  }

  static String hex(long[] words, int row) {
    StringBuilder hex = new StringBuilder(64);
    for (int i = 0; i < 4; i++) {
      hex.append(HexFormat.of().toHexDigits(words[4 * row + i]));
    }
    return hex.toString();
  }

  static int compare(long[] a, int row, long[] b, int other) {
    for (int i = 0; i < 4; i++) {
      int order = Long.compareUnsigned(a[4 * row + i], b[4 * other + i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
