package io.dymad.io;

import io.dymad.core.Network;
import io.dymad.core.Trajectories;
import io.metalab.capture.NdArray;
import java.util.Collections;
import java.util.Optional;
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

  /**
   * Returns the network whose edges the arrays {@code ei}, {@code ew}, {@code ea} or {@code adj}
   * hold, if there are any; {@link NpzFiles} says how.
   *
   * @throws IllegalArgumentException naming the array that has another shape, or the edge that
   *     names no node
   */
  public Optional<Network> findNetwork() {
    return NetworkArrays.find(others, trajectories.stateSize());
  }

  /** Returns the same trajectories with the edges of a network in place of those there are. */
  public Dataset withNetwork(Network network) {
    SortedMap<String, NdArray> arrays = new TreeMap<>(others);
    arrays.keySet().removeAll(NetworkArrays.NAMES);
    arrays.putAll(NetworkArrays.toArrays(network));
    return new Dataset(trajectories, arrays);
  }

  /** Returns trajectories without further arrays. */
  public static Dataset of(Trajectories trajectories) {
    return new Dataset(trajectories, new TreeMap<>());
  }
}
