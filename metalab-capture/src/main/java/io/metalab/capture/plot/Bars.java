package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Bars that stand on 0, side by side: a histogram, or values by category.
 *
 * @param name name in the legend; empty for none
 * @param edges where bars begin and end: one more than there are bars, rising
 * @param heights heights; a bar whose height is not finite is not drawn
 * @param color place in the palette, which is used again from its start when it ends; empty for the
 *     next one
 */
public record Bars(String name, Numbers edges, Numbers heights, OptionalInt color)
    implements Series {
  public Bars {
    requireNonNull(name, "name");
    if (edges.size() != heights.size() + 1) {
      throw new IllegalArgumentException(
          "The bars '%s' have %d heights and %d edges; there must be one edge more than heights."
              .formatted(name, heights.size(), edges.size()));
    }
    Checks.rising(name, "edges", edges);
    Checks.color(name, color);
  }

  /** Returns the bars of a histogram in the next colour. */
  public static Bars of(String name, double[] edges, double[] heights) {
    return new Bars(name, Numbers.of(edges), Numbers.of(heights), OptionalInt.empty());
  }

  /** Returns these bars in a colour of the palette, counted from 0. */
  public Bars withColor(int place) {
    return new Bars(name, edges, heights, OptionalInt.of(place));
  }
}
