package io.metalab.core.params;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The indices of a range that pass a test, with the k-th of them found by binary search.
 *
 * <p>One bit per index and one long per 512 of them: 14 MB for 10<sup>8</sup>. Immutable.
 *
 * @see <a href="https://doi.org/10.1109/SFCS.1989.63533">Jacobson: Space-efficient static trees and
 *     graphs</a>
 */
final class RankedBits {
  private static final int BLOCK = 512;
  private static final int WORDS_PER_BLOCK = BLOCK / Long.SIZE;

  /** The largest range whose bits fit an array. */
  static final long MAX_RANGE = 1L << 36;

  private final long[] words;

  /** How many bits are set before each block, and in all. */
  private final long[] ranks;

  private RankedBits(long[] words, long[] ranks) {
    this.words = words;
    this.ranks = ranks;
  }

  static RankedBits of(long range, LongPredicate test) {
    int blocks = Math.toIntExact((range + BLOCK - 1) / BLOCK);
    long[] words = new long[blocks * WORDS_PER_BLOCK];
    Slices.forEach(
        range,
        BLOCK,
        (from, to) -> {
          for (long i = from; i < to; i++) {
            if (test.test(i)) {
              words[(int) (i >>> 6)] |= 1L << i;
            }
          }
        });
    long[] ranks = new long[blocks + 1];
    for (int block = 0; block < blocks; block++) {
      long count = 0;
      for (int w = 0; w < WORDS_PER_BLOCK; w++) {
        count += Long.bitCount(words[block * WORDS_PER_BLOCK + w]);
      }
      ranks[block + 1] = ranks[block] + count;
    }
    return new RankedBits(words, ranks);
  }

  /** Returns how many indices pass. */
  long count() {
    return ranks[ranks.length - 1];
  }

  /** Returns the k-th index that passes, counted from 0; k must be in [0, {@link #count()}). */
  long select(long k) {
    int block = block(k);
    long rest = k - ranks[block];
    int word = block * WORDS_PER_BLOCK;
    for (int bits = Long.bitCount(words[word]); rest >= bits; bits = Long.bitCount(words[word])) {
      rest -= bits;
      word++;
    }
    long remaining = words[word];
    for (; rest > 0; rest--) {
      remaining &= remaining - 1;
    }
    return ((long) word << 6) + Long.numberOfTrailingZeros(remaining);
  }

  /** The last block before which at most k bits are set; empty blocks repeat a rank. */
  private int block(long k) {
    int found = Arrays.binarySearch(ranks, k + 1);
    int block = found < 0 ? -found - 2 : found - 1;
    while (ranks[block] > k) {
      block--;
    }
    return block;
  }
}
