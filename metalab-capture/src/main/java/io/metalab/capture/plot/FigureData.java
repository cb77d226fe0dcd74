package io.metalab.capture.plot;

import io.metalab.capture.CsvTable;
import io.metalab.capture.plot.internal.ContourPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers in a figure as a table. */
final class FigureData {
  private static final List<String> HEADER =
      List.of("kind", "series", "x", "y", "low", "high", "value");

  private final Figure figure;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  private FigureData(Figure figure) {
    this.figure = figure;
  }

  static CsvTable table(Figure figure) {
    FigureData data = new FigureData(figure);
    figure.series().forEach(data::add);
    return CsvTable.of(HEADER, data.rows);
  }

  private void add(Series series) {
    String name = series.name();
    if (series instanceof Line line) {
      for (int i = 0; i < line.x().size(); i++) {
        row("line", name, x(line.x().get(i)), y(line.y().get(i)), null, null, null);
      }
    } else if (series instanceof Points points) {
      for (int i = 0; i < points.x().size(); i++) {
        row("point", name, x(points.x().get(i)), y(points.y().get(i)), null, null, null);
      }
    } else if (series instanceof Band band) {
      for (int i = 0; i < band.x().size(); i++) {
        row("band", name, x(band.x().get(i)), null, band.low().get(i), band.high().get(i), null);
      }
    } else if (series instanceof ErrorBars bars) {
      errors(bars);
    } else if (series instanceof Bars bars) {
      for (int i = 0; i < bars.heights().size(); i++) {
        double low = bars.edges().get(i);
        double high = bars.edges().get(i + 1);
        row("bar", name, x(low / 2 + high / 2), bars.heights().get(i), low, high, null);
      }
    } else if (series instanceof Circle circle) {
      row("circle", name, circle.centerX(), circle.centerY(), null, null, circle.radius());
    } else if (series instanceof HeatMap map) {
      cells(map);
    } else if (series instanceof Contours contours) {
      lines(contours);
    }
  }

  /** Adds the ends of the bars, horizontal ones first. */
  private void errors(ErrorBars bars) {
    for (int i = 0; i < bars.x().size(); i++) {
      double x = bars.x().get(i);
      double y = bars.y().get(i);
      double dx = bars.dx().get(i);
      double dy = bars.dy().get(i);
      row("error x", bars.name(), x(x), y(y), x - dx, x + dx, null);
      row("error y", bars.name(), x(x), y(y), y - dy, y + dy, null);
    }
  }

  private void cells(HeatMap map) {
    Grid grid = map.grid();
    for (int row = 0; row < grid.y().size(); row++) {
      for (int column = 0; column < grid.x().size(); column++) {
        row(
            "cell",
            map.name(),
            x(grid.x().get(column)),
            y(grid.y().get(row)),
            null,
            null,
            grid.get(column, row));
      }
    }
  }

  private void lines(Contours contours) {
    for (int i = 0; i < contours.levels().size(); i++) {
      double level = contours.levels().get(i);
      int line = 0;
      for (List<double[]> places :
          ContourPlaces.of(contours.grid(), level, figure.x().scale(), figure.y().scale())) {
        line++;
        for (double[] at : places) {
          row("contour", contours.name() + " " + line, at[0], at[1], null, null, level);
        }
      }
    }
  }

  private Object x(double value) {
    return named(figure.x(), value);
  }

  private Object y(double value) {
    return named(figure.y(), value);
  }

  /** Returns the name of a category, else the value. */
  private static Object named(Axis axis, double value) {
    int place = (int) Math.rint(value);
    return Math.abs(value - place) < 1e-9 && place >= 0 && place < axis.categories().size()
        ? axis.categories().get(place)
        : value;
  }

  private void row(@Nullable Object... cells) {
    rows.add(Arrays.asList(cells));
  }
}
