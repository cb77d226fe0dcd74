package io.metalab.core.stats;

import io.metalab.core.frame.MetricCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Mean;
import org.jspecify.annotations.Nullable;

/**
 * The configuration with the best mean, and the others that cannot be told apart from it.
 *
 * <p>NaN is worst: a configuration with a NaN comes after all without, and so does one with fewer
 * values than others only in {@link #incomplete}, which names it.
 *
 * @param key the best configuration
 * @param mean mean of its values
 * @param n number of its values
 * @param alike the others, compared with it over shared units, whose difference has a 95 %
 *     confidence interval that holds 0, or none
 * @param incomplete configurations that lack a value for some unit, the best one included
 */
public record BestConfiguration(
    Map<String, @Nullable Object> key,
    double mean,
    int n,
    List<PairedComparison> alike,
    List<Map<String, @Nullable Object>> incomplete) {
  public BestConfiguration {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    alike = List.copyOf(alike);
    incomplete = Collections.unmodifiableList(new ArrayList<>(incomplete));
  }

  /**
   * Finds the best configuration; empty if none has a mean.
   *
   * @param minimize whether smaller is better
   */
  public static Optional<BestConfiguration> of(MetricCells cells, boolean minimize) {
    int best = -1;
    List<Map<String, @Nullable Object>> incomplete = new ArrayList<>();
    for (int i = 0; i < cells.configurations().size(); i++) {
      if (values(cells, i).length < cells.units().size()) {
        incomplete.add(cells.configurations().get(i));
      }
      double mean = mean(cells, i);
      if (!Double.isNaN(mean)
          && (best < 0 || (minimize ? mean < mean(cells, best) : mean > mean(cells, best)))) {
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    List<PairedComparison> alike = new ArrayList<>();
    for (int i = 0; i < cells.configurations().size(); i++) {
      if (i != best && !Double.isNaN(mean(cells, i))) {
        PairedComparison comparison = PairedComparison.of(cells, i, best);
        if (!comparison.isTellable()) {
          alike.add(comparison);
        }
      }
    }
    return Optional.of(
        new BestConfiguration(
            cells.configurations().get(best),
            mean(cells, best),
            values(cells, best).length,
            alike,
            incomplete));
  }

  private static double[] values(MetricCells cells, int configuration) {
    return cells.values().get(configuration).stream()
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Returns the mean, NaN if a value is. */
  private static double mean(MetricCells cells, int configuration) {
    return Mean.of(values(cells, configuration)).getAsDouble();
  }
}
