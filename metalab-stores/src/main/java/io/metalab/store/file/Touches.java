package io.metalab.store.file;

import java.util.Arrays;

/**
 * The runs of a table that something else than a row was added to, one after the other; a run is
 * there as often as it was touched. Not safe for use by several threads.
 */
final class Touches {
  private int[] heads = new int[16];
  private int size;

  /** Returns how often a run was touched. */
  int size() {
    return size;
  }

  /** Returns the head of the run that was touched, by the number of the touch. */
  int head(int touch) {
    return heads[touch];
  }

  /** Adds the head of a run. */
  void add(int head) {
    if (size == heads.length) {
      heads = Arrays.copyOf(heads, 2 * size);
    }
    heads[size++] = head;
  }
}
