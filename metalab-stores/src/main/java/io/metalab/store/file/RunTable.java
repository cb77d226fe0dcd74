package io.metalab.store.file;

import io.metalab.api.RunStatus;
import io.metalab.store.EffectiveRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The attempts that a store holds, by run id: an open-addressing hash table over columns, 68 bytes
 * an attempt and at most 16 for the slots.
 *
 * <p>A run is known by its <em>head</em>, the row of what was stored of it first; further attempts
 * are chained to it. Not safe for use by several threads.
 */
final class RunTable {
  /** No row. */
  static final int NONE = -1;

  private static final int GONE = 0;
  private static final int FIRST_CAPACITY = 128;

  /** Compares the places of two rows. */
  interface PlaceOrder {
    int compare(int segment, int offset, int otherSegment, int otherOffset);
  }

  private final PlaceOrder places;
  private final Touches touches = new Touches();
  private final BitSet chained = new BitSet();
  private int size;
  private int[] slots = new int[2 * FIRST_CAPACITY];
  private long[] ids = new long[4 * FIRST_CAPACITY];
  private long[] computations = new long[FIRST_CAPACITY];
  private int[] segments = new int[FIRST_CAPACITY];
  private int[] offsets = new int[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];
  private int[] checksums = new int[FIRST_CAPACITY];
  private int[] states = new int[FIRST_CAPACITY];
  private int[] kinds = new int[FIRST_CAPACITY];
  private int[] nexts = new int[FIRST_CAPACITY];

  RunTable(PlaceOrder places) {
    this.places = places;
    Arrays.fill(slots, NONE);
  }

  /** Returns the number of rows. */
  int size() {
    return size;
  }

  /** Returns the number of bytes that the columns take up. */
  long sizeBytes() {
    return Integer.BYTES * (slots.length + 6L * states.length) + Long.BYTES * (5L * states.length);
  }

  /** Returns the runs that something else than a row was added to. */
  Touches touches() {
    return touches;
  }

  /** Makes room for this many more rows at once. */
  void expect(int more) {
    ensure(size + more);
  }

  /** Adds an attempt of a segment's entries, unless a row that is there already stands for it. */
  void add(int segment, SegmentEntries entries, int entry, int kind) {
    long a = entries.ids[4 * entry];
    long b = entries.ids[4 * entry + 1];
    long c = entries.ids[4 * entry + 2];
    long d = entries.ids[4 * entry + 3];
    int slot = slot(a, b, c, d);
    int last = NONE;
    for (int row = slots[slot]; row != NONE; row = nexts[row]) {
      if (standsFor(row, entries, entry)) {
        if (yields(row, segment, entries, entry)) {
          set(row, segment, entries, entry, kind);
          touches.add(slots[slot]);
        }
        return;
      }
      last = row;
    }
    ensure(size + 1);
    int row = size++;
    System.arraycopy(entries.ids, 4 * entry, ids, 4 * row, 4);
    nexts[row] = NONE;
    set(row, segment, entries, entry, kind);
    if (last == NONE) {
      slots[slot(a, b, c, d)] = row;
    } else {
      nexts[last] = row;
      chained.set(row);
    }
  }

  /**
   * One attempt has one running record, which any finished one replaces, or equal finished ones.
   */
  private boolean standsFor(int row, SegmentEntries entries, int entry) {
    int state = entries.states[entry];
    if (states[row] == GONE
        || SegmentEntries.attempt(states[row]) != SegmentEntries.attempt(state)) {
      return false;
    }
    return isRunning(state)
        || isRunning(states[row])
        || (states[row] == state
            && checksums[row] == entries.checksums[entry]
            && lengths[row] == entries.lengths[entry]);
  }

  private boolean yields(int row, int segment, SegmentEntries entries, int entry) {
    boolean running = isRunning(entries.states[entry]);
    if (running != isRunning(states[row])) {
      return !running;
    }
    return places.compare(segment, entries.offsets[entry], segments[row], offsets[row]) < 0;
  }

  private void set(int row, int segment, SegmentEntries entries, int entry, int kind) {
    computations[row] = entries.computations[entry];
    segments[row] = segment;
    offsets[row] = entries.offsets[entry];
    lengths[row] = entries.lengths[entry];
    checksums[row] = entries.checksums[entry];
    states[row] = entries.states[entry];
    kinds[row] = kind;
  }

  /** Returns the head of a run, or {@link #NONE}; all its attempts may be gone. */
  int find(Id id) {
    return find(id.a(), id.b(), id.c(), id.d());
  }

