package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.stream.LongStream;

/** Numbers of points, checked for overflow. */
final class Sizes {
  private Sizes() {}

  static long atLeastOne(long size, String kind) {
    if (size < 1) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The number of points (%d) of a %s design must be at least 1.".formatted(size, kind));
    }
    return size;
  }

  static long product(LongStream sizes) {
    try {
      return sizes.reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw tooLarge(e);
    }
  }

  static long sum(LongStream sizes) {
    try {
      return sizes.reduce(0, Math::addExact);
    } catch (ArithmeticException e) {
      throw tooLarge(e);
    }
  }

  private static MetalabException tooLarge(ArithmeticException e) {
    return new MetalabException(
        ErrorCode.INVALID_STUDY, "The sweep has more than 2^63-1 points. Maybe sample it.", e);
  }
}
