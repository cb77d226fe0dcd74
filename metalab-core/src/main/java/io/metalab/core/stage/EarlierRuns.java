package io.metalab.core.stage;

import io.metalab.api.RunId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The runs of a stage that later ones may take.
 *
 * @param ids the runs that have ids, in the order of their plan
 * @param runsPerPoint how many replicates each point has at most
 * @param pending how many more runs there may be that have no ids yet
 * @param blocked how many more runs there would be, had others not failed
 * @param blocking some of those that failed
 */
record EarlierRuns(
    Set<RunId> ids, int runsPerPoint, long pending, long blocked, List<RunId> blocking) {
  EarlierRuns {
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    blocking = List.copyOf(blocking);
  }
}
