package io.metalab.core.frame;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers made of records one by one, with decimal numbers of any length where sums count. */
final class PlainAnswers {
  private static final MathContext DIGITS = new MathContext(60);

  private PlainAnswers() {}

  /** Returns the numbers of a metric of successes, NaN among them. */
  static double[] metric(List<RunRecord> runs, String name) {
    return runs.stream()
        .filter(run -> run.status() == RunStatus.SUCCESS)
        .filter(run -> run.metrics().get(name) instanceof Number)
        .mapToDouble(run -> ((Number) run.metrics().get(name)).doubleValue())
        .toArray();
  }

  /** Returns runs by the values of params, null for a missing one. */
  static Map<List<@Nullable Object>, List<RunRecord>> byParams(
      List<RunRecord> runs, String... params) {
    Map<List<@Nullable Object>, List<RunRecord>> groups = new LinkedHashMap<>();
    for (RunRecord run : runs) {
      List<@Nullable Object> key = new ArrayList<>();
      for (String param : params) {
        Object value = run.params().asMap().get(param);
        key.add(value instanceof Number number ? (Object) number.doubleValue() : value);
      }
      groups.computeIfAbsent(key, values -> new ArrayList<>()).add(run);
    }
    return groups;
  }

  static double mean(double[] finite) {
    return sum(finite).divide(BigDecimal.valueOf(finite.length), DIGITS).doubleValue();
  }

  private static BigDecimal sum(double[] finite) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : finite) {
      sum = sum.add(new BigDecimal(value));
    }
    return sum;
  }

  static double deviation(double[] finite) {
    BigDecimal mean = sum(finite).divide(BigDecimal.valueOf(finite.length), DIGITS);
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : finite) {
      BigDecimal difference = new BigDecimal(value).subtract(mean);
      squares = squares.add(difference.multiply(difference));
    }
    return squares
        .divide(BigDecimal.valueOf(finite.length - 1L), DIGITS)
        .sqrt(DIGITS)
        .doubleValue();
  }

  /** Returns the quantile between the order statistics, the k-th of n at (k-1)/(n-1). */
  static double quantile(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = probability * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Returns between which of the ends a number lies, the greatest one in the last bin. */
  static int bin(List<Double> edges, double number) {
    int bin = 0;
    while (bin + 2 < edges.size() && number >= edges.get(bin + 1)) {
      bin++;
    }
    return bin;
  }
}
