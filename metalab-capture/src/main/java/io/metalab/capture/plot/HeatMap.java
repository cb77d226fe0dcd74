package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

/**
 * A grid of cells coloured by value, with a scale beside it. A cell reaches half way to its
 * neighbours; one whose value is not finite, or not positive on a logarithmic scale, is grey. In a
 * small grid each cell shows its value.
 *
 * @param name what the values are; labels the scale
 * @param grid the cells
 * @param scale how values become colours
 */
public record HeatMap(String name, Grid grid, Scale scale) implements Series {
  public HeatMap {
    requireNonNull(name, "name");
    requireNonNull(grid, "grid");
    requireNonNull(scale, "scale");
  }

  /** Returns a map with a linear scale. */
  public static HeatMap of(String name, Grid grid) {
    return new HeatMap(name, grid, Scale.LINEAR);
  }
}
