package io.metalab.core.sensitivity;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which parameters of a study matter for a metric.
 *
 * @param design {@code morris} or {@code saltelli}
 * @param metric the metric
 * @param unit what is resampled: {@code trajectories} or {@code rows}
 * @param used how many of them are complete, and used
 * @param planned how many of them the design has
 * @param missingPoints how many points have no value; what they belong to is left out
 * @param missing the first of them, at most 20
 * @param partialPoints how many points are the mean of fewer replicates than planned
 * @param resampling how the intervals were made
 * @param parameters the indices, the most important parameter first
 */
public record SensitivityReport(
    String design,
    String metric,
    String unit,
    int used,
    long planned,
    long missingPoints,
    List<MissingPoint> missing,
    long partialPoints,
    Resampling resampling,
    List<ParameterIndices> parameters) {
  public SensitivityReport {
    requireNonNull(design, "design");
    requireNonNull(metric, "metric");
    requireNonNull(unit, "unit");
    missing = List.copyOf(missing);
    requireNonNull(resampling, "resampling");
    parameters = List.copyOf(parameters);
  }
}
