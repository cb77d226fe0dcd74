package io.metalab.store.file;

import io.metalab.api.store.StreamKey;
import java.util.Arrays;

/** Where the pieces of streams are, by stream: chains in columns, 40 bytes a piece. */
final class ChunkTable {
  static final int NONE = -1;

  private int size;
  private int[] heads = new int[256];
  private long[] keys = new long[128];
  private long[] starts = new long[128];
  private int[] bytes = new int[128];
  private int[] segments = new int[128];
  private int[] offsets = new int[128];
  private int[] lengths = new int[128];
  private int[] nexts = new int[128];

  ChunkTable() {
    Arrays.fill(heads, NONE);
  }

  static long key(StreamKey stream) {
    return key(Id.of(stream.runId()), stream.attempt(), stream.kind() == StreamKey.Kind.LOG);
  }

  static long key(Id run, int attempt, boolean log) {
    long salt = (attempt * 2L + (log ? 1 : 0)) * 0x9E3779B97F4A7C15L;
    return run.a() ^ Long.rotateLeft(run.b(), 17) ^ salt;
  }

  /** Adds a piece that starts at a byte of its stream. */
  void add(long key, long start, int count, int segment, long offset, int length) {
    if (size == keys.length) {
      grow();
    }
    int row = size++;
    keys[row] = key;
    starts[row] = start;
    bytes[row] = count;
    segments[row] = segment;
    offsets[row] = Math.toIntExact(offset);
    lengths[row] = length;
    link(row);
  }

  private void link(int row) {
    int slot = slot(keys[row]);
    nexts[row] = heads[slot];
    heads[slot] = row;
  }

  private int slot(long key) {
    return (int) (key ^ (key >>> 32)) & (heads.length - 1);
  }

  private void grow() {
    int capacity = size * 2;
    keys = Arrays.copyOf(keys, capacity);
    starts = Arrays.copyOf(starts, capacity);
    bytes = Arrays.copyOf(bytes, capacity);
    segments = Arrays.copyOf(segments, capacity);
    offsets = Arrays.copyOf(offsets, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    nexts = Arrays.copyOf(nexts, capacity);
    heads = new int[Integer.highestOneBit(capacity) * 2];
    Arrays.fill(heads, NONE);
    for (int row = 0; row < size; row++) {
      link(row);
    }
  }

  /** Returns the rows of the pieces that hold a byte of a stream, in no order. */
  int[] covering(long key, long offset) {
    int[] rows = new int[0];
    for (int row = heads[slot(key)]; row != NONE; row = nexts[row]) {
      if (keys[row] == key && starts[row] <= offset && offset < starts[row] + bytes[row]) {
        rows = Arrays.copyOf(rows, rows.length + 1);
        rows[rows.length - 1] = row;
      }
    }
    return rows;
  }

  long start(int row) {
    return starts[row];
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
}
