package io.metalab.core.where;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled value of a filter.
 *
 * @param evaluator computes the value, {@link Absent#ABSENT} if it is missing
 * @param kinds the kinds that the value may have
 * @param choices the only strings it may be, or empty for any
 */
record Term<T>(Evaluator<T> evaluator, Set<Kind> kinds, Set<String> choices) {
  interface Evaluator<T> {
    @Nullable Object value(T source);
  }

  Term(Evaluator<T> evaluator, Set<Kind> kinds) {
    this(evaluator, kinds, Set.of());
  }

  @Nullable Object value(T source) {
    return evaluator.value(source);
  }

  boolean isTrue(T source) {
    return Boolean.TRUE.equals(evaluator.value(source));
  }
}
