package io.metalab.capture.plot.internal;

import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;
import io.metalab.capture.plot.Series;
import java.util.ArrayList;
import java.util.List;

/** What a figure says in small print: its own notes, and what of its data cannot be seen. */
final class Notes {
  private Notes() {}

  static List<String> of(Figure figure, DataExtents extents) {
    List<String> notes = new ArrayList<>(figure.notes());
    boolean log = figure.x().scale() == Scale.LOG || figure.y().scale() == Scale.LOG;
    if (extents.unseen() > 0) {
      notes.add(
          "%d %s not drawn: not finite%s."
              .formatted(
                  extents.unseen(),
                  extents.unseen() == 1 ? "point" : "points",
                  log ? ", or not positive on a logarithmic axis" : ""));
    }
    for (Series series : figure.series()) {
      if (series instanceof HeatMap map) {
        long empty = empty(map);
        if (empty > 0) {
          notes.add(
              "%d grey %s without a finite%s value."
                  .formatted(
                      empty,
                      empty == 1 ? "cell" : "cells",
                      map.scale() == Scale.LOG ? ", positive" : ""));
        }
      }
    }
    return notes;
  }

  private static long empty(HeatMap map) {
    Numbers values = map.grid().values();
    long count = 0;
    for (int i = 0; i < values.size(); i++) {
      count += Double.isNaN(Span.place(map.scale(), values.get(i))) ? 1 : 0;
    }
    return count;
  }
}
