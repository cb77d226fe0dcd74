package io.metalab.capture.plot.internal;

import java.util.ArrayList;
import java.util.List;

/** Finds room for the labels of contour lines: one a level, on its longest line. */
final class ContourLabels {
  private static final double SIZE = 9.5;
  private static final double[] TRIES = {0.5, 0.25, 0.75, 0.375, 0.625, 0.125, 0.875};

  private final Canvas canvas;
  private final Box area;
  private final List<Box> taken = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  ContourLabels(Canvas canvas, Box area) {
    this.canvas = canvas;
    this.area = area;
  }

  void add(String text, List<List<double[]>> lines) {
    if (text.isEmpty()) {
      return;
    }
    List<double[]> longest = lines.get(0);
    for (List<double[]> line : lines) {
      longest = length(line) > length(longest) ? line : longest;
    }
    double width = TextSize.width(text, SIZE) + 4;
    if (length(longest) < 2 * width) {
      return;
    }
    for (double share : TRIES) {
      double[] at = longest.get((int) (share * (longest.size() - 1)));
      Box box = new Box(at[0] - width / 2, at[1] - SIZE / 2 - 1, width, SIZE + 2);
      if (isInside(box) && taken.stream().noneMatch(box::meets)) {
        taken.add(box);
        labels.add(Label.of(text, at[0], at[1] + SIZE * 0.35, SIZE, Label.Anchor.MIDDLE, Ink.TEXT));
        return;
      }
    }
  }

  private boolean isInside(Box box) {
    return box.left() > area.left()
        && box.right() < area.right()
        && box.top() > area.top()
        && box.bottom() < area.bottom();
  }

  private static double length(List<double[]> line) {
    double length = 0;
    for (int i = 1; i < line.size(); i++) {
      length +=
          Math.hypot(line.get(i)[0] - line.get(i - 1)[0], line.get(i)[1] - line.get(i - 1)[1]);
    }
    return length;
  }

  void paint() {
    taken.forEach(box -> canvas.fill(box.shape(), Ink.PAPER.withOpacity(0.8), false));
    labels.forEach(canvas::text);
  }
}
