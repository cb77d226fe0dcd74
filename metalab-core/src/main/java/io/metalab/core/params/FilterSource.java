package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The points of another source that pass a test.
 *
 * <p>The first question for size or point tests all points of the other source once, on several
 * threads, and keeps one bit for each.
 */
final class FilterSource implements ParamSource {
  private final ParamSource source;
  private final String where;
  private final Predicate<Params> test;
  private volatile Optional<RankedBits> passing = Optional.empty();

  FilterSource(ParamSource source, String where, Predicate<Params> test) {
    if (source.size() > RankedBits.MAX_RANGE) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "A filter tests each point, but %s has %d of them; the most is 2^36. Maybe filter its parts, or sample it."
              .formatted(source.describe(), source.size()));
    }
    this.source = source;
    this.where = where;
    this.test = test;
  }

  ParamSource source() {
    return source;
  }

  /** Returns the text of the test, or the empty string if it came as code. */
  String where() {
    return where;
  }

  @Override
  public long size() {
    return passing().count();
  }

  @Override
  public ParamCase caseAt(long index) {
    return source.caseAt(passing().select(Objects.checkIndex(index, size())));
  }

  @Override
  public String describe() {
    return source.describe() + " where " + (where.isEmpty() ? "(code)" : where);
  }

  private RankedBits passing() {
    if (passing.isEmpty()) {
      synchronized (this) {
        if (passing.isEmpty()) {
          passing =
              Optional.of(RankedBits.of(source.size(), i -> test.test(source.caseAt(i).params())));
        }
      }
    }
    return passing.orElseThrow();
  }
}
