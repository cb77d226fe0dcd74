package io.metalab.capture.plot;

/** Something drawn between the axes of a figure; later series are drawn over earlier ones. */
public sealed interface Series
    permits Line, Points, Band, ErrorBars, Bars, HeatMap, Contours, Circle {
  /** Returns the name in the legend and in the figure's data; an empty one is in no legend. */
  String name();
}
