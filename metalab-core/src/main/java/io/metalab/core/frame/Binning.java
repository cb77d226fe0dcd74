package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Counts the values of one or two columns in bins, on all cores. */
final class Binning {
  private static final double TEN = 10;

  private final View view;

  Binning(View view) {
    this.view = view;
  }

  Histogram histogram(String field, int bins) {
    return histogram(field, bins, -Double.MAX_VALUE);
  }

  /** Counts in bins of equal ratio. */
  Histogram logHistogram(String field, int bins) {
    return histogram(field, bins, Double.MIN_VALUE);
  }

  private Histogram histogram(String field, int bins, double least) {
    Extremes extremes = over(() -> new Extremes(view, field, field, least));
    Edges edges = least > 0 ? extremes.logarithmicX(checked(bins)) : extremes.x(checked(bins));
    Counts counts = over(() -> new Counts(view, field, edges, least));
    return new Histogram(
        field,
        edges.list(),
        Arrays.stream(counts.counts).boxed().toList(),
        counts.infinite,
        counts.nan,
        view.count() - counts.numbers,
        counts.notPositive);
  }

  Bins bins(String x, int xBins, String y, int yBins) {
    Extremes extremes = over(() -> new Extremes(view, x, y, -Double.MAX_VALUE));
    Edges xEdges = extremes.x(checked(xBins));
    Edges yEdges = extremes.y(checked(yBins));
    long[] counts = over(() -> new Grid(view, x, xEdges, y, yEdges)).counts;
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < xBins; i++) {
      rows.add(Arrays.stream(counts, i * yBins, (i + 1) * yBins).boxed().toList());
    }
    long left = view.count() - Arrays.stream(counts).sum();
    return new Bins(
        margin(x, xEdges, rows, true, left), margin(y, yEdges, rows, false, left), rows, left);
  }

  private static int checked(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(
          "The number of bins (%d) must be at least 1.".formatted(bins));
    }
    return bins;
  }

  private static Histogram margin(
      String field, Edges edges, List<List<Long>> rows, boolean byRow, long left) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < edges.list().size() - 1; i++) {
      long count = 0;
      for (int j = 0; j < (byRow ? rows.get(i).size() : rows.size()); j++) {
        count += byRow ? rows.get(i).get(j) : rows.get(j).get(i);
      }
      counts.add(count);
    }
    return new Histogram(field, edges.list(), counts, 0, 0, left, 0);
  }

  /** What is gathered from some pages, in any order. For one thread. */
  private interface Part<P> {
    void page(int page);

    void add(P other);
  }

  private <P extends Part<P>> P over(Supplier<P> empty) {
    return IntStream.range(0, view.data().pages()).parallel().collect(empty, Part::page, Part::add);
  }

  /** The least and the greatest number of two columns where both are finite and large enough. */
  private static final class Extremes implements Part<Extremes> {
    private final Pair pair;
    private final double least;
    private double xLow = Double.POSITIVE_INFINITY;
    private double xHigh = Double.NEGATIVE_INFINITY;
    private double yLow = Double.POSITIVE_INFINITY;
    private double yHigh = Double.NEGATIVE_INFINITY;

    Extremes(View view, String x, String y, double least) {
      this.pair = new Pair(view, x, y);
      this.least = least;
    }

    @Override
    public void page(int page) {
      pair.read(page);
      double[] xs = pair.x.values;
      double[] ys = pair.y.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = pair.y.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          if (isCounted(xs[row]) && isCounted(ys[row])) {
            xLow = Math.min(xLow, xs[row]);
            xHigh = Math.max(xHigh, xs[row]);
            yLow = Math.min(yLow, ys[row]);
            yHigh = Math.max(yHigh, ys[row]);
          }
        }
      }
    }

    private boolean isCounted(double number) {
      return number >= least && number <= Double.MAX_VALUE;
    }

    @Override
    public void add(Extremes other) {
      xLow = Math.min(xLow, other.xLow);
      xHigh = Math.max(xHigh, other.xHigh);
      yLow = Math.min(yLow, other.yLow);
      yHigh = Math.max(yHigh, other.yHigh);
    }

    Edges x(int bins) {
      return xLow <= xHigh ? Edges.linear(xLow, xHigh, bins) : Edges.linear(0, 1, bins);
    }

    Edges logarithmicX(int bins) {
      return xLow <= xHigh ? Edges.logarithmic(xLow, xHigh, bins) : Edges.logarithmic(1, TEN, bins);
    }

    Edges y(int bins) {
      return yLow <= yHigh ? Edges.linear(yLow, yHigh, bins) : Edges.linear(0, 1, bins);
    }
  }

  /** How many numbers of a column are in which bin. */
  private static final class Counts implements Part<Counts> {
    private final View view;
    private final String field;
    private final NumberReader reader;
    private final Edges edges;
    private final double least;
    private final long[] counts;
    private long numbers;
    private long infinite;
    private long nan;
    private long notPositive;

    Counts(View view, String field, Edges edges, double least) {
      this.view = view;
      this.field = field;
      this.reader = new NumberReader(view.data().column(field));
      this.edges = edges;
      this.least = least;
      this.counts = new long[edges.bins()];
    }

    @Override
    public void page(int page) {
      reader.read(page, view.counted(page, field));
      double[] values = reader.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        numbers += Long.bitCount(reader.present[word]);
        for (long bits = reader.present[word]; bits != 0; bits &= bits - 1) {
          double value = values[word * Long.SIZE + Long.numberOfTrailingZeros(bits)];
          if (Double.isNaN(value)) {
            nan++;
          } else if (Double.isInfinite(value)) {
            infinite++;
          } else if (value < least) {
            notPositive++;
          } else {
            counts[edges.bin(value)]++;
          }
        }
      }
    }

    @Override
    public void add(Counts other) {
      for (int bin = 0; bin < counts.length; bin++) {
        counts[bin] += other.counts[bin];
      }
      numbers += other.numbers;
      infinite += other.infinite;
      nan += other.nan;
      notPositive += other.notPositive;
    }
  }

  /** How many pairs of numbers are in which rectangle. */
  private static final class Grid implements Part<Grid> {
    private final Pair pair;
    private final Edges xEdges;
    private final Edges yEdges;
    private final long[] counts;

    Grid(View view, String x, Edges xEdges, String y, Edges yEdges) {
      this.pair = new Pair(view, x, y);
      this.xEdges = xEdges;
      this.yEdges = yEdges;
      this.counts = new long[Math.multiplyExact(xEdges.bins(), yEdges.bins())];
    }

    @Override
    public void page(int page) {
      pair.read(page);
      double[] xs = pair.x.values;
      double[] ys = pair.y.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = pair.y.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          if (Math.abs(xs[row]) <= Double.MAX_VALUE && Math.abs(ys[row]) <= Double.MAX_VALUE) {
            counts[xEdges.bin(xs[row]) * yEdges.bins() + yEdges.bin(ys[row])]++;
          }
        }
      }
    }

    @Override
    public void add(Grid other) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += other.counts[i];
      }
    }
  }

  /** Reads two columns where both have numbers; the second reader tells which rows these are. */
  private static final class Pair {
    private final View view;
    private final String xField;
    private final String yField;
    private final NumberReader x;
    private final NumberReader y;

    Pair(View view, String xField, String yField) {
      this.view = view;
      this.xField = xField;
      this.yField = yField;
      this.x = new NumberReader(view.data().column(xField));
      this.y = xField.equals(yField) ? x : new NumberReader(view.data().column(yField));
    }

    void read(int page) {
      x.read(page, view.counted(page, xField));
      if (x != y) {
        long[] both = view.counted(page, yField).clone();
        Bits.and(both, x.present);
        y.read(page, both);
      }
    }
  }
}
