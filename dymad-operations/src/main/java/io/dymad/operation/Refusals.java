package io.dymad.operation;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.function.Supplier;

/** Turns what the library refuses into problems that name the parameter at fault. */
final class Refusals {
  private Refusals() {}

  /**
   * Returns what the work gives.
   *
   * @param where what its refusals are about, such as {@code params.dataset}
   * @throws MetalabException with INVALID_PARAMS if the work refuses its arguments, or the numbers
   *     have no answer
   */
  static <T> T at(String where, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MetalabException(ErrorCode.INVALID_PARAMS, where + ": " + e.getMessage(), e);
    }
  }

  /** Returns the problem that a rule is broken at a place. */
  static MetalabException of(String where, String rule) {
    return new MetalabException(ErrorCode.INVALID_PARAMS, where + ": " + rule);
  }
}
