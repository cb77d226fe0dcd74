package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Scale;
import io.metalab.capture.plot.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says in words what a figure shows, for those who do not see it. */
public final class Description {
  private Description() {}

  /** Returns the axes, their ranges and how much is drawn of each kind. */
  public static String of(Figure figure) {
    DataExtents extents = new DataExtents(figure);
    Map<String, Integer> kinds = new TreeMap<>();
    for (Series series : figure.series()) {
      kinds.merge(kind(series), 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    kinds.forEach((kind, count) -> parts.add(count == 1 ? "1 " + kind : count + " " + kind + "s"));
    return "%s. Horizontal: %s. Vertical: %s."
        .formatted(
            parts.isEmpty() ? "Empty" : String.join(", ", parts),
            axis(figure.x(), extents.x()),
            axis(figure.y(), extents.y()));
  }

  private static String kind(Series series) {
    return switch (series.getClass().getSimpleName()) {
      case "Points" -> "set of points";
      case "Bars" -> "row of bars";
      case "HeatMap" -> "heat map";
      case "Contours" -> "set of contour lines";
      case "Circle" -> "reference circle";
      case "Band" -> "band";
      case "ErrorBars" -> "set of error bars";
      default -> "line";
    };
  }

  private static String axis(Axis axis, Extent extent) {
    String name = axis.label().isEmpty() ? "unnamed" : axis.label();
    if (!axis.categories().isEmpty()) {
      return name + ", one of " + String.join(", ", axis.categories());
    }
    String scale = axis.scale() == Scale.LOG ? " (logarithmic)" : "";
    return extent.isEmpty()
        ? name + scale + ", without values"
        : name
            + scale
            + ", from "
            + Labels.number(value(axis, extent.low()))
            + " to "
            + Labels.number(value(axis, extent.high()));
  }

  private static double value(Axis axis, double place) {
    return axis.scale() == Scale.LOG ? StrictMath.pow(10, place) : place;
  }
}
