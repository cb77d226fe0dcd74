package io.metalab.api;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Ids of runs by their bits, 32 bytes each, for what handles millions of them; as a list it makes
 * each id when it is asked for. Immutable.
 */
public final class RunIds extends AbstractList<RunId> implements RandomAccess {
  /** The number of bytes of an id. */
  public static final int BYTES = 32;

  private static final int WORDS = BYTES / Long.BYTES;

  private final long[] words;

  private RunIds(long[] words) {
    this.words = words;
  }

  /**
   * Returns the ids of these bytes.
   *
   * @throws IllegalArgumentException if the last id is not whole
   */
  public static RunIds of(byte[] bytes) {
    if (bytes.length % BYTES != 0) {
      throw new IllegalArgumentException(
          "The number of bytes (%d) must be a multiple of %d.".formatted(bytes.length, BYTES));
    }
    long[] words = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(words);
    return new RunIds(words);
  }

  /** Returns these ids in the order of iteration. */
  public static RunIds copyOf(Collection<RunId> ids) {
    if (ids instanceof RunIds same) {
      return same;
    }
    long[] words = new long[Math.multiplyExact(ids.size(), WORDS)];
    int end = 0;
    for (RunId id : ids) {
      for (int word = 0; word < WORDS; word++) {
        words[end++] = id.word(word);
      }
    }
    return new RunIds(words);
  }

  @Override
  public RunId get(int index) {
    Objects.checkIndex(index, size());
    return RunId.ofWords(word(index, 0), word(index, 1), word(index, 2), word(index, 3));
  }

  @Override
  public int size() {
    return words.length / WORDS;
  }

  /**
   * Returns 64 bits of an id.
   *
   * @param word 0 for the first 16 digits to 3 for the last
   */
  public long word(int index, int word) {
    return words[index * WORDS + word];
  }

  /** Returns the ids at the positions that are set. */
  public RunIds select(BitSet positions) {
    long[] selected = new long[Math.multiplyExact(positions.cardinality(), WORDS)];
    int end = 0;
    for (int i = positions.nextSetBit(0); i >= 0; i = positions.nextSetBit(i + 1)) {
      System.arraycopy(words, i * WORDS, selected, end, WORDS);
      end += WORDS;
    }
    return new RunIds(selected);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunIds ids ? Arrays.equals(words, ids.words) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode(); // As a list of any class has it.
  }
}
