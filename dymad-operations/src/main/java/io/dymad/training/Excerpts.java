package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.core.Windows;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Courses of equal length in trajectories, by where they start. They may overlap.
 *
 * @param data the trajectories
 * @param samples of a course, at least 1
 * @param starts of the courses
 */
public record Excerpts(Trajectories data, int samples, List<Windows.Start> starts) {
  public Excerpts {
    requireNonNull(data, "data");
    starts = List.copyOf(starts);
    for (Windows.Start start : starts) {
      int steps = data.get(start.trajectory()).steps();
      if (samples < 1 || start.sample() < 0 || start.sample() + samples > steps) {
        throw new IllegalArgumentException(
            "A window of %d samples from sample %d on is not in a trajectory of %d."
                .formatted(samples, start.sample(), steps));
      }
    }
  }

  /**
   * Returns windows all along trajectories.
   *
   * @throws IllegalArgumentException if no trajectory is long enough
   */
  public static Excerpts of(Trajectories data, Windows windows) {
    return new Excerpts(data, windows.length(), windows.starts(data));
  }

  /**
   * Returns the first samples of each trajectory.
   *
   * @throws IllegalArgumentException if one is too short
   */
  public static Excerpts first(Trajectories data, int samples) {
    int shortest = data.items().stream().mapToInt(Trajectory::steps).min().orElseThrow();
    if (samples > shortest) {
      throw new IllegalArgumentException(
          "A window of %d samples is longer than a trajectory of %d.".formatted(samples, shortest));
    }
    return new Excerpts(
        data,
        samples,
        IntStream.range(0, data.size()).mapToObj(i -> new Windows.Start(i, 0)).toList());
  }

  /**
   * Returns whole trajectories.
   *
   * @throws IllegalArgumentException if their lengths differ
   */
  public static Excerpts whole(Trajectories data) {
    if (data.isRagged()) {
      throw new IllegalArgumentException("The courses of a batch must have equal lengths.");
    }
    return first(data, data.get(0).steps());
  }

  /** Returns the number of courses. */
  public int size() {
    return starts.size();
  }
}
