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
    return new Id(runId.word(0), runId.word(1), runId.word(2), runId.word(3));
  }

  RunId toRunId() {
    return RunId.ofWords(a, b, c, d);
  }

  /** Returns the first 64 bits of a digest, or 0 if it is none. */
  static long prefix(String digest) {
    return isHex(digest, 16) ? HexFormat.fromHexDigitsToLong(digest, 0, 16) : 0;
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

  @Override
  public int compareTo(Id other) {
    return ORDER.compare(this, other);
  }
}
