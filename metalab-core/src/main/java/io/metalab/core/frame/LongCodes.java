package io.metalab.core.frame;

import java.util.Arrays;

/** Gives codes to the different longs, or doubles as longs, that it is given. */
final class LongCodes {
  static final int NONE = -1;

  private long[] keys = new long[64];
  private int[] codes = new int[64];
  private int size;

  LongCodes() {
    Arrays.fill(codes, NONE);
  }

  /** Returns the code of a key, or {@link #NONE}. */
  int find(long key) {
    return codes[slot(key)];
  }

  /** Gives a code to a key that has none. */
  void put(long key, int code) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    int slot = slot(key);
    keys[slot] = key;
    codes[slot] = code;
    size++;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCodes = codes;
    keys = new long[2 * oldKeys.length];
    codes = new int[keys.length];
    Arrays.fill(codes, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCodes[i] != NONE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        codes[slot] = oldCodes[i];
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (codes[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Returns a number as a key; 0.0 and -0.0 are one, and all NaN are. */
  static long key(double number) {
    return Double.doubleToLongBits(number + 0.0);
  }
}
