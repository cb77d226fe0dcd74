package io.dymad.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Which columns of a table hold what.
 *
 * @param trajectory name of the column that tells trajectories apart; empty if there is a single
 *     one
 * @param time name of the column of times; empty for 0, 1, 2, …
 * @param states names of the columns of states, at least one
 * @param controls names of the columns of controls; none if there are none
 */
public record CsvColumns(
    String trajectory, String time, List<String> states, List<String> controls) {
  public CsvColumns {
    states = List.copyOf(states);
    controls = List.copyOf(controls);
    if (states.isEmpty()) {
      throw new IllegalArgumentException("A table of trajectories needs a column of states.");
    }
    List<String> all = new ArrayList<>(states);
    all.addAll(controls);
    all.add(trajectory.isEmpty() ? "(no trajectory)" : trajectory);
    all.add(time.isEmpty() ? "(no time)" : time);
    if (new HashSet<>(all).size() != all.size()) {
      throw new IllegalArgumentException("The columns %s name one twice.".formatted(all));
    }
  }

  /** Returns columns of states of a single trajectory. */
  public static CsvColumns states(String time, String... states) {
    return new CsvColumns("", time, List.of(states), List.of());
  }
}
