package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

/**
 * A dashed grey circle to compare with, such as the unit circle under eigenvalues. On axes that
 * have not {@linkplain Figure#equalAspect equal aspect} it is an ellipse.
 *
 * @param name name in the legend; empty for none
 * @param centerX horizontal place of the centre
 * @param centerY vertical place of the centre
 * @param radius radius, positive
 */
public record Circle(String name, double centerX, double centerY, double radius) implements Series {
  public Circle {
    requireNonNull(name, "name");
    if (!(Double.isFinite(centerX) && Double.isFinite(centerY) && radius > 0)
        || Double.isInfinite(radius)) {
      throw new IllegalArgumentException(
          "The circle '%s' must have a finite centre (%s, %s) and a positive, finite radius (%s)."
              .formatted(name, centerX, centerY, radius));
    }
  }

  /** Returns the circle of radius 1 around 0. */
  public static Circle unit() {
    return new Circle("unit circle", 0, 0, 1);
  }
}
