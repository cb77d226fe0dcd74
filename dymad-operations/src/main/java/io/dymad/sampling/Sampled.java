package io.dymad.sampling;

import io.dymad.core.Trajectories;
import java.util.List;

/**
 * What sampling gave.
 *
 * @param trajectories those that were integrated to their end, in the order of their indices
 * @param failures those that were not
 */
public record Sampled(Trajectories trajectories, List<Failure> failures) {
  public Sampled {
    failures = List.copyOf(failures);
  }

  /**
   * A trajectory that could not be integrated.
   *
   * @param index its index
   * @param time how far it came
   * @param reason why it ended there
   */
  public record Failure(int index, double time, String reason) {}
}
