package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * The statistics of one column by group.
 *
 * <p>Sums carry their rounding errors along, which makes them as exact as with twice the digits, so
 * that the order in which runs finished does not show in the result. The standard deviation is that
 * of the differences from the mean, in a second pass.
 *
 * <p>Pages are read on all cores in portions of fixed size, and what they give is added up in their
 * order, so that the number of cores does not show in the result either.
 *
 * @see <a href="https://doi.org/10.1137/030601818">Ogita, Rump, Oishi (2005): Accurate sum and dot
 *     product, algorithm 4.4 (Sum2)</a>
 */
final class Moments {
  private final View view;
  private final Grouper grouper;
  private final String field;

  Moments(View view, Grouper grouper, String field) {
    this.view = view;
    this.grouper = grouper;
    this.field = field;
  }

  /** Returns the statistics of all groups, with quantiles of these probabilities. */
  List<Statistic> statistics(List<Double> probabilities) {
    int groups = grouper.count();
    Values values = over(() -> new Values(groups));
    double[] mean = new double[groups];
    Arrays.setAll(mean, group -> values.sum.total(group) / values.n[group]);
    Squares squares = over(() -> new Squares(mean));
    List<Map<Double, Double>> quantiles = quantiles(values.n, probabilities);
    List<Statistic> statistics = new ArrayList<>(groups);
    for (int group = 0; group < groups; group++) {
      long n = values.n[group];
      statistics.add(
          new Statistic(
              n,
              values.nan[group],
              mean[group],
              n < 2 ? Double.NaN : Math.sqrt(squares.sum.total(group) / (n - 1)),
              n == 0 ? Double.NaN : values.min[group],
              n == 0 ? Double.NaN : values.max[group],
              quantiles.isEmpty() ? Map.of() : quantiles.get(group)));
    }
    return statistics;
  }

  private <P extends PagePart<P>> P over(Supplier<P> part) {
    return PagePart.over(view, field, grouper, part);
  }

  /** Numbers added up by group, with the rounding errors beside. */
  private static final class Sums {
    private final double[] sum;
    private final double[] error;

    Sums(int groups) {
      sum = new double[groups];
      error = new double[groups];
    }

    void add(int group, double value) {
      double before = sum[group];
      double after = before + value;
      double part = after - before;
      error[group] += (before - (after - part)) + (value - part);
      sum[group] = after;
    }

    void add(Sums other) {
      for (int group = 0; group < sum.length; group++) {
        add(group, other.sum[group]);
        error[group] += other.error[group];
      }
    }

    double total(int group) {
      return Double.isFinite(sum[group]) ? sum[group] + error[group] : sum[group];
    }
  }

  /** The first pass. */
  private static final class Values implements PagePart<Values> {
    private final long[] n;
    private final long[] nan;
    private final double[] min;
    private final double[] max;
    private final Sums sum;

    Values(int groups) {
      n = new long[groups];
      nan = new long[groups];
      min = new double[groups];
      max = new double[groups];
      sum = new Sums(groups);
      Arrays.fill(min, Double.POSITIVE_INFINITY);
      Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    @Override
    public void page(NumberReader reader, int[] groups) {
      double[] values = reader.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = reader.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          int group = groups[row];
          double value = values[row];
          if (Double.isNaN(value)) {
            nan[group]++;
          } else {
            n[group]++;
            min[group] = Math.min(min[group], value);
            max[group] = Math.max(max[group], value);
            sum.add(group, value);
          }
        }
      }
    }

    @Override
    public void add(Values other) {
      for (int group = 0; group < n.length; group++) {
        n[group] += other.n[group];
        nan[group] += other.nan[group];
        min[group] = Math.min(min[group], other.min[group]);
        max[group] = Math.max(max[group], other.max[group]);
      }
      sum.add(other.sum);
    }
  }

  /** The second pass: squares of the differences from the means. */
  private static final class Squares implements PagePart<Squares> {
    private final double[] mean;
    private final Sums sum;

    Squares(double[] mean) {
      this.mean = mean;
      this.sum = new Sums(mean.length);
    }

    @Override
    public void page(NumberReader reader, int[] groups) {
      double[] values = reader.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = reader.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          double difference = values[row] - mean[groups[row]];
          if (!Double.isNaN(values[row])) {
            sum.add(groups[row], difference * difference);
          }
        }
      }
    }

    @Override
    public void add(Squares other) {
      sum.add(other.sum);
    }
  }

  private List<Map<Double, Double>> quantiles(long[] n, List<Double> probabilities) {
    if (probabilities.isEmpty()) {
      return List.of();
    }
    double[][] values = new double[n.length][];
    Arrays.setAll(values, group -> new double[(int) n[group]]);
    int[] filled = new int[n.length];
    NumberReader reader = new NumberReader(view.data().column(field));
    for (int page = 0; page < view.data().pages(); page++) {
      reader.read(page, view.counted(page, field));
      int[] groups = grouper.groups(page);
      for (int row = 0; row < view.data().rowsOf(page); row++) {
        double value = reader.values[row];
        if (Bits.get(reader.present, row) && !Double.isNaN(value)) {
          values[groups[row]][filled[groups[row]]++] = value;
        }
      }
    }
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
