package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectories;
import io.dymad.transforms.SavitzkyGolay;

/**
 * Smooths the states that the next phases are fitted to, from the first to the last sample of each
 * trajectory.
 *
 * @param filter the smoother
 */
public record Smooth(SavitzkyGolay filter) implements DataPhase {
  public Smooth {
    requireNonNull(filter, "filter");
  }

  @Override
  public Trajectories apply(Trajectories original, Trajectories current) {
    return new Trajectories(
        current.items().stream().map(item -> item.withX(filter.smooth(item.x()))).toList());
  }
}
