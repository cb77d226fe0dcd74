package io.metalab.core.frame;

import java.util.Arrays;
import java.util.List;

/** Finds the row of a run. For one thread. */
final class RowIndex {
  static final int NONE = -1;

  private int[] slots = new int[1024];
  private final List<long[]> pages;
  private int rows;

  /**
   * Creates an empty index.
   *
   * @param pages the ids of each page, which grow as rows are added
   */
  RowIndex(List<long[]> pages) {
    this.pages = pages;
    Arrays.fill(slots, NONE);
  }

  int rows() {
    return rows;
  }

  /** Adds the rows up to a number that are not there yet. */
  void extend(int to) {
    while (rows < to) {
      if (2 * (rows + 1) > slots.length) {
        rehash(to);
      }
      int row = rows++;
      slots[slot(pages.get(row / Bits.ROWS), row % Bits.ROWS)] = row;
    }
  }

  int find(long[] ids, int row) {
    return slots[slot(ids, row)];
  }

  private void rehash(int to) {
    slots = new int[Integer.highestOneBit(Math.max(rows, to)) * 4];
    Arrays.fill(slots, NONE);
    for (int row = 0; row < rows; row++) {
      slots[slot(pages.get(row / Bits.ROWS), row % Bits.ROWS)] = row;
    }
  }

  /** Ids are digests: any of their bits are as good as a hash. */
  private int slot(long[] ids, int row) {
    int mask = slots.length - 1;
    int slot = (int) (ids[4 * row] ^ ids[4 * row + 3] >>> 32) & mask;
    while (slots[slot] != NONE
        && RunIds.compare(pages.get(slots[slot] / Bits.ROWS), slots[slot] % Bits.ROWS, ids, row)
            != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
