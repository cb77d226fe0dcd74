package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * A line through points in their order. Where a value is not finite, or not positive on a
 * logarithmic axis, the line has a gap; a point between two gaps is drawn as a dot.
 *
 * @param name name in the legend; empty for none
 * @param x horizontal values
 * @param y vertical values, as many
 * @param dash how the line is broken
 * @param color place in the palette, which is used again from its start when it ends; empty for the
 *     next one
 */
public record Line(String name, Numbers x, Numbers y, Dash dash, OptionalInt color)
    implements Series {
  public Line {
    requireNonNull(name, "name");
    Checks.sameSize(name, x, y);
    requireNonNull(dash, "dash");
    Checks.color(name, color);
  }

  /** Returns a solid line in the next colour. */
  public static Line of(String name, double[] x, double[] y) {
    return of(name, Numbers.of(x), Numbers.of(y));
  }

  /** Returns a solid line in the next colour. */
  public static Line of(String name, Numbers x, Numbers y) {
    return new Line(name, x, y, Dash.SOLID, OptionalInt.empty());
  }

  /** Returns this line, broken differently. */
  public Line withDash(Dash other) {
    return new Line(name, x, y, other, color);
  }

  /** Returns this line in a colour of the palette, counted from 0. */
  public Line withColor(int place) {
    return new Line(name, x, y, dash, OptionalInt.of(place));
  }
}
