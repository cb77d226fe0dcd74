package io.metalab.core.sensitivity;

import static java.util.Objects.requireNonNull;

/**
 * How confidence intervals are made: percentiles of the indices of samples that are drawn with
 * replacement from the rows of a design.
 *
 * @param samples number of samples, at least 100
 * @param confidence the probability that an interval is to have, in (0, 1)
 * @param seed root seed of the draws
 * @see <a href="https://doi.org/10.1080/00949659708811825">Archer, Saltelli, Sobol: Sensitivity
 *     Measures, ANOVA-like Techniques and the Use of Bootstrap (1997)</a>
 */
public record Resampling(int samples, double confidence, String seed) {
  private static final int FEWEST_SAMPLES = 100;

  public Resampling {
    requireNonNull(seed, "seed");
    if (samples < FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          "The number of samples (%d) must be at least %d.".formatted(samples, FEWEST_SAMPLES));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "The confidence (%s) must be between 0 and 1.".formatted(confidence));
    }
  }

  /** Returns 1000 samples, 95 % confidence, seed 0. */
  public static Resampling defaults() {
    return new Resampling(1000, 0.95, "0");
  }
}
