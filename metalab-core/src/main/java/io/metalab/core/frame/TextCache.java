package io.metalab.core.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes strings of UTF-8 bytes, and mostly the same string of the same bytes. For one thread. */
final class TextCache {
  private static final int SLOTS = 1 << 10;
  private static final int LONGEST = 64;

  private final byte[][] bytes = new byte[SLOTS][];
  private final @Nullable String[] texts = new String[SLOTS];

  String text(byte[] source, int from, int to) {
    if (to - from > LONGEST) {
      return new String(source, from, to - from, UTF_8);
    }
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + source[i];
    }
    int slot = (hash ^ hash >>> 10) & (SLOTS - 1);
    String known = texts[slot];
    if (known != null && Arrays.equals(bytes[slot], 0, bytes[slot].length, source, from, to)) {
      return known;
    }
    String text = new String(source, from, to - from, UTF_8);
    bytes[slot] = Arrays.copyOfRange(source, from, to);
    texts[slot] = text;
    return text;
  }
}
