package io.metalab.capture.plot;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a figure shows; immutable. Its size is in inches, drawn at 150 dots an inch.
 *
 * @param title title; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series what is drawn, in this order
 * @param equalAspect whether equal lengths on both axes are drawn equally long; both must be linear
 * @param notes lines in small print below, such as what was left out
 * @param widthInches width, from 2 to 40
 * @param heightInches height, from 1.5 to 40
 */
public record Figure(
    String title,
    Axis x,
    Axis y,
    List<Series> series,
    boolean equalAspect,
    List<String> notes,
    double widthInches,
    double heightInches) {
  private static final double MAX_INCHES = 40;

  public Figure {
    requireNonNull(title, "title");
    requireNonNull(x, "x");
    requireNonNull(y, "y");
    series = List.copyOf(series);
    notes = List.copyOf(notes);
    if (equalAspect && (!isPlain(x) || !isPlain(y))) {
      throw new IllegalArgumentException(
          "The figure '%s' cannot have equal aspect on logarithmic axes or categories."
              .formatted(title));
    }
    if (!(widthInches >= 2 && widthInches <= MAX_INCHES)
        || !(heightInches >= 1.5 && heightInches <= MAX_INCHES)) {
      throw new IllegalArgumentException(
          "The figure '%s' cannot be %s by %s inches; it must have at least 2 by 1.5 and at most %s."
              .formatted(title, widthInches, heightInches, MAX_INCHES));
    }
  }

  private static boolean isPlain(Axis axis) {
    return axis.scale() == Scale.LINEAR && axis.categories().isEmpty();
  }

  /** Returns a builder of a figure of 6.4 by 4.4 inches with linear axes and nothing in it. */
  public static Builder builder(String title) {
    return new Builder(title);
  }

  /** Returns a builder that starts from this figure. */
  public Builder toBuilder() {
    Builder builder =
        new Builder(title).x(x).y(y).size(widthInches, heightInches).equalAspect(equalAspect);
    series.forEach(builder::add);
    notes.forEach(builder::note);
    return builder;
  }

  /** Collects the parts of a figure; not safe for use by several threads. */
  public static final class Builder {
    private final String title;
    private final List<Series> series = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Axis x = Axis.linear("");
    private Axis y = Axis.linear("");
    private boolean equalAspect;
    private double widthInches = 6.4;
    private double heightInches = 4.4;

    private Builder(String title) {
      this.title = title;
    }

    /** Sets the horizontal axis. */
    public Builder x(Axis axis) {
      this.x = axis;
      return this;
    }

    /** Sets the vertical axis. */
    public Builder y(Axis axis) {
      this.y = axis;
      return this;
    }

    /** Adds something to draw, over what was added before. */
    public Builder add(Series one) {
      series.add(one);
      return this;
    }

    /** Draws equal lengths on both axes equally long. */
    public Builder equalAspect() {
      return equalAspect(true);
    }

    private Builder equalAspect(boolean equal) {
      this.equalAspect = equal;
      return this;
    }

    /** Adds a line in small print. */
    public Builder note(String text) {
      notes.add(text);
      return this;
    }

    /** Sets the size. */
    public Builder size(double width, double height) {
      this.widthInches = width;
      this.heightInches = height;
      return this;
    }

    /** Returns the figure. */
    public Figure build() {
      return new Figure(title, x, y, series, equalAspect, notes, widthInches, heightInches);
    }
  }
}
