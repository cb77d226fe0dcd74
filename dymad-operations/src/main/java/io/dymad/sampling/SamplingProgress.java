package io.dymad.sampling;

/** Who is told how far {@link TrajectorySampler} is, before each sample. */
@FunctionalInterface
public interface SamplingProgress {
  /**
   * Takes notice; what it throws ends the work.
   *
   * @param trajectory being integrated, counted from 0
   * @param sample about to be integrated, counted from 1; 0 before the trajectory begins
   */
  void reached(int trajectory, int sample);
}
