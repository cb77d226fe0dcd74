package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The statistics of one column by group.
 *
 * <p>Sums carry their rounding errors along, which makes them as exact as with twice the digits, so
 * that the order in which runs finished does not show in the result. The standard deviation is that
 * of the differences from the mean, in a second pass.
 *
 * @see <a href="https://doi.org/10.1137/030601818">Ogita, Rump, Oishi (2005): Accurate sum and dot
 *     product, algorithm 4.4 (Sum2)</a>
 */
final class Moments {
  private final View view;
  private final Grouper grouper;
  private final String field;
  private final long[] n;
  private final long[] nan;
  private final double[] sum;
  private final double[] error;
  private final double[] mean;
  private final double[] min;
  private final double[] max;

  Moments(View view, Grouper grouper, String field) {
    this.view = view;
    this.grouper = grouper;
    this.field = field;
    int groups = grouper.count();
    n = new long[groups];
    nan = new long[groups];
    sum = new double[groups];
    error = new double[groups];
    mean = new double[groups];
    min = new double[groups];
    max = new double[groups];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
  }

  private interface Visitor {
    void visit(int group, double value);
  }

  private void visit(Visitor visitor) {
    NumberReader reader = new NumberReader(view.data().column(field));
    for (int page = 0; page < view.data().pages(); page++) {
      reader.read(page, view.counted(page, field));
      int[] groups = grouper.groups(page);
      double[] values = reader.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = reader.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          visitor.visit(groups[row], values[row]);
        }
      }
    }
  }

  /** Returns the statistics of all groups, with quantiles of these probabilities. */
  List<Statistic> statistics(List<Double> probabilities) {
    visit(
        (group, value) -> {
          if (Double.isNaN(value)) {
            nan[group]++;
          } else {
            n[group]++;
            min[group] = Math.min(min[group], value);
            max[group] = Math.max(max[group], value);
            add(group, value);
          }
        });
    for (int group = 0; group < n.length; group++) {
      mean[group] = n[group] == 0 ? Double.NaN : total(group) / n[group];
      sum[group] = 0;
      error[group] = 0;
    }
    visit(
        (group, value) -> {
          if (!Double.isNaN(value)) {
            double difference = value - mean[group];
            add(group, difference * difference);
          }
        });
    List<Map<Double, Double>> quantiles = quantiles(probabilities);
    List<Statistic> statistics = new ArrayList<>(n.length);
    for (int group = 0; group < n.length; group++) {
      double sd = n[group] < 2 ? Double.NaN : Math.sqrt(total(group) / (n[group] - 1));
      statistics.add(
          new Statistic(
              n[group],
              nan[group],
              mean[group],
              sd,
              n[group] == 0 ? Double.NaN : min[group],
              n[group] == 0 ? Double.NaN : max[group],
              quantiles.isEmpty() ? Map.of() : quantiles.get(group)));
    }
    return statistics;
  }

  private void add(int group, double value) {
    double before = sum[group];
    double after = before + value;
    double part = after - before;
    error[group] += (before - (after - part)) + (value - part);
    sum[group] = after;
  }

  private double total(int group) {
    return Double.isFinite(sum[group]) ? sum[group] + error[group] : sum[group];
  }

  private List<Map<Double, Double>> quantiles(List<Double> probabilities) {
    if (probabilities.isEmpty()) {
      return List.of();
    }
    double[][] values = new double[n.length][];
    Arrays.setAll(values, group -> new double[(int) n[group]]);
    int[] filled = new int[n.length];
    visit(
        (group, value) -> {
          if (!Double.isNaN(value)) {
            values[group][filled[group]++] = value;
          }
        });
    double[] p = probabilities.stream().mapToDouble(Double::doubleValue).toArray();
    Quantile quantile = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);
    List<Map<Double, Double>> result = new ArrayList<>();
    for (double[] group : values) {
      double[] found = quantile.evaluate(group, p);
      Map<Double, Double> named = new LinkedHashMap<>();
      for (int i = 0; i < p.length; i++) {
        named.put(p[i], found[i]);
      }
      result.add(named);
    }
    return result;
  }
}
