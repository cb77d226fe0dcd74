package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How uncertain points are: a bar of twice the half length across each, horizontal, vertical or
 * both. A half length that is 0 or not finite has no bar, nor has an end that is not positive on a
 * logarithmic axis.
 *
 * @param name name in the legend; empty for none
 * @param x horizontal values of the points
 * @param y vertical values, as many
 * @param dx half lengths of the horizontal bars, as many, at least 0 or not a number
 * @param dy half lengths of the vertical bars, as many, at least 0 or not a number
 * @param color place in the palette, which is used again from its start when it ends; empty for the
 *     next one
 */
public record ErrorBars(
    String name, Numbers x, Numbers y, Numbers dx, Numbers dy, OptionalInt color)
    implements Series {
  public ErrorBars {
    requireNonNull(name, "name");
    Checks.sameSize(name, x, y);
    Checks.sameSize(name, x, dx);
    Checks.sameSize(name, x, dy);
    Checks.notNegative(name, dx);
    Checks.notNegative(name, dy);
    Checks.color(name, color);
  }

  /** Returns bars in the next colour. */
  public static ErrorBars of(String name, double[] x, double[] y, double[] dx, double[] dy) {
    return new ErrorBars(
        name, Numbers.of(x), Numbers.of(y), Numbers.of(dx), Numbers.of(dy), OptionalInt.empty());
  }

  /** Returns these bars in a colour of the palette, counted from 0. */
  public ErrorBars withColor(int place) {
    return new ErrorBars(name, x, y, dx, dy, OptionalInt.of(place));
  }
}
