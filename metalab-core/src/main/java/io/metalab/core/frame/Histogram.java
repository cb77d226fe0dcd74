package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How often the finite values of a field fall into bins of equal width, or of equal ratio.
 *
 * @param field its full name
 * @param edges ends of the bins, one more than there are bins; a bin holds its lower end, the last
 *     its upper one, too
 * @param counts number of values in each bin
 * @param infinite number of values that are infinite
 * @param nan number of values that are NaN
 * @param missing number of runs without a number there
 * @param notPositive number of values that are 0 or less and so in no bin of a logarithmic scale; 0
 *     for bins of equal width
 */
public record Histogram(
    String field,
    List<Double> edges,
    List<Long> counts,
    long infinite,
    long nan,
    long missing,
    long notPositive) {
  public Histogram {
    requireNonNull(field, "field");
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
  }
}
