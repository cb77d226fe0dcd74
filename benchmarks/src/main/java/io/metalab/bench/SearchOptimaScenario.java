package io.metalab.bench;

import io.metalab.api.Params;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.Evidence;
import io.metalab.core.params.Distribution;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchSpace;
import io.metalab.examples.search.Branin;
import io.metalab.examples.search.Hartmann6;
import io.metalab.examples.search.Rosenbrock;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How near each search comes to published minima, by how much its best value is above them after a
 * number of suggestions: median and quartiles of 20 seeds. No times; equal on every machine.
 */
final class SearchOptimaScenario implements Scenario {
  private static final int SEEDS = 20;
  private static final int BATCH = 4;
  private static final List<String> SEARCHES =
      List.of("random", "tpe", "cma_es", "pattern", "nelder_mead");

  /** A function with its bounds, its least value, and how many suggestions are made. */
  private record Minimum(
      String name,
      Map<String, Distribution> bounds,
      double least,
      int suggestions,
      ToDoubleFunction<Params> function) {}

  private static List<Minimum> minima() {
    Map<String, Distribution> cube = new LinkedHashMap<>();
    for (int i = 1; i <= Hartmann6.DIMENSIONS; i++) {
      cube.put("x" + i, new Distribution.Uniform(0, 1));
    }
    return List.of(
        new Minimum("branin", square(-5, 10, 0, 15), Branin.LEAST, 250, Branin::value),
        new Minimum("rosenbrock", square(-2, 2, -1, 3), 0, 1_000, Rosenbrock::value),
        new Minimum("hartmann6", cube, Hartmann6.LEAST, 1_000, Hartmann6::value));
  }

  private static Map<String, Distribution> square(
      double fromX, double toX, double fromY, double toY) {
    return Map.of(
        "x", new Distribution.Uniform(fromX, toX), "y", new Distribution.Uniform(fromY, toY));
  }

  @Override
  public String name() {
    return "search-optima";
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public Map<String, Double> measure(Path directory) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Minimum minimum : minima()) {
      figures.put(minimum.name() + "_suggestions", (double) minimum.suggestions());
      for (String search : SEARCHES) {
        double[] regrets = new double[SEEDS];
        Arrays.setAll(regrets, seed -> regret(search, minimum, seed));
        Arrays.sort(regrets);
        String name = minimum.name() + "_" + search;
        figures.put(name + "_lower_quartile", (regrets[4] + regrets[5]) / 2);
        figures.put(name + "_median", (regrets[9] + regrets[10]) / 2);
        figures.put(name + "_upper_quartile", (regrets[14] + regrets[15]) / 2);
      }
    }
    return figures;
  }

  /** Returns by how much the best value of a search is above the least one. */
  private static double regret(String algorithm, Minimum minimum, long seed) {
    AskTell search =
        Search.of(algorithm, minimum.suggestions(), SearchSpace.of(minimum.bounds()))
            .batch(BATCH)
            .seed(seed)
            .build()
            .start(1);
    ArrayDeque<Double> untold = new ArrayDeque<>();
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < minimum.suggestions(); k++) {
      if (k >= BATCH) {
        search.tell(Evidence.of(k - BATCH, untold.remove()));
      }
      double value = minimum.function().applyAsDouble(search.ask().orElseThrow().get(0).params());
      untold.add(value);
      best = Math.min(best, value);
    }
    return best - minimum.least();
  }
}
