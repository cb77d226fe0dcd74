package io.dymad.io;

import io.dymad.core.Trajectories;
import io.metalab.capture.NdArray;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file of trajectories holds.
 *
 * @param trajectories the trajectories
 * @param others further arrays by name, such as the coordinates of grid points or the edges of a
 *     graph
 */
public record Dataset(Trajectories trajectories, SortedMap<String, NdArray> others) {
  public Dataset {
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** Returns trajectories without further arrays. */
  public static Dataset of(Trajectories trajectories) {
    return new Dataset(trajectories, new TreeMap<>());
  }
}
