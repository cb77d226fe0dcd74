package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;

/**
 * Chooses which part of the original trajectories the next phases are fitted to, whatever phases
 * before made of them.
 *
 * @param trajectories how many, the first ones; 0 for all
 * @param samples of each, the first ones; 0 for all
 */
public record Context(int trajectories, int samples) implements DataPhase {
  public Context {
    if (trajectories < 0 || samples < 0) {
      throw new IllegalArgumentException(
          "The trajectories (%d) and samples (%d) of a context must be at least 0, which stands for all."
              .formatted(trajectories, samples));
    }
  }

  /** Returns all that there is. */
  public static Context all() {
    return new Context(0, 0);
  }

  @Override
  public Trajectories apply(Trajectories original, Trajectories current) {
    if (trajectories > original.size()) {
      throw new IllegalArgumentException(
          "There are only %d trajectories to fit, not %d."
              .formatted(original.size(), trajectories));
    }
    int count = trajectories == 0 ? original.size() : trajectories;
    return new Trajectories(original.items().stream().limit(count).map(this::start).toList());
  }

  private Trajectory start(Trajectory item) {
    return samples == 0 || samples >= item.steps() ? item : item.window(0, samples);
  }
}
