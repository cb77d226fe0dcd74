package io.metalab.core.stats;

import io.metalab.core.frame.MetricCells;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.jspecify.annotations.Nullable;

/**
 * How a configuration differs from another one over the units that both were run with, such as
 * shared seeds.
 *
 * <p>A pair one of whose values is NaN, infinite or missing has no difference: it is left out of
 * the tests and counted in {@code undefined} or {@code unpaired}.
 *
 * @param key the configuration
 * @param baseline the one it is compared with
 * @param pairs number of pairs with a difference
 * @param undefined number of pairs with a value that is not finite
 * @param unpaired number of units that only one of the two has a value for
 * @param difference mean of the differences, configuration minus baseline; NaN without pairs
 * @param low lower end of its 95 % confidence interval by Student's t; NaN with fewer than 2 pairs
 * @param high upper end of the interval
 * @param tTest two-sided p-value of the paired t-test; NaN with fewer than 2 pairs, or if all
 *     differences are equal
 * @param wilcoxon two-sided p-value of Wilcoxon's signed-rank test: exact for at most 1023 pairs
 *     without ties and zeros, else by the normal approximation; NaN if all differences are 0
 */
public record PairedComparison(
    Map<String, @Nullable Object> key,
    Map<String, @Nullable Object> baseline,
    int pairs,
    int undefined,
    int unpaired,
    double difference,
    double low,
    double high,
    double tTest,
    double wilcoxon) {
  public PairedComparison {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    baseline = Collections.unmodifiableMap(new LinkedHashMap<>(baseline));
  }

  /**
   * Compares two configurations.
   *
   * @param configuration index of the one in {@link MetricCells#configurations}
   * @param baseline index of the other
   */
  public static PairedComparison of(MetricCells cells, int configuration, int baseline) {
    List<@Nullable Double> values = cells.values().get(configuration);
    List<@Nullable Double> base = cells.values().get(baseline);
    double[] differences = new double[values.size()];
    int pairs = 0;
    int undefined = 0;
    int unpaired = 0;
    for (int unit = 0; unit < differences.length; unit++) {
      Double value = values.get(unit);
      Double other = base.get(unit);
      if (value == null || other == null) {
        unpaired += value == null && other == null ? 0 : 1;
      } else if (Double.isFinite(value) && Double.isFinite(other)) {
        differences[pairs++] = value - other;
      } else {
        undefined++;
      }
    }
    double[] paired = Arrays.copyOf(differences, pairs);
    double mean = Mean.of(paired).getAsDouble();
    double sd = pairs < 2 ? Double.NaN : StandardDeviation.of(paired).getAsDouble();
    double half =
        pairs < 2
            ? Double.NaN
            : TDistribution.of(pairs - 1.0).inverseSurvivalProbability(0.025)
                * sd
                / Math.sqrt((double) pairs);
    return new PairedComparison(
        cells.configurations().get(configuration),
        cells.configurations().get(baseline),
        pairs,
        undefined,
        unpaired,
        mean,
        mean - half,
        mean + half,
        sd > 0 ? TTest.withDefaults().test(paired).getPValue() : Double.NaN,
        Arrays.stream(paired).anyMatch(difference -> difference != 0)
            ? WilcoxonSignedRankTest.withDefaults().test(paired).getPValue()
            : Double.NaN);
  }

  /** Returns whether the interval of the difference leaves out 0. */
  public boolean isTellable() {
    return low > 0 || high < 0;
  }
}
