package io.metalab.store.file;

import io.metalab.api.RunId;
import java.util.Comparator;
import java.util.HexFormat;

/** The 256 bits of a run id, ordered as its digits are. */
record Id(long a, long b, long c, long d) implements Comparable<Id> {
  private static final Comparator<Id> ORDER =
      Comparator.comparing(Id::a, Long::compareUnsigned)
          .thenComparing(Id::b, Long::compareUnsigned)
          .thenComparing(Id::c, Long::compareUnsigned)
          .thenComparing(Id::d, Long::compareUnsigned);

  static Id of(RunId runId) {
    String hex = runId.hex();
    return new Id(number(hex, 0), number(hex, 16), number(hex, 32), number(hex, 48));
  }

  RunId toRunId() {
    HexFormat hex = HexFormat.of();
    return new RunId(
        hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d));
  }

  /** Returns the first 64 bits of a digest, or 0 if it is none. */
  static long prefix(String digest) {
    return isHex(digest, 16) ? number(digest, 0) : 0;
  }

  /** Returns whether a text starts with this many lower-case hex digits. */
  static boolean isHex(String text, int digits) {
    if (text.length() < digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) > 'f' || Line.hexDigit((byte) text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Without branches on the digits, since a study of a million runs is looked up at once. */
  private static long number(String hex, int from) {
    long value = 0;
    for (int i = from; i < from + 16; i++) {
      int c = hex.charAt(i);
      value = value << 4 | ((c & 0xF) + 9 * (c >> 6)); // letters, from 0x61 on, have bit 6
    }
    return value;
  }

  @Override
  public int compareTo(Id other) {
    return ORDER.compare(this, other);
  }
}
