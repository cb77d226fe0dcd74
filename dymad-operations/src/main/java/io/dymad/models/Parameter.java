package io.dymad.models;

import static java.util.Objects.requireNonNull;

/**
 * A matrix of numbers that a model learns.
 *
 * @param name unique in the model, such as {@code encoder.0.weight}
 * @param rows at least 1
 * @param columns at least 1
 * @param initialisation how its numbers are drawn at the start
 */
public record Parameter(String name, int rows, int columns, Initialisation initialisation) {
  public Parameter {
    requireNonNull(name, "name");
    requireNonNull(initialisation, "initialisation");
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "The parameter %s (%d x %d) has no elements.".formatted(name, rows, columns));
    }
  }

  int size() {
    return Math.multiplyExact(rows, columns);
  }
}
