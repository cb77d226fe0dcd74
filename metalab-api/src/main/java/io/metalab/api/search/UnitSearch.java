package io.metalab.api.search;

import java.util.Optional;

/** A search of the unit cube under way; belongs to one thread. */
public interface UnitSearch {
  /** Returns the next point, coordinates in [0, 1]; empty once the search has ended by itself. */
  Optional<double[]> ask();

  /**
   * Takes the result of a point; points are told in the order in which they were asked for.
   *
   * @param point the point that was tried, which differs from the one returned where that broke a
   *     constraint; not to be changed
   * @param evidence what became of it
   */
  void tell(double[] point, Evidence evidence);
}
