package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Contours;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Scale;
import io.metalab.capture.plot.Series;
import java.util.List;
import java.util.Optional;

/** Lays a figure out and draws it. */
final class FigurePainter {
  static final double UNITS_PER_INCH = 96;
  static final double MOST_TICK_WIDTH = 130;

  private static final double TITLE_SIZE = 14;
  private static final double LABEL_SIZE = 11.5;
  private static final double NOTE_SIZE = 9.5;
  private static final double MARGIN = 10;
  private static final double TICK_ROOM = 9;
  private static final double SCALE_WIDTH = 14;
  private static final double LABEL_DISTANCE_X = 70;
  private static final double LABEL_DISTANCE_Y = 45;
  private static final double LEAST_CATEGORY_WIDTH = 40;

  private final Figure figure;
  private final Canvas canvas;
  private final double width;
  private final double height;
  private final List<Integer> places;
  private final Legend legend;
  private final List<String> notes;
  private final Optional<HeatMap> map;
  private final Optional<Span> values;
  private final DataExtents extents;

  FigurePainter(Figure figure, Canvas canvas) {
    this.figure = figure;
    this.canvas = canvas;
    this.width = figure.widthInches() * UNITS_PER_INCH;
    this.height = figure.heightInches() * UNITS_PER_INCH;
    this.places = Palette.places(figure.series());
    this.legend = new Legend(figure, places, width - 2 * MARGIN);
    this.extents = new DataExtents(figure);
    this.map =
        figure.series().stream()
            .filter(HeatMap.class::isInstance)
            .map(HeatMap.class::cast)
            .findFirst();
    this.values = map.map(FigurePainter::valueSpan);
    this.notes = Notes.of(figure, extents);
  }

  private static Span valueSpan(HeatMap map) {
    Extent extent = new Extent(map.scale());
    extent.add(map.grid().values());
    extent.addEdges(new double[] {Double.NaN});
    return Span.of(Axis.of("", map.scale()), extent);
  }

  void paint() {
    canvas.fill(new Box(0, 0, width, height).shape(), Ink.PAPER, false);
    double top = MARGIN;
    if (!figure.title().isEmpty()) {
      String title = TextSize.fit(figure.title(), TITLE_SIZE * 1.08, width - 2 * MARGIN);
      canvas.text(
          Label.of(title, MARGIN, top + TITLE_SIZE, TITLE_SIZE, Label.Anchor.START, Ink.TEXT)
              .asBold());
      top += TITLE_SIZE + 10;
    }
    double legendTop = top;
    top += legend.height() + (legend.height() > 0 ? 2 : 4);
    double bottom = height - MARGIN - notes.size() * (NOTE_SIZE + 3.5);
    bottom -= (figure.x().label().isEmpty() ? 0 : LABEL_SIZE + 6) + TICK_ROOM + LABEL_SIZE;
    plot(Math.min(top, bottom - 20), bottom, legendTop);
    for (int i = 0; i < notes.size(); i++) {
      canvas.text(
          Label.of(
              TextSize.fit(notes.get(i), NOTE_SIZE, width - 2 * MARGIN),
              MARGIN,
              height - MARGIN - (notes.size() - 1 - i) * (NOTE_SIZE + 3.5),
              NOTE_SIZE,
              Label.Anchor.START,
              Ink.QUIET));
    }
  }

  private void plot(double top, double bottom, double legendTop) {
    Span x = Span.of(figure.x(), extents.x());
    Span y = Span.of(figure.y(), extents.y());
    double left = MARGIN + (figure.y().label().isEmpty() ? 0 : LABEL_SIZE + 7);
    List<Tick> yTicks = ticks(figure.y(), y, (bottom - top) / LABEL_DISTANCE_Y);
    left += widest(yTicks) + TICK_ROOM;
    List<Tick> scaleTicks =
        values
            .map(span -> Ticks.of(span, target((bottom - top) / LABEL_DISTANCE_Y)))
            .orElse(List.of());
    double right = width - MARGIN - 6;
    if (map.isPresent()) {
      right -= SCALE_WIDTH + 12 + widest(scaleTicks) + TICK_ROOM;
      right -= map.get().name().isEmpty() ? 0 : LABEL_SIZE + 6;
    }
    Box box = new Box(left, top, Math.max(20, right - left), bottom - top);
    PlotArea area = new PlotArea(box, x, y);
    if (figure.equalAspect()) {
      area = equalAspect(area);
      yTicks = ticks(figure.y(), area.y(), box.height() / LABEL_DISTANCE_Y);
    }
    List<Tick> xTicks = horizontalTicks(area);
    AxesPainter axes = new AxesPainter(canvas, area);
    SeriesPainter painter = new SeriesPainter(canvas, area);
    data(area, axes, painter, xTicks, yTicks);
    axes.axes(xTicks, yTicks, box.width() / Math.max(1, count(xTicks)) - 6);
    legend.paint(canvas, painter, MARGIN, legendTop);
    titles(box);
    if (map.isPresent() && values.isPresent()) {
      scale(map.get(), values.get(), scaleTicks, box);
    }
  }

