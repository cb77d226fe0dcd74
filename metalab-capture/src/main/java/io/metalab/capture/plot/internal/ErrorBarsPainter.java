package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.ErrorBars;
import java.awt.geom.Path2D;

/** Draws bars with a cap at each end. */
final class ErrorBarsPainter {
  private static final double LINE_WIDTH = 1.1;
  private static final double CAP = 2.5;

  private final Canvas canvas;
  private final PlotArea area;

  ErrorBarsPainter(Canvas canvas, PlotArea area) {
    this.canvas = canvas;
    this.area = area;
  }

  void paint(ErrorBars bars, Ink ink) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < bars.x().size(); i++) {
      double x = bars.x().get(i);
      double y = bars.y().get(i);
      double dx = bars.dx().get(i);
      double dy = bars.dy().get(i);
      if (dx > 0) {
        addHorizontal(path, area.x(x - dx), area.x(x + dx), area.y(y));
      }
      if (dy > 0) {
        addVertical(path, area.x(x), area.y(y + dy), area.y(y - dy));
      }
    }
    canvas.stroke(path, ink, LINE_WIDTH, Dash.SOLID);
  }

  /** Draws what stands for bars in the legend. */
  void symbol(Ink ink, Box box) {
    Path2D path = new Path2D.Double();
    addHorizontal(path, box.left(), box.left() + box.width(), box.top() + box.height() / 2);
    canvas.stroke(path, ink, LINE_WIDTH, Dash.SOLID);
  }

  private static void addHorizontal(Path2D path, double left, double right, double y) {
    if (!Double.isNaN(left) && !Double.isNaN(right) && !Double.isNaN(y)) {
      addLine(path, left, y, right, y);
      addLine(path, left, y - CAP, left, y + CAP);
      addLine(path, right, y - CAP, right, y + CAP);
    }
  }

  private static void addVertical(Path2D path, double x, double top, double bottom) {
    if (!Double.isNaN(x) && !Double.isNaN(top) && !Double.isNaN(bottom)) {
      addLine(path, x, top, x, bottom);
      addLine(path, x - CAP, top, x + CAP, top);
      addLine(path, x - CAP, bottom, x + CAP, bottom);
    }
  }

  private static void addLine(Path2D path, double x1, double y1, double x2, double y2) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
}
