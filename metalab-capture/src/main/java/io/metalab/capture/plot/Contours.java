package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import io.metalab.capture.plot.internal.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of equal value over a grid, found by marching squares with linear interpolation along the
 * edges of its cells. A cell with a corner that is not finite has no line.
 *
 * @param name what the values are, in the figure's data
 * @param grid the values
 * @param levels the values that get lines
 * @param labels the text on the lines of each level; empty texts for none
 */
public record Contours(String name, Grid grid, Numbers levels, List<String> labels)
    implements Series {
  public Contours {
    requireNonNull(name, "name");
    requireNonNull(grid, "grid");
    labels = List.copyOf(labels);
    if (labels.size() != levels.size()) {
      throw new IllegalArgumentException(
          "The contours '%s' have %d levels and %d labels."
              .formatted(name, levels.size(), labels.size()));
    }
  }

  /** Returns contours whose labels are the levels. */
  public static Contours of(String name, Grid grid, double... levels) {
    List<String> labels = new ArrayList<>();
    for (double level : levels) {
      labels.add(Labels.number(level));
    }
    return new Contours(name, grid, Numbers.of(levels), labels);
  }
}
