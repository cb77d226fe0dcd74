package io.metalab.core.where;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A filter taken apart, for those who evaluate it over columns; it holds where {@link Where#bind}'s
 * predicate does.
 *
 * @param <T> what the fields are read from
 */
public sealed interface Condition<T> {
  /** Holds where both do. */
  record Both<T>(Condition<T> left, Condition<T> right) implements Condition<T> {
    public Both {
      requireNonNull(left, "left");
      requireNonNull(right, "right");
    }
  }

  /** Holds where at least one does. */
  record Either<T>(Condition<T> left, Condition<T> right) implements Condition<T> {
    public Either {
      requireNonNull(left, "left");
      requireNonNull(right, "right");
    }
  }

  /** Holds where the other does not. */
  record Not<T>(Condition<T> operand) implements Condition<T> {
    public Not {
      requireNonNull(operand, "operand");
    }
  }

  /**
   * What is not taken apart further.
   *
   * @param predicate whether it holds
   * @param fields the full names of the fields it reads
   * @param bound what it is if it compares its one field with a number, else null
   */
  record Leaf<T>(Predicate<T> predicate, Set<String> fields, @Nullable Bound bound)
      implements Condition<T> {
    public Leaf {
      requireNonNull(predicate, "predicate");
      fields = Set.copyOf(fields);
    }
  }

  /** A comparison of a field, on the left, with a number. */
  record Bound(Comparison comparison, double number) {
    public Bound {
      requireNonNull(comparison, "comparison");
    }
  }

  /** How a number is compared with a bound; false for a missing one, as in IEEE 754 for NaN. */
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }
}
