package io.metalab.core.plan;

import io.metalab.api.RunIds;
import java.util.BitSet;

/**
 * The ids that a scan of a plan has met, to find points that resolve to the same run.
 *
 * <p>It keeps the first 128 bits of each id in a hash table with open addressing, 22 MB for a
 * million. That two ids of 2<sup>40</sup> share them has a probability below 2<sup>-48</sup>. Not
 * safe for use by several threads.
 */
public final class SeenIds {
  private static final double MAX_LOAD = 0.75;
  private static final int LEAST_CAPACITY = 64;
  private static final long LARGEST_HINT = 1L << 22;

  private long[] table;
  private int used;

  /**
   * Creates an empty set.
   *
   * @param expected how many ids will come, as a hint
   */
  public SeenIds(long expected) {
    long capacity = (long) (Math.min(expected, LARGEST_HINT) / MAX_LOAD) + LEAST_CAPACITY;
    this.table = new long[2 * (int) capacity];
  }

  /**
   * Adds the ids of a block and returns the positions of those that were there before, be it in an
   * earlier block or earlier in this one.
   */
  public BitSet repeated(RunIds block) {
    BitSet repeated = new BitSet();
    for (int i = 0; i < block.size(); i++) {
      if (!add(block.word(i, 0), block.word(i, 1))) {
        repeated.set(i);
      }
    }
    return repeated;
  }

  /** Adds an id and returns whether it is new; (0, 0), which marks a free place, never is an id. */
  boolean add(long high, long low) {
    if (used >= capacity() * MAX_LOAD) {
      grow();
    }
    int place = place(high, low);
    if (table[place] != 0 || table[place + 1] != 0) {
      return false;
    }
    table[place] = high;
    table[place + 1] = low;
    used++;
    return true;
  }

  private int place(long high, long low) {
    int capacity = capacity();
    int slot = (int) Math.multiplyHigh(high >>> 1, (long) capacity << 1);
    while (true) {
      int place = 2 * slot;
      boolean free = table[place] == 0 && table[place + 1] == 0;
      if (free || (table[place] == high && table[place + 1] == low)) {
        return place;
      }
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.multiplyExact(old.length, 2)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int place = place(old[i], old[i + 1]);
        table[place] = old[i];
        table[place + 1] = old[i + 1];
      }
    }
  }

  private int capacity() {
    return table.length / 2;
  }
}
