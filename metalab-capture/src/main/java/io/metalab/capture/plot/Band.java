package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * A pale area between two curves, such as a confidence interval. Where an end is not finite, or not
 * positive on a logarithmic axis, the band has a gap.
 *
 * @param name name in the legend; empty for none
 * @param x horizontal values
 * @param low lower ends, as many
 * @param high upper ends, as many
 * @param color place in the palette, which is used again from its start when it ends; empty for the
 *     next one
 */
public record Band(String name, Numbers x, Numbers low, Numbers high, OptionalInt color)
    implements Series {
  public Band {
    requireNonNull(name, "name");
    Checks.sameSize(name, x, low);
    Checks.sameSize(name, x, high);
    Checks.color(name, color);
  }

  /** Returns a band in the next colour. */
  public static Band of(String name, double[] x, double[] low, double[] high) {
    return new Band(name, Numbers.of(x), Numbers.of(low), Numbers.of(high), OptionalInt.empty());
  }

  /** Returns this band in a colour of the palette, counted from 0. */
  public Band withColor(int place) {
    return new Band(name, x, low, high, OptionalInt.of(place));
  }
}
