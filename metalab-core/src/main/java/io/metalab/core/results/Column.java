package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

/**
 * A column of a table.
 *
 * @param name its full name, such as {@code params.lr}
 * @param numeric whether all its values are numbers, or texts that are aligned as numbers are
 */
public record Column(String name, boolean numeric) {
  public Column {
    requireNonNull(name, "name");
  }
}
