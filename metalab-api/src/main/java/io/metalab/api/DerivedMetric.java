package io.metalab.api;

import java.util.Map;

/**
 * Computes metrics from a finished record after the fact; they are outside the run's identity and
 * results.
 */
@FunctionalInterface
public interface DerivedMetric {
  /**
   * Returns derived metrics by name; one that throws is reported and skipped, the others are kept.
   *
   * @param record a successful record
   * @throws Exception if they cannot be computed
   */
  Map<String, ?> compute(RunRecord record) throws Exception;
}