  /** Returns the head of the run with these bits of its id, or {@link #NONE}. */
  int find(long a, long b, long c, long d) {
    return slots[slot(a, b, c, d)];
  }

  /** Returns whether a row is what was stored first of its run. */
  boolean isHead(int row) {
    return !chained.get(row);
  }

  /** Forgets the attempts at a run up to a number. */
  void remove(int head, int attempt) {
    for (int row = head; row != NONE; row = nexts[row]) {
      if (SegmentEntries.attempt(states[row]) <= attempt) {
        states[row] = GONE;
      }
    }
  }

  /** Returns the row of a run's effective record, or {@link #NONE} if all is gone. */
  int effective(int head) {
    int best = NONE;
    for (int row = head; row != NONE; row = nexts[row]) {
      if (states[row] != GONE && (best == NONE || compare(row, best) < 0)) {
        best = row;
      }
    }
    return best;
  }

  /** Returns the rows of a run, the effective one first, then the others by attempt. */
  List<Integer> attempts(int head) {
    List<Integer> rows = new ArrayList<>();
    int effective = effective(head);
    for (int row = head; row != NONE; row = nexts[row]) {
      if (states[row] != GONE && row != effective) {
        rows.add(row);
      }
    }
    rows.sort(Comparator.<Integer>comparingInt(this::attempt).thenComparing(this::compare));
    if (effective != NONE) {
      rows.add(0, effective);
    }
    return rows;
  }

  /** Returns the highest attempt at a run. */
  int highestAttempt(int head) {
    int highest = 0;
    for (int row = head; row != NONE; row = nexts[row]) {
      highest = Math.max(highest, SegmentEntries.attempt(states[row]));
    }
    return highest;
  }

  private int compare(int row, int other) {
    int byRule = EffectiveRecord.compare(status(row), attempt(row), status(other), attempt(other));
    if (byRule != 0) {
      return byRule;
    }
    int byChecksum = EffectiveRecord.compareChecksums(checksums[row], checksums[other]);
    return byChecksum != 0
        ? byChecksum
        : places.compare(segments[row], offsets[row], segments[other], offsets[other]);
  }

  Id id(int row) {
    return new Id(ids[4 * row], ids[4 * row + 1], ids[4 * row + 2], ids[4 * row + 3]);
  }

  /** Returns the first 64 bits of a row's run id. */
  long idPrefix(int row) {
    return ids[4 * row];
  }

  long computation(int row) {
    return computations[row];
  }

  int segment(int row) {
    return segments[row];
  }

  int offset(int row) {
    return offsets[row];
  }

  int length(int row) {
    return lengths[row];
  }

  int kind(int row) {
    return kinds[row];
  }

  RunStatus status(int row) {
    return SegmentEntries.status(states[row]);
  }

  int attempt(int row) {
    return SegmentEntries.attempt(states[row]);
  }

  private static boolean isRunning(int state) {
    return SegmentEntries.status(state) == RunStatus.RUNNING;
  }

  /** Returns the slot that holds an id or is free for it; ids are random already. */
  private int slot(long a, long b, long c, long d) {
    int mask = slots.length - 1;
    int slot = (int) (a ^ (a >>> 32)) & mask;
    while (true) {
      int row = slots[slot];
      if (row == NONE
          || (ids[4 * row] == a
              && ids[4 * row + 1] == b
              && ids[4 * row + 2] == c
              && ids[4 * row + 3] == d)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void ensure(int rows) {
    if (rows <= states.length) {
      return;
    }
    int capacity = Math.max(rows, states.length + (states.length >> 1));
    ids = Arrays.copyOf(ids, 4 * capacity);
    computations = Arrays.copyOf(computations, capacity);
    segments = Arrays.copyOf(segments, capacity);
    offsets = Arrays.copyOf(offsets, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    checksums = Arrays.copyOf(checksums, capacity);
    states = Arrays.copyOf(states, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    nexts = Arrays.copyOf(nexts, capacity);
    if (slots.length < 2L * capacity) {
      rehash(Integer.highestOneBit(2 * capacity - 1) * 2);
    }
  }

  private void rehash(int capacity) {
    slots = new int[capacity];
    Arrays.fill(slots, NONE);
    for (int row = 0; row < size; row++) {
      if (isHead(row)) {
        slots[slot(ids[4 * row], ids[4 * row + 1], ids[4 * row + 2], ids[4 * row + 3])] = row;
      }
    }
  }
}