  private void data(
      PlotArea area, AxesPainter axes, SeriesPainter painter, List<Tick> xs, List<Tick> ys) {
    GridPainter grids = new GridPainter(canvas, area);
    canvas.clip(
        area.box(),
        () -> {
          axes.grid(xs, ys);
          for (int i = 0; i < figure.series().size(); i++) {
            Series series = figure.series().get(i);
            if (series instanceof HeatMap one) {
              grids.map(one, values.orElseThrow());
            } else if (series instanceof Contours contours) {
              grids.contours(contours, map.isPresent());
            } else {
              painter.paint(series, places.get(i));
            }
          }
        });
  }

  private static PlotArea equalAspect(PlotArea area) {
    double x = area.x().length() / area.box().width();
    double y = area.y().length() / area.box().height();
    return x > y
        ? new PlotArea(area.box(), area.x(), area.y().ofLength(x * area.box().height()))
        : new PlotArea(area.box(), area.x().ofLength(y * area.box().width()), area.y());
  }

  private static List<Tick> ticks(Axis axis, Span span, double room) {
    return axis.categories().isEmpty()
        ? Ticks.of(span, target(room))
        : Ticks.categories(axis.categories(), Math.max(1, (int) (room * LABEL_DISTANCE_Y / 13)));
  }

  private static int target(double room) {
    return Math.max(2, (int) room);
  }

  /** Returns as many marks as there is room for between their labels. */
  private List<Tick> horizontalTicks(PlotArea area) {
    double room = area.box().width();
    if (!figure.x().categories().isEmpty()) {
      return Ticks.categories(
          figure.x().categories(), Math.max(1, (int) (room / LEAST_CATEGORY_WIDTH)));
    }
    int target = target(room / LABEL_DISTANCE_X);
    while (true) {
      List<Tick> ticks = Ticks.of(area.x(), target);
      double needed = (widest(ticks) + 8) * count(ticks);
      if (needed <= room || target <= 2) {
        return ticks;
      }
      target--;
    }
  }

  private static int count(List<Tick> ticks) {
    return (int) ticks.stream().filter(tick -> !tick.isMinor()).count();
  }

  private static double widest(List<Tick> ticks) {
    return Math.min(
        MOST_TICK_WIDTH,
        ticks.stream()
            .mapToDouble(tick -> TextSize.width(tick.label(), AxesPainter.TICK_SIZE))
            .max()
            .orElse(0));
  }

  private void titles(Box box) {
    if (!figure.x().label().isEmpty()) {
      canvas.text(
          Label.of(
              TextSize.fit(figure.x().label(), LABEL_SIZE, box.width()),
              box.left() + box.width() / 2,
              box.bottom() + TICK_ROOM + AxesPainter.TICK_SIZE + LABEL_SIZE + 3,
              LABEL_SIZE,
              Label.Anchor.MIDDLE,
              Ink.TEXT));
    }
    if (!figure.y().label().isEmpty()) {
      upward(figure.y().label(), MARGIN + LABEL_SIZE * 0.8, box);
    }
  }

  private void upward(String text, double x, Box box) {
    canvas.text(
        Label.of(
                TextSize.fit(text, LABEL_SIZE, box.height()),
                x,
                box.top() + box.height() / 2,
                LABEL_SIZE,
                Label.Anchor.MIDDLE,
                Ink.TEXT)
            .asUpward());
  }

  private void scale(HeatMap heat, Span span, List<Tick> ticks, Box plot) {
    Box box = new Box(plot.right() + 12, plot.top(), SCALE_WIDTH, plot.height());
    int steps = 64;
    for (int i = 0; i < steps; i++) {
      double top = box.bottom() - box.height() * (i + 1) / steps;
      canvas.fill(
          Shapes.rectangle(box.left(), top, box.right(), top + box.height() / steps),
          Palette.value((i + 0.5) / steps),
          true);
    }
    new AxesPainter(canvas, new PlotArea(box, new Span(Scale.LINEAR, 0, 1), span)).right(ticks);
    if (!heat.name().isEmpty()) {
      upward(heat.name(), width - MARGIN, box);
    }
  }
}
