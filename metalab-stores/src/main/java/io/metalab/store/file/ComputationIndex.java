package io.metalab.store.file;

import java.util.Arrays;

/** Finds rows of a table by the first 64 bits of their computation; built when first asked. */
final class ComputationIndex {
  private final RunTable table;
  private int indexed;
  private int[] slots = new int[256];

  ComputationIndex(RunTable table) {
    this.table = table;
    Arrays.fill(slots, RunTable.NONE);
  }

  /** Returns the rows of a computation, in the order in which they were stored. */
  int[] rows(long computation) {
    update();
    int[] rows = new int[0];
    for (int slot = first(computation); slots[slot] != RunTable.NONE; slot = next(slot)) {
      if (table.computation(slots[slot]) == computation) {
        rows = Arrays.copyOf(rows, rows.length + 1);
        rows[rows.length - 1] = slots[slot];
      }
    }
    Arrays.sort(rows);
    return rows;
  }

  private void update() {
    if (2L * table.size() > slots.length) {
      slots = new int[Integer.highestOneBit(table.size()) * 4];
      Arrays.fill(slots, RunTable.NONE);
      indexed = 0;
    }
    for (; indexed < table.size(); indexed++) {
      int slot = first(table.computation(indexed));
      while (slots[slot] != RunTable.NONE) {
        slot = next(slot);
      }
      slots[slot] = indexed;
    }
  }

  private int first(long computation) {
    return (int) (computation ^ (computation >>> 32)) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
