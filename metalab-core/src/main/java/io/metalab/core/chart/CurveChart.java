package io.metalab.core.chart;

import io.metalab.api.store.Store;
import io.metalab.capture.SeriesReader;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Band;
import io.metalab.capture.plot.Dash;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Scale;
import io.metalab.core.chart.CurveRuns.Attempt;
import io.metalab.core.frame.FrameQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Series over steps: one curve for runs that differ by their seeds alone, or for each value of some
 * fields.
 *
 * <p>Steps are divided into at most 1,000 buckets, the same for all curves. The line is the mean
 * over all runs of a curve, the band reaches from the least to the greatest value.
 */
public final class CurveChart {
  private static final int MOST_BUCKETS = 1_000;
  private static final int MOST_CURVES = 50;
  private static final int MOST_ASKED_FOR_NAMES = 20;

  private final Store store;
  private final List<String> names;
  private final Map<String, List<Attempt>> groups;
  private final int dropped;

  private CurveChart(
      Store store, List<String> names, Map<String, List<Attempt>> groups, int dropped) {
    this.store = store;
    this.names = names;
    this.groups = groups;
    this.dropped = dropped;
  }

  /**
   * Draws series of runs, whatever their status.
   *
   * @param names names of the series, at least one
   * @param by the fields that make a curve; if none is given, the params that are not the same in
   *     all runs
   * @throws io.metalab.api.MetalabException with {@code USAGE} and the names there are if no run
   *     has such a series
   */
  public static Chart of(
      Store store, FrameQuery runs, List<String> names, List<String> by, ChartOptions options) {
    Map<String, List<Attempt>> all = CurveRuns.of(runs, by);
    int most = Math.max(1, MOST_CURVES / names.size());
    Map<String, List<Attempt>> kept = new LinkedHashMap<>();
    all.entrySet().stream().limit(most).forEach(e -> kept.put(e.getKey(), e.getValue()));
    CurveChart chart = new CurveChart(store, List.copyOf(names), kept, all.size() - kept.size());
    long shown = kept.values().stream().mapToLong(List::size).sum();
    return new Chart(chart.figure(options), shown, runs.count());
  }

  /** Returns the names of the series of some runs, in the order in which they were captured. */
  public static List<String> names(Store store, FrameQuery runs) {
    Set<String> names = new LinkedHashSet<>();
    CurveRuns.of(runs, List.of("record.status")).values().stream()
        .flatMap(List::stream)
        .limit(MOST_ASKED_FOR_NAMES)
        .forEach(run -> names.addAll(reader(store, run).names()));
    return List.copyOf(names);
  }

  private static SeriesReader reader(Store store, Attempt run) {
    return new SeriesReader(store, run.run(), run.number());
  }

  private Figure figure(ChartOptions options) {
    StepBuckets buckets = buckets();
    Figure.Builder figure = Figure.builder(options.title()).x(Axis.linear("step"));
    List<double[]> means = new ArrayList<>();
    long notFinite = 0;
    int without = 0;
    int group = 0;
    boolean merged = false;
    for (Map.Entry<String, List<Attempt>> entry : groups.entrySet()) {
      List<Curve> curves = curves(entry.getValue(), buckets);
      for (int i = 0; i < names.size(); i++) {
        Curve curve = curves.get(i);
        notFinite += curve.notFinite();
        merged |= curve.isMerged();
        without += curve.filled().length == 0 ? 1 : 0;
        if (curve.filled().length > 0) {
          int color = groups.size() > 1 ? group : i;
          means.add(
              add(
                  figure,
                  label(entry.getKey(), names.get(i)),
                  names.get(i),
                  curve,
                  buckets,
                  color));
        }
      }
      group++;
    }
    Scale scale =
        Scales.of(options.y(), "", Set.of(), means.stream().flatMapToDouble(Arrays::stream));
    figure.y(Axis.of(names.size() == 1 ? names.get(0) : "", scale));
    figure.x(Axis.of("step", options.x().orElse(Scale.LINEAR)));
    notes(merged ? buckets.width() : 1, notFinite, without).forEach(figure::note);
    return figure.build();
  }

