package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Successive halving with barriers: the best share of a number of points goes on to the next budget
 * once all of them have had theirs. While results are waited for, the next points begin.
 *
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson, Talwalkar: Non-stochastic best arm
 *     identification and hyperparameter optimization</a>
 */
public final class SuccessiveHalving extends Halving {
  private static final int MOST_POINTS = 100_000;

  @Override
  public String name() {
    return "successive_halving";
  }

  @Override
  public String description() {
    return "A number of points with a small budget, the best of them all with the next.";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(super.settings());
    settings.put("points", "how many points begin together; as many as leave one for the last");
    return settings;
  }

  @Override
  UnitSearch search(SearchProblem problem, Settings settings, int budget, double factor) {
    int levels = (int) problem.dimensions().get(budget).levels();
    double enough = Math.min(MOST_POINTS, Math.ceil(StrictMath.pow(factor, levels - 1.0) - 1e-9));
    return new BarrierSearch(problem, budget, factor, settings.integer("points", (int) enough, 1));
  }
}
