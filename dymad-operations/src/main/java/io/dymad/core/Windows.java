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
   * Returns the windows of all trajectories; one that is shorter than a window gives none.
   *
   * @throws IllegalArgumentException if no trajectory is long enough
   */
  public Trajectories cut(Trajectories trajectories) {
    List<Trajectory> windows = new ArrayList<>();
    for (Trajectory item : trajectories.items()) {
      for (int from = 0; from + length <= item.steps(); from += stride) {
        windows.add(item.window(from, from + length));
      }
    }
    if (windows.isEmpty()) {
      throw new IllegalArgumentException(
          "No trajectory has %d samples, so that there is no window.".formatted(length));
    }
    return new Trajectories(windows);
  }
}
