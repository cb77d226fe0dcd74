package io.metalab.examples.search;

import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.Evidence;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Line;
import io.metalab.core.params.Distribution;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How far each search is above the known minimum after so many suggestions, at the median of 20
 * seeds; one picture for each function.
 *
 * <p>No study is needed to compare searches: they are asked and told right here.
 */
public final class RegretCurves {
  static final List<String> SEARCHES = List.of("random", "tpe", "cma_es", "pattern", "nelder_mead");

  private static final int SEEDS = 20;
  private static final int BATCH = 4;

  /** Regrets below are drawn at this height: minima are published to six digits. */
  private static final double FLOOR = 1e-5;

  private RegretCurves() {}

  /**
   * Writes {@code branin.svg} and {@code hartmann6.svg}.
   *
   * @param arguments the directory to write to, or none for the current one
   */
  public static void main(String... arguments) throws IOException {
    Path directory = Path.of(arguments.length == 0 ? "." : arguments[0]);
    Figures.write(
        figure("Branin", braninSpace(), 200, params -> Branin.value(params) - Branin.LEAST),
        directory.resolve("branin.svg"));
    Figures.write(
        figure(
            "Hartmann-6",
            hartmannSpace(),
            400,
            params -> Hartmann6.value(params) - Hartmann6.LEAST),
        directory.resolve("hartmann6.svg"));
  }

  static SearchSpace braninSpace() {
    return SearchSpace.of(
        Map.of("x", new Distribution.Uniform(-5, 10), "y", new Distribution.Uniform(0, 15)));
  }

  static SearchSpace hartmannSpace() {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    for (int i = 1; i <= Hartmann6.DIMENSIONS; i++) {
      axes.put("x" + i, new Distribution.Uniform(0, 1));
    }
    return SearchSpace.of(axes);
  }

  private static Figure figure(
      String name, SearchSpace space, int suggestions, ToDoubleFunction<Params> regret) {
    double[] numbers = new double[suggestions];
    Arrays.setAll(numbers, k -> k + 1);
    Figure.Builder figure =
        Figure.builder(name + ": median of %d seeds, batch %d".formatted(SEEDS, BATCH))
            .x(Axis.linear("suggestions"))
            .y(Axis.log("best value above the minimum"));
    for (String search : SEARCHES) {
      double[] median = median(search, space, suggestions, regret);
      Arrays.setAll(median, k -> Math.max(FLOOR, median[k]));
      figure.add(Line.of(search, numbers, median));
    }
    return figure.build();
  }

  /** Returns the median over the seeds of the least regret so far. */
  static double[] median(
      String algorithm, SearchSpace space, int suggestions, ToDoubleFunction<Params> regret) {
    double[][] curves = new double[SEEDS][];
    Arrays.setAll(curves, seed -> curve(algorithm, space, suggestions, seed, regret));
    double[] median = new double[suggestions];
    Arrays.setAll(
        median,
        k -> {
          double[] sorted = Arrays.stream(curves).mapToDouble(curve -> curve[k]).sorted().toArray();
          return (sorted[SEEDS / 2 - 1] + sorted[SEEDS / 2]) / 2;
        });
    return median;
  }

  private static double[] curve(
      String algorithm,
      SearchSpace space,
      int suggestions,
      long seed,
      ToDoubleFunction<Params> regret) {
    AskTell search =
        Search.of(algorithm, suggestions, space).batch(BATCH).seed(seed).build().start(1);
    ArrayDeque<Double> results = new ArrayDeque<>();
    double[] curve = new double[suggestions];
    for (int k = 0; k < suggestions; k++) {
      if (k >= BATCH) {
        search.tell(Evidence.of(k - BATCH, results.remove()));
      }
      List<ParamCase> suggestion = search.ask().orElseThrow();
      double value = regret.applyAsDouble(suggestion.get(0).params());
      results.add(value);
      curve[k] = k == 0 ? value : Math.min(curve[k - 1], value);
    }
    return curve;
  }
}
