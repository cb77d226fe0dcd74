package io.metalab.core.chart;

import static java.util.Objects.requireNonNull;

import io.metalab.capture.plot.Figure;

/**
 * A picture of some runs.
 *
 * @param figure the picture
 * @param shown number of runs that are in it
 * @param total number of runs that the question was about
 */
public record Chart(Figure figure, long shown, long total) {
  public Chart {
    requireNonNull(figure, "figure");
  }
}
