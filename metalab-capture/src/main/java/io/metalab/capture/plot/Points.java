package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Points that no line joins. One with a value that is not finite, or not positive on a logarithmic
 * axis, is not drawn; the figure says how many.
 *
 * @param name name in the legend; empty for none
 * @param x horizontal values
 * @param y vertical values, as many
 * @param marker the shape of a point
 * @param color place in the palette, which is used again from its start when it ends; empty for the
 *     next one
 */
public record Points(String name, Numbers x, Numbers y, Marker marker, OptionalInt color)
    implements Series {
  public Points {
    requireNonNull(name, "name");
    Checks.sameSize(name, x, y);
    requireNonNull(marker, "marker");
    Checks.color(name, color);
  }

  /** Returns dots in the next colour. */
  public static Points of(String name, double[] x, double[] y) {
    return of(name, Numbers.of(x), Numbers.of(y));
  }

  /** Returns dots in the next colour. */
  public static Points of(String name, Numbers x, Numbers y) {
    return new Points(name, x, y, Marker.DOT, OptionalInt.empty());
  }

  /** Returns these points in another shape. */
  public Points withMarker(Marker other) {
    return new Points(name, x, y, other, color);
  }

  /** Returns these points in a colour of the palette, counted from 0. */
  public Points withColor(int place) {
    return new Points(name, x, y, marker, OptionalInt.of(place));
  }
}
