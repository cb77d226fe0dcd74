package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts the values of one or two columns in bins. */
final class Binning {
  private final View view;

  Binning(View view) {
    this.view = view;
  }

  Histogram histogram(String field, int bins) {
    Edges edges = edges(field, field, bins);
    long[] counts = new long[bins];
    long[] odd = new long[2];
    NumberReader reader = new NumberReader(view.data().column(field));
    long numbers = 0;
    for (int page = 0; page < view.data().pages(); page++) {
      reader.read(page, view.counted(page, field));
      double[] values = reader.values;
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = reader.present[word]; bits != 0; bits &= bits - 1) {
          double value = values[word * Long.SIZE + Long.numberOfTrailingZeros(bits)];
          numbers++;
          if (Math.abs(value) <= Double.MAX_VALUE) {
            counts[edges.bin(value)]++;
          } else {
            odd[Double.isNaN(value) ? 1 : 0]++;
          }
        }
      }
    }
    return new Histogram(
        field,
        edges.list(),
        Arrays.stream(counts).boxed().toList(),
        odd[0],
        odd[1],
        view.count() - numbers);
  }

  Bins bins(String x, int xBins, String y, int yBins) {
    Edges xEdges = edges(x, y, xBins);
    Edges yEdges = edges(y, x, yBins);
    long[] counts = new long[xBins * yBins];
    NumberReader xReader = new NumberReader(view.data().column(x));
    NumberReader yReader = new NumberReader(view.data().column(y));
    long inside = 0;
    for (int page = 0; page < view.data().pages(); page++) {
      read(xReader, yReader, page, x, y);
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = yReader.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          double xValue = xReader.values[row];
          double yValue = yReader.values[row];
          if (Math.abs(xValue) <= Double.MAX_VALUE && Math.abs(yValue) <= Double.MAX_VALUE) {
            counts[xEdges.bin(xValue) * yBins + yEdges.bin(yValue)]++;
            inside++;
          }
        }
      }
    }
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < xBins; i++) {
      rows.add(Arrays.stream(counts, i * yBins, (i + 1) * yBins).boxed().toList());
    }
    long left = view.count() - inside;
    return new Bins(
        margin(x, xEdges, rows, true, left), margin(y, yEdges, rows, false, left), rows, left);
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
    return new Histogram(field, edges.list(), counts, 0, 0, left);
  }

  /** Returns bins between the finite extremes of a field where the other one is finite, too. */
  private Edges edges(String field, String other, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException(
          "The number of bins (%d) must be at least 1.".formatted(bins));
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    NumberReader reader = new NumberReader(view.data().column(field));
    NumberReader otherReader =
        field.equals(other) ? reader : new NumberReader(view.data().column(other));
    for (int page = 0; page < view.data().pages(); page++) {
      read(otherReader, reader, page, other, field);
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = reader.present[word]; bits != 0; bits &= bits - 1) {
          int row = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          double value = reader.values[row];
          if (Math.abs(value) <= Double.MAX_VALUE
              && Math.abs(otherReader.values[row]) <= Double.MAX_VALUE) {
            low = Math.min(low, value);
            high = Math.max(high, value);
          }
        }
      }
    }
    return low <= high ? new Edges(low, high, bins) : new Edges(0, 1, bins);
  }

  /** Reads the rows of a page where both fields have numbers; the second reader tells which. */
  private void read(NumberReader first, NumberReader second, int page, String a, String b) {
    first.read(page, view.counted(page, a));
    if (first != second) {
      long[] both = view.counted(page, b).clone();
      Bits.and(both, first.present);
      second.read(page, both);
    }
  }
}
