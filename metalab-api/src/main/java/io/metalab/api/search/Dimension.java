package io.metalab.api.search;

import static java.util.Objects.requireNonNull;

/**
 * One coordinate of the points that an algorithm searches, in [0, 1].
 *
 * <p>Scales are not its business: equal steps of the coordinate are equal steps of the parameter on
 * the scale that it was declared with.
 *
 * @param name the parameter
 * @param kind what the coordinate stands for
 * @param levels how many values the parameter has, coordinate {@code u} standing for value {@code
 *     floor(u * levels)}; 0 if it is continuous
 * @param parent index of the dimension that decides whether this one counts, or -1 if it always
 *     does
 * @param parentLevel the value of the parent at which it counts
 */
public record Dimension(String name, Kind kind, long levels, int parent, long parentLevel) {
  /** What a coordinate stands for. */
  public enum Kind {
    /** A number, continuous or one of several in order. */
    ORDERED,
    /** One of several values without an order. */
    CATEGORY,
    /** How much is spent on a run; its last level is the whole. */
    BUDGET
  }

  public Dimension {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    if (levels < 0 || (levels == 0 && kind != Kind.ORDERED)) {
      throw new IllegalArgumentException(
          "The levels (%d) of %s must be at least 1.".formatted(levels, name));
    }
  }

  /** Returns the value, by its number, that a coordinate stands for. */
  public long level(double coordinate) {
    return Math.min(levels - 1, (long) (coordinate * levels));
  }

  /** Returns the coordinate in the middle of those that stand for a value. */
  public double coordinate(long level) {
    return (level + 0.5) / levels;
  }
}
