package io.metalab.core.params;

import java.util.random.RandomGenerator;

/**
 * A random order of 0..n-1 whose i-th index is computed from i, without a table. Immutable.
 *
 * <p>The swap-or-not shuffle: in each round an index x meets its partner {@code key - x mod n}, and
 * a bit that depends on the pair alone decides whether they change places.
 *
 * @see <a href="https://eprint.iacr.org/2012/254">Hoang, Morris, Rogaway: An Enciphering Scheme
 *     Based on a Card Shuffle (2012)</a>
 */
final class IndexShuffle {
  private static final int FEWEST_ROUNDS = 24;
  private static final int ROUNDS_PER_BIT = 6;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long size;
  private final long[] keys;
  private final long[] salts;

  IndexShuffle(long size, RandomGenerator random) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size);
    int rounds = FEWEST_ROUNDS + ROUNDS_PER_BIT * bits;
    this.keys = new long[rounds];
    this.salts = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      keys[i] = random.nextLong(size);
      salts[i] = random.nextLong();
    }
  }

  /** Returns the index at a place of the order; the place must be in [0, n). */
  long at(long place) {
    long x = place;
    for (int i = 0; i < keys.length; i++) {
      long partner = keys[i] - x;
      partner += partner < 0 ? size : 0;
      if (mixed(salts[i] + GOLDEN * Math.max(x, partner)) < 0) {
        x = partner;
      }
    }
    return x;
  }

  /** Stafford's variant 13 of the finalizer of MurmurHash3, as in SplitMix64. */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
