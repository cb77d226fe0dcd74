package io.metalab.core.frame;

import io.metalab.api.RunId;
import java.util.HexFormat;

/** Run ids as four longs each. */
final class RunIds {
  private RunIds() {}

  static void put(RunId id, long[] words, int row) {
    put(id.hex(), words, row);
  }

  static void put(String hex, long[] words, int row) {
    for (int i = 0; i < 4; i++) {
      words[4 * row + i] = Long.parseUnsignedLong(hex, 16 * i, 16 * (i + 1), 16);
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
