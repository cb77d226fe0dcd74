package io.metalab.capture;

import static java.util.Objects.requireNonNull;

/**
 * What one pass over a series tells of it.
 *
 * @param name its name
 * @param points number of points
 * @param last the point captured last
 */
public record SeriesSummary(String name, long points, SeriesPoint last) {
  public SeriesSummary {
    requireNonNull(name, "name");
    requireNonNull(last, "last");
  }
}
