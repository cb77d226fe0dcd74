package io.metalab.bench;

import io.metalab.api.Params;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.Evidence;
import io.metalab.core.params.Distribution;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a suggestion costs, asked and told with six parameters: around the 10,000th result, and
 * around the 50,000th against the 500th.
 */
final class SearchScenario implements Scenario {
  private static final int SPAN = 250;
  private static final int WARM_UP = 3_000;

  @Override
  public String name() {
    return "search";
  }

  @Override
  public Map<String, Double> measure(Path directory) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String algorithm : new String[] {"tpe", "nelder_mead", "pattern", "cma_es"}) {
      micros(algorithm, WARM_UP);
      // A window of a search that takes microseconds is shorter than a pause of the machine.
      int passes = algorithm.equals("tpe") ? 1 : 9;
      double early = median(algorithm, 500, passes);
      figures.put(algorithm + "_us_at_500", early);
      figures.put(algorithm + "_us_at_10000", median(algorithm, 10_000, passes));
      double late = median(algorithm, 50_000, passes);
      figures.put(algorithm + "_us_at_50000", late);
      figures.put(algorithm + "_50000_over_500", late / early);
    }
    return figures;
  }

  private static double median(String algorithm, int around, int passes) {
    double[] micros = new double[passes];
    Arrays.setAll(micros, pass -> micros(algorithm, around));
    Arrays.sort(micros);
    return micros[passes / 2];
  }

  /** Returns the mean over the suggestions around the one of this number. */
  private static double micros(String algorithm, int around) {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      axes.put("x" + i, new Distribution.Uniform(0, 1));
    }
    int suggestions = around + SPAN;
    AskTell search =
        Search.of(algorithm, suggestions, SearchSpace.of(axes)).seed(1).build().start(1);
    long start = 0;
    for (int k = 0; k < suggestions; k++) {
      if (k == around - SPAN) {
        start = System.nanoTime();
      }
      Params point = search.ask().orElseThrow().get(0).params();
      search.tell(Evidence.of(k, value(point)));
    }
    return (System.nanoTime() - start) / 1e3 / (2 * SPAN);
  }

  /** A bowl whose bottom is bent, so that searches do not end at once. */
  private static double value(Params point) {
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      double x = point.getDouble("x" + i);
      sum += (x - 0.3) * (x - 0.3) + 0.1 * StrictMath.sin(20 * x + i);
    }
    return sum;
  }
}
