package io.metalab.api.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.List;

/**
 * What an algorithm is to search.
 *
 * @param dimensions the coordinates of its points, at least one
 * @param goals how many values evidence has
 * @param batch how many suggestions are asked for before the result of the first is told
 * @param seeds the source of all randomness
 * @param settings what was set of {@link SearchAlgorithm#settings()}
 */
public record SearchProblem(
    List<Dimension> dimensions, int goals, int batch, SeedBundle seeds, Params settings) {
  public SearchProblem {
    dimensions = List.copyOf(dimensions);
    requireNonNull(seeds, "seeds");
    requireNonNull(settings, "settings");
    if (dimensions.isEmpty() || goals < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "A search needs dimensions (%d), goals (%d) and a batch (%d) of at least 1."
              .formatted(dimensions.size(), goals, batch));
    }
  }

  /** Returns whether a dimension counts at a point. */
  public boolean isActive(int dimension, double[] point) {
    Dimension own = dimensions.get(dimension);
    return own.parent() < 0
        || (isActive(own.parent(), point)
            && dimensions.get(own.parent()).level(point[own.parent()]) == own.parentLevel());
  }
}
