package io.metalab.core.chart;

import static java.util.Objects.requireNonNull;

import io.metalab.capture.plot.Scale;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a picture is laid out.
 *
 * @param title its title
 * @param x scale of the horizontal axis; empty to let the data choose
 * @param y scale of the vertical axis; empty to let the data choose
 * @param logarithmic names of the params that the study sweeps on a logarithmic scale
 */
public record ChartOptions(
    String title, Optional<Scale> x, Optional<Scale> y, Set<String> logarithmic) {
  public ChartOptions {
    requireNonNull(title, "title");
    requireNonNull(x, "x");
    requireNonNull(y, "y");
    logarithmic = Set.copyOf(new LinkedHashSet<>(logarithmic));
  }

  /** Returns the options of a picture whose data choose the scales. */
  public static ChartOptions titled(String title) {
    return new ChartOptions(title, Optional.empty(), Optional.empty(), Set.of());
  }

  /** Returns these options, with params that are swept on a logarithmic scale. */
  public ChartOptions withLogarithmic(Set<String> params) {
    return new ChartOptions(title, x, y, params);
  }
}
