package io.metalab.store.jdbc;

import io.metalab.api.RunIds;
import io.metalab.api.store.StoredRun;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ids that are looked up, and what was found of each; rows may come in any order. */
final class WantedRuns {
  private static final int POSITION_BITS = 16;
  private static final long POSITION = (1L << POSITION_BITS) - 1;

  /** The most ids that fit. */
  static final int MOST = 1 << POSITION_BITS;

  private static final int WORDS = RunIds.BYTES / Long.BYTES;

  private final RunIds ids;
  private final int first;
  private final @Nullable StoredRun[] found;

  /** The leading bits of each id with its position behind them, in ascending order of ids. */
  private final long[] sorted;

  /**
   * Creates an empty answer for the ids from a position up to, but without, another.
   *
   * @throws IllegalArgumentException if these are more than {@link #MOST}
   */
  WantedRuns(RunIds ids, int first, int end) {
    if (end - first > MOST) {
      throw new IllegalArgumentException(
          "The number of ids (%d) must be at most %d.".formatted(end - first, MOST));
    }
    this.ids = ids;
    this.first = first;
    this.found = new StoredRun[end - first];
    this.sorted = new long[end - first];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = key(ids.word(first + i, 0)) | i;
    }
    Arrays.sort(sorted);
  }

  /** Signed numbers in the order of unsigned ones, with room for a position. */
  private static long key(long word) {
    return (word ^ Long.MIN_VALUE) & ~POSITION;
  }

  int size() {
    return found.length;
  }

  /**
   * Notes what is known of a run, at each position that has its id.
   *
   * @return whether there is one
   */
  boolean put(byte[] id, StoredRun run) {
    ByteBuffer words = ByteBuffer.wrap(id);
    long key = key(words.getLong(0));
    int i = Arrays.binarySearch(sorted, key);
    boolean wanted = false;
    for (i = i < 0 ? -i - 1 : i; i < sorted.length && (sorted[i] & ~POSITION) == key; i++) {
      int position = (int) (sorted[i] & POSITION);
      if (hasId(position, words)) {
        found[position] = run;
        wanted = true;
      }
    }
    return wanted;
  }

  private boolean hasId(int position, ByteBuffer words) {
    for (int word = 0; word < WORDS; word++) {
      if (words.getLong(word * Long.BYTES) != ids.word(first + position, word)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the ids of which nothing was found yet, in ascending order. */
  List<byte[]> missing() {
    List<byte[]> missing = new ArrayList<>();
    for (long entry : sorted) {
      int position = (int) (entry & POSITION);
      if (found[position] == null) {
        missing.add(bytes(position));
      }
    }
    return missing;
  }

  /** Returns so many of the ids, or all, evenly spread over the positions. */
  List<byte[]> sample(int count) {
    List<byte[]> sample = new ArrayList<>();
    int steps = Math.min(count, size()) - 1;
    for (int step = 0; step <= steps; step++) {
      sample.add(bytes((int) ((size() - 1L) * step / Math.max(1, steps))));
    }
    return sample;
  }

  private byte[] bytes(int position) {
    ByteBuffer bytes = ByteBuffer.allocate(RunIds.BYTES);
    for (int word = 0; word < WORDS; word++) {
      bytes.putLong(ids.word(first + position, word));
    }
    return bytes.array();
  }

  /** Returns what was found by position; null where nothing was. */
  List<@Nullable StoredRun> found() {
    return Collections.unmodifiableList(Arrays.asList(found));
  }
}
