package io.metalab.api;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The points of a sweep, computed from their index.
 *
 * <p>A source holds no points: point <em>i</em> depends on <em>i</em> alone, is the same at every
 * call and in every process, and may be asked for in any order by many threads.
 */
public interface ParamSource {
  /** Returns the number of points. */
  long size();

  /**
   * Returns one point.
   *
   * @throws IndexOutOfBoundsException unless the index is in [0, {@link #size()})
   */
  ParamCase caseAt(long index);

  /**
   * Returns one line that says what this source is made of, such as {@code grid lr(3) x width(3)}.
   */
  String describe();

  /** Returns all points, in order. */
  default Stream<ParamCase> stream() {
    return LongStream.range(0, size()).mapToObj(this::caseAt);
  }
}
