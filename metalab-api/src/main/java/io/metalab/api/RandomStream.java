package io.metalab.api;

import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random numbers whose every method is spelled out here, so that they do not depend on the Java
 * version.
 *
 * <p>Doubles take the upper 53 bits of a long; bounded numbers reject what would be biased; normal
 * deviates come from the polar method (Marsaglia and Bray, 1964) and exponential ones by inversion,
 * with {@link StrictMath}.
 */
final class RandomStream implements RandomGenerator {
  private static final double DOUBLE_UNIT = 0x1.0p-53;
  private static final float FLOAT_UNIT = 0x1.0p-24f;

  private final UniformRandomProvider source;
  private double spareGaussian = Double.NaN;

  RandomStream(UniformRandomProvider source) {
    this.source = source;
  }

  @Override
  public long nextLong() {
    return source.nextLong();
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      long word = nextLong();
      for (int n = Math.min(Long.BYTES, bytes.length - i); n > 0; n--, word >>>= Byte.SIZE) {
        bytes[i++] = (byte) word;
      }
    }
  }

  @Override
  public float nextFloat() {
    return (nextLong() >>> 40) * FLOAT_UNIT;
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  @Override
  public double nextDouble(double bound) {
    return nextDouble(0, bound);
  }

  @Override
  public double nextDouble(double origin, double bound) {
    if (!(origin < bound && bound - origin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The range [%s, %s) is empty or infinite.".formatted(origin, bound));
    }
    double value = origin + nextDouble() * (bound - origin);
    return value < bound ? value : Math.nextDown(bound);
  }

  @Override
  public int nextInt(int bound) {
    return (int) nextLong(0, bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  @Override
  public long nextLong(long bound) {
    return nextLong(0, bound);
  }

  @Override
  public long nextLong(long origin, long bound) {
    if (origin >= bound) {
      throw new IllegalArgumentException("The range [%d, %d) is empty.".formatted(origin, bound));
    }
    long width = bound - origin;
    if (width < 0) {
      long value = nextLong();
      while (value < origin || value >= bound) {
        value = nextLong();
      }
      return value;
    }
    long bits = nextLong() >>> 1;
    long value = bits % width;
    while (bits - value + (width - 1) < 0) {
      bits = nextLong() >>> 1;
      value = bits % width;
    }
    return origin + value;
  }

  @Override
  public double nextGaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double s = x * x + y * y;
      if (s > 0 && s < 1) {
        double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
        spareGaussian = y * factor;
        return x * factor;
      }
    }
  }

  @Override
  public double nextGaussian(double mean, double stddev) {
    if (!(stddev >= 0)) {
      throw new IllegalArgumentException(
          "The standard deviation (%s) must be at least 0.".formatted(stddev));
    }
    return mean + stddev * nextGaussian();
  }

  @Override
  public double nextExponential() {
    return -StrictMath.log(1 - nextDouble());
  }
}
