package io.metalab.core.race;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Quantiles of Student's t distribution.
 *
 * <p>Commons Math computes them in plain arithmetic, without the functions of {@link Math}, so that
 * every machine comes to the same decisions.
 */
final class StudentQuantiles {
  private final double probability;
  private final Map<Integer, Double> known = new HashMap<>();

  /** Creates the quantiles that bound two-sided intervals of a confidence. */
  StudentQuantiles(double confidence) {
    this.probability = 1 - (1 - confidence) / 2;
  }

  double at(int degreesOfFreedom) {
    return known.computeIfAbsent(
        degreesOfFreedom,
        degrees -> new TDistribution(null, degrees).inverseCumulativeProbability(probability));
  }
}
