package io.dymad.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Windows of equal length, cut from trajectories without crossing from one to the next.
 *
 * @param length samples of a window, at least 1
 * @param stride samples between the starts of two windows, at least 1
 */
public record Windows(int length, int stride) {
  public Windows {
    if (length < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "The length (%d) and the stride (%d) of windows must be at least 1."
              .formatted(length, stride));
    }
  }

  /**
   * Where a window starts.
   *
   * @param trajectory its index
   * @param sample the first one of the window
   */
  public record Start(int trajectory, int sample) {}

  /**
   * Returns the starts of the windows of all trajectories, one trajectory after the other; one that
   * is shorter than a window gives none.
   *
   * @throws IllegalArgumentException if no trajectory is long enough
   */
  public List<Start> starts(Trajectories trajectories) {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < trajectories.size(); i++) {
      for (int from = 0; from + length <= trajectories.get(i).steps(); from += stride) {
        starts.add(new Start(i, from));
      }
    }
    if (starts.isEmpty()) {
      throw new IllegalArgumentException(
          "No trajectory has %d samples, so that there is no window.".formatted(length));
    }
    return starts;
  }

  /**
   * Returns the windows of all trajectories; one that is shorter than a window gives none.
   *
   * @throws IllegalArgumentException if no trajectory is long enough
   */
  public Trajectories cut(Trajectories trajectories) {
    List<Trajectory> windows = new ArrayList<>();
    for (Start start : starts(trajectories)) {
      int from = start.sample();
      windows.add(trajectories.get(start.trajectory()).window(from, from + length));
    }
    return new Trajectories(windows);
  }
}
