package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Dash;
import java.awt.geom.Path2D;
import java.util.List;

/** Draws what is around the data: grid lines, marks and their labels. */
final class AxesPainter {
  static final double TICK_SIZE = 10.5;
  private static final double MARK = 4;
  private static final double SMALL_MARK = 2.5;

  private final Canvas canvas;
  private final PlotArea area;

  AxesPainter(Canvas canvas, PlotArea area) {
    this.canvas = canvas;
    this.area = area;
  }

  /** Draws lines across the plot at labelled marks. */
  void grid(List<Tick> xs, List<Tick> ys) {
    Box box = area.box();
    Path2D lines = new Path2D.Double();
    for (Tick tick : xs) {
      if (!tick.isMinor()) {
        double x = area.xOfPlace(tick.place());
        lines.append(Shapes.line(x, box.top(), x, box.bottom()), false);
      }
    }
    for (Tick tick : ys) {
      if (!tick.isMinor()) {
        double y = area.yOfPlace(tick.place());
        lines.append(Shapes.line(box.left(), y, box.right(), y), false);
      }
    }
    canvas.stroke(lines, Ink.GRID, 0.8, Dash.SOLID);
  }

  /** Draws the frame, the marks and their labels. */
  void axes(List<Tick> xs, List<Tick> ys, double labelRoom) {
    Box box = area.box();
    Path2D lines = box.shape();
    for (Tick tick : xs) {
      double x = area.xOfPlace(tick.place());
      double length = tick.isMinor() ? SMALL_MARK : MARK;
      lines.append(Shapes.line(x, box.bottom(), x, box.bottom() + length), false);
      if (!tick.isMinor()) {
        canvas.text(
            Label.of(
                TextSize.fit(tick.label(), TICK_SIZE, Math.max(labelRoom, 30)),
                x,
                box.bottom() + MARK + 3 + TICK_SIZE * 0.75,
                TICK_SIZE,
                Label.Anchor.MIDDLE,
                Ink.TEXT));
      }
    }
    for (Tick tick : ys) {
      mark(lines, tick, box.left(), -1, Label.Anchor.END);
    }
    canvas.stroke(lines, Ink.AXIS, 0.9, Dash.SOLID);
  }

  /** Draws marks and labels right of the plot. */
  void right(List<Tick> ys) {
    Path2D lines = area.box().shape();
    for (Tick tick : ys) {
      mark(lines, tick, area.box().right(), 1, Label.Anchor.START);
    }
    canvas.stroke(lines, Ink.AXIS, 0.9, Dash.SOLID);
  }

  private void mark(Path2D lines, Tick tick, double x, int side, Label.Anchor anchor) {
    double y = area.yOfPlace(tick.place());
    double length = side * (tick.isMinor() ? SMALL_MARK : MARK);
    lines.append(Shapes.line(x, y, x + length, y), false);
    if (!tick.isMinor()) {
      String text = TextSize.fit(tick.label(), TICK_SIZE, FigurePainter.MOST_TICK_WIDTH);
      canvas.text(
          Label.of(text, x + side * (MARK + 3), y + TICK_SIZE * 0.35, TICK_SIZE, anchor, Ink.TEXT));
    }
  }
}
