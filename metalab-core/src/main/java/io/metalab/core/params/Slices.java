package io.metalab.core.params;

import java.util.Optional;
import java.util.stream.LongStream;

/** Goes through a long range in slices, several at a time. */
public final class Slices {
  private Slices() {}

  /** What is done with one slice. */
  @FunctionalInterface
  public interface Body {
    /** Handles the indices in [from, to). */
    void accept(long from, long to);
  }

  /**
   * Gives the slices of [0, count) to a body, from several threads of the common pool.
   *
   * <p>If slices fail, the exception of the first of them in order is thrown, whichever failed
   * first in time, so that a wrong study gives one message.
   */
  public static void forEach(long count, int sliceSize, Body body) {
    long slices = (count + sliceSize - 1) / sliceSize;
    Optional<RuntimeException> failure =
        LongStream.range(0, slices)
            .parallel()
            .mapToObj(i -> attempt(i * sliceSize, Math.min(count, (i + 1) * sliceSize), body))
            .flatMap(Optional::stream)
            .findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static Optional<RuntimeException> attempt(long from, long to, Body body) {
    try {
      body.accept(from, to);
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
