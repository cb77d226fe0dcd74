package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.metalab.capture.NdArray;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trajectories as they were read.
 *
 * @param trajectories the trajectories
 * @param names of the state variables
 * @param others further arrays of the file, such as the coordinates of grid points
 */
record StateData(Trajectories trajectories, List<String> names, SortedMap<String, NdArray> others) {
  StateData {
    names = List.copyOf(names);
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  StateData with(Trajectories changed) {
    return new StateData(changed, names, others);
  }
}
