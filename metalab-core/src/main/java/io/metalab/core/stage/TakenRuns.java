package io.metalab.core.stage;

import io.metalab.api.RunId;
import java.util.List;

/**
 * What a stage takes of an earlier one, as far as is known.
 *
 * @param groups what each point takes, one value for each of those wanted
 * @param pending for how many more points at most runs have not come to an end
 * @param blocked for how many more points at most runs have failed
 * @param blocking some of the runs that failed
 */
record TakenRuns(List<Group> groups, long pending, long blocked, List<RunId> blocking) {
  /** The most runs that are named. */
  static final int MOST_NAMED = 10;

  TakenRuns {
    groups = List.copyOf(groups);
    blocking = List.copyOf(blocking);
  }

  /**
   * What one point takes.
   *
   * @param label names its runs for people
   * @param values the values in the order in which they are wanted
   */
  record Group(String label, List<?> values) {}

  /** Returns for how many points it can be told at most. */
  long all() {
    return groups.size() + pending + blocked;
  }
}
