package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.random.HaltonSequenceGenerator;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * A low-discrepancy sequence in the unit cube, whose point i is computed from i. Safe for use by
 * many threads.
 *
 * <p>The sequences are those of Commons Math, in their plain forms: Sobol in Gray code order with
 * the direction numbers of Joe and Kuo (2008), Halton in the first primes without scrambling; both
 * start at the origin. A seed shifts a sequence as a whole, which keeps its even spread: Sobol
 * points by an exclusive or of their 52 bits (a digital shift), Halton points by an addition modulo
 * 1 (a rotation after Cranley and Patterson, 1976).
 */
public final class UnitSequence {
  /** Which sequence; the lower-case name is that of the source. */
  public enum Kind {
    SOBOL("sobol", 1000),
    HALTON("halton", 40);

    private final String wireName;
    private final int mostDimensions;

    Kind(String wireName, int mostDimensions) {
      this.wireName = wireName;
      this.mostDimensions = mostDimensions;
    }

    String wireName() {
      return wireName;
    }
  }

  private static final int[] PRIMES = {
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173
  };
  private static final double TWO_52 = 0x1p52;
  private static final int SHIFT_DROPPED_BITS = 12;

  private final Kind kind;
  private final double[] shifts;
  private final ThreadLocal<IntFunction<double[]>> points;

  /**
   * Creates a sequence.
   *
   * @param length what indices are below
   * @param seed root seed of the shift, or empty for none
   */
  public UnitSequence(Kind kind, int dimensions, long length, String seed) {
    if (dimensions > kind.mostDimensions || length > Integer.MAX_VALUE) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A %s sequence has at most %d dimensions and 2^31-1 points, not %d and %d."
              .formatted(kind.wireName, kind.mostDimensions, dimensions, length));
    }
    this.kind = kind;
    this.shifts = seed.isEmpty() ? new double[0] : shifts(kind, dimensions, seed);
    this.points = ThreadLocal.withInitial(() -> generator(kind, dimensions));
  }

  private static double[] shifts(Kind kind, int dimensions, String seed) {
    RandomGenerator random =
        new SeedBundle(seed, SeedBundle.NO_REPLICATE, List.of(kind.wireName)).random();
    double[] shifts = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      shifts[i] = (random.nextLong() >>> SHIFT_DROPPED_BITS) / TWO_52;
    }
    return shifts;
  }

  private static IntFunction<double[]> generator(Kind kind, int dimensions) {
    return switch (kind) {
      case SOBOL -> new SobolSequenceGenerator(dimensions)::skipTo;
      case HALTON -> new HaltonSequenceGenerator(dimensions, PRIMES, null)::skipTo;
    };
  }

  /** Returns a point, whose coordinates are in [0, 1). */
  public double[] at(long index) {
    double[] point = points.get().apply(Math.toIntExact(index));
    for (int i = 0; i < shifts.length; i++) {
      point[i] = kind == Kind.SOBOL ? flipped(point[i], shifts[i]) : rotated(point[i], shifts[i]);
    }
    return point;
  }

  private static double flipped(double value, double shift) {
    return ((long) (value * TWO_52) ^ (long) (shift * TWO_52)) / TWO_52;
  }

  private static double rotated(double value, double shift) {
    double sum = value + shift;
    return sum < 1 ? sum : sum - 1;
  }
}
