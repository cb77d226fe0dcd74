package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Contours;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of series in rows above the plot; series of one name share an entry. */
final class Legend {
  static final double ROW_HEIGHT = 16;
  private static final double SIZE = 10.5;
  private static final double SYMBOL = 20;
  private static final double GAP = 14;
  private static final double MOST_TEXT = 220;
  private static final int MOST_ROWS = 4;

  private record Entry(String text, List<Integer> series, double x, int row) {}

  private final Figure figure;
  private final List<Integer> places;
  private final List<Entry> entries = new ArrayList<>();
  private int hidden;

  Legend(Figure figure, List<Integer> places, double width) {
    this.figure = figure;
    this.places = places;
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int i = 0; i < figure.series().size(); i++) {
      Series series = figure.series().get(i);
      if (!series.name().isEmpty()
          && !(series instanceof HeatMap)
          && !(series instanceof Contours)) {
        byName.computeIfAbsent(series.name(), name -> new ArrayList<>()).add(i);
      }
    }
    layOut(byName, width);
  }

  private void layOut(Map<String, List<Integer>> byName, double width) {
    double more = TextSize.width("and 000 more", SIZE);
    double x = 0;
    int row = 0;
    for (Map.Entry<String, List<Integer>> named : byName.entrySet()) {
      String text = TextSize.fit(named.getKey(), SIZE, Math.min(MOST_TEXT, width - SYMBOL - 6));
      double needed = SYMBOL + 6 + TextSize.width(text, SIZE);
      if (x > 0 && x + needed > width) {
        x = 0;
        row++;
      }
      boolean lastRow = row == MOST_ROWS - 1;
      if (hidden > 0 || row >= MOST_ROWS || (lastRow && x + needed + GAP + more > width)) {
        hidden++;
      } else {
        entries.add(new Entry(text, named.getValue(), x, row));
        x += needed + GAP;
      }
    }
  }

  double height() {
    return entries.isEmpty() ? 0 : (entries.get(entries.size() - 1).row() + 1) * ROW_HEIGHT + 4;
  }

  void paint(Canvas canvas, SeriesPainter painter, double left, double top) {
    double end = left;
    double base = top;
    for (Entry entry : entries) {
      double x = left + entry.x();
      double y = top + entry.row() * ROW_HEIGHT;
      for (int i : entry.series()) {
        painter.symbol(figure.series().get(i), places.get(i), new Box(x, y + 3, SYMBOL, 8));
      }
      base = y + 7 + SIZE * 0.35;
      canvas.text(Label.of(entry.text(), x + SYMBOL + 6, base, SIZE, Label.Anchor.START, Ink.TEXT));
      end = x + SYMBOL + 6 + TextSize.width(entry.text(), SIZE) + GAP;
    }
    if (hidden > 0) {
      canvas.text(
          Label.of("and " + hidden + " more", end, base, SIZE, Label.Anchor.START, Ink.QUIET));
    }
  }
}
