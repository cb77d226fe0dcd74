package io.metalab.api.search;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * What became of a suggestion.
 *
 * @param suggestion its number, from 0
 * @param outcome whether it has values
 * @param values the means of the goals' metrics over the runs of the suggestion, in the order of
 *     the goals, negated where greater is better, so that smaller is better everywhere; empty
 *     unless the outcome is {@link Outcome#VALUED}
 */
public record Evidence(long suggestion, Outcome outcome, List<Double> values) {
  /** What may become of a suggestion. */
  public enum Outcome {
    /** All its runs succeeded with finite values. */
    VALUED,
    /** A run succeeded with a value that is not finite. */
    DIVERGED,
    /** A run failed, or succeeded without a value. */
    FAILED
  }

  public Evidence {
    requireNonNull(outcome, "outcome");
    values = List.copyOf(values);
    if (suggestion < 0) {
      throw new IllegalArgumentException(
          "The number (%d) of a suggestion must be at least 0.".formatted(suggestion));
    }
    if (values.isEmpty() == (outcome == Outcome.VALUED)) {
      throw new IllegalArgumentException(
          "Evidence %s cannot have %d values.".formatted(outcome, values.size()));
    }
    if (!values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("Values %s must be finite.".formatted(values));
    }
  }

  /** Returns evidence of values. */
  public static Evidence of(long suggestion, double... values) {
    return new Evidence(suggestion, Outcome.VALUED, Arrays.stream(values).boxed().toList());
  }

  /** Returns evidence of a suggestion without values. */
  public static Evidence without(long suggestion, Outcome outcome) {
    return new Evidence(suggestion, outcome, List.of());
  }

  /** Returns the value of the first goal; infinite if there is none. */
  public double value() {
    return values.isEmpty() ? Double.POSITIVE_INFINITY : values.get(0);
  }
}