  private double[] add(
      Figure.Builder figure,
      String label,
      String name,
      Curve curve,
      StepBuckets buckets,
      int color) {
    int[] filled = curve.filled();
    Numbers x = Numbers.of(Arrays.stream(filled).mapToDouble(buckets::middle).toArray());
    double[] low = Arrays.stream(filled).mapToDouble(curve::low).toArray();
    double[] high = Arrays.stream(filled).mapToDouble(curve::high).toArray();
    double[] mean = Arrays.stream(filled).mapToDouble(curve::mean).toArray();
    if (!Arrays.equals(low, high)) {
      figure.add(new Band(label, x, Numbers.of(low), Numbers.of(high), OptionalInt.of(color)));
    }
    boolean training = names.size() > 1 && name.toLowerCase(Locale.ROOT).contains("train");
    figure.add(
        new Line(
            label,
            x,
            Numbers.of(mean),
            training ? Dash.DASHED : Dash.SOLID,
            OptionalInt.of(color)));
    return DoubleStream.concat(Arrays.stream(mean), Arrays.stream(low)).toArray();
  }

  private String label(String group, String name) {
    if (groups.size() == 1) {
      return name;
    }
    return names.size() == 1 ? group : group + ", " + name;
  }

  private StepBuckets buckets() {
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    Set<String> known = new LinkedHashSet<>();
    for (List<Attempt> runs : groups.values()) {
      for (Attempt run : runs) {
        reader(store, run)
            .forEachChunk(
                chunk -> {
                  known.add(chunk.name());
                  if (names.contains(chunk.name())) {
                    chunk
                        .points()
                        .forEach(
                            point -> {
                              range[0] = Math.min(range[0], point.step());
                              range[1] = Math.max(range[1], point.step());
                            });
                  }
                });
      }
    }
    if (range[0] > range[1]) {
      throw Charts.error(
          known.isEmpty()
              ? "No run has captured a series, a metric with a step."
              : "No run has a series %s. The series are %s."
                  .formatted(String.join(", ", names), String.join(", ", known)));
    }
    return StepBuckets.of(range[0], range[1], MOST_BUCKETS);
  }

  /** Returns a curve for each name. */
  private List<Curve> curves(List<Attempt> runs, StepBuckets buckets) {
    List<Curve> curves = names.stream().map(name -> new Curve(buckets)).toList();
    for (Attempt run : runs) {
      reader(store, run)
          .forEachChunk(
              chunk -> {
                int place = names.indexOf(chunk.name());
                if (place >= 0) {
                  chunk.points().forEach(p -> curves.get(place).add(p.step(), p.value()));
                }
              });
      curves.forEach(Curve::endRun);
    }
    return curves;
  }

  private List<String> notes(long width, long notFinite, int without) {
    List<String> notes = new ArrayList<>();
    List<Integer> sizes = groups.values().stream().map(List::size).sorted().distinct().toList();
    if (sizes.get(sizes.size() - 1) > 1) {
      notes.add(
          "Lines: mean of %s runs each. Bands: least to greatest value."
              .formatted(
                  sizes.size() == 1
                      ? sizes.get(0)
                      : sizes.get(0) + " to " + sizes.get(sizes.size() - 1)));
    }
    if (width > 1) {
      notes.add("Means and extremes of %s steps at a time.".formatted(Notes.count(width)));
    }
    if (notFinite > 0) {
      notes.add(
          "%s NaN or infinite and left out."
              .formatted(notFinite == 1 ? "1 value is" : Notes.count(notFinite) + " values are"));
    }
    if (without > 0) {
      notes.add("%d of %d curves have no value.".formatted(without, groups.size() * names.size()));
    }
    if (dropped > 0) {
      notes.add(
          "The first %d of %s groups of runs."
              .formatted(groups.size(), Notes.count(groups.size() + (long) dropped)));
    }
    return notes;
  }
}
