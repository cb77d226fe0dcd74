package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An axis of a figure.
 *
 * @param label what is laid out, with its unit; may be empty
 * @param scale how it is laid out
 * @param low where the axis begins; empty to follow the data
 * @param high where the axis ends; empty to follow the data
 * @param categories names for the places 0, 1, 2 …; empty for an axis of numbers
 */
public record Axis(
    String label, Scale scale, OptionalDouble low, OptionalDouble high, List<String> categories) {
  public Axis {
    requireNonNull(label, "label");
    requireNonNull(scale, "scale");
    categories = List.copyOf(categories);
    checkBound(label, scale, low);
    checkBound(label, scale, high);
    if (low.isPresent() && high.isPresent() && low.getAsDouble() >= high.getAsDouble()) {
      throw new IllegalArgumentException(
          "The axis '%s' must begin (%s) below its end (%s)."
              .formatted(label, low.getAsDouble(), high.getAsDouble()));
    }
    if (!categories.isEmpty() && scale != Scale.LINEAR) {
      throw new IllegalArgumentException(
          "The axis '%s' has categories, so its scale must be linear.".formatted(label));
    }
  }

  private static void checkBound(String label, Scale scale, OptionalDouble bound) {
    if (bound.isPresent()
        && (!Double.isFinite(bound.getAsDouble())
            || (scale == Scale.LOG && bound.getAsDouble() <= 0))) {
      throw new IllegalArgumentException(
          "The axis '%s' cannot begin or end at %s: that is no finite%s number."
              .formatted(label, bound.getAsDouble(), scale == Scale.LOG ? ", positive" : ""));
    }
  }

  /** Returns an axis with equal distances for equal differences. */
  public static Axis linear(String label) {
    return of(label, Scale.LINEAR);
  }

  /** Returns an axis with equal distances for equal ratios. */
  public static Axis log(String label) {
    return of(label, Scale.LOG);
  }

  /** Returns an axis that follows the data. */
  public static Axis of(String label, Scale scale) {
    return new Axis(label, scale, OptionalDouble.empty(), OptionalDouble.empty(), List.of());
  }

  /** Returns an axis whose places 0, 1, 2 … have names. */
  public static Axis categories(String label, List<String> names) {
    return new Axis(label, Scale.LINEAR, OptionalDouble.empty(), OptionalDouble.empty(), names);
  }

  /** Returns this axis from one value to another; what lies outside is cut off. */
  public Axis withBounds(double from, double to) {
    return new Axis(label, scale, OptionalDouble.of(from), OptionalDouble.of(to), categories);
  }
}
