package io.metalab.core.frame;

import java.util.List;

/**
 * How often the finite values of two fields fall into the rectangles of a grid.
 *
 * @param x the bins of the first field, of the runs that are in the grid
 * @param y the bins of the second
 * @param counts by bin of the first, then of the second field
 * @param left number of runs that are in no bin, as one of the two is missing, NaN or infinite
 */
public record Bins(Histogram x, Histogram y, List<List<Long>> counts, long left) {
  public Bins {
    counts = counts.stream().map(List::copyOf).toList();
  }
}
