package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The evolution strategy that adapts its covariance matrix.
 *
 * <p>Points are drawn from the distribution as it is when they are asked for; every {@code
 * population} results, in the order of the suggestions, change it. Where it has shrunk to a point
 * it starts again from the next point of a Sobol sequence with twice the population.
 *
 * @see <a href="https://arxiv.org/abs/1604.00772">Hansen: The CMA evolution strategy, a
 *     tutorial</a>
 */
public final class CmaEs implements SearchAlgorithm {
  private static final double SIGMA = 0.3;
  private static final double TOLERANCE = 1e-9;

  @Override
  public String name() {
    return "cma_es";
  }

  @Override
  public String description() {
    return "A normal distribution that moves and turns with the better half of its points.";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sigma", "the first standard deviation, as a share of each axis; 0.3");
    settings.put("population", "results per change; 4 + floor(3 ln dimensions)");
    return settings;
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    Settings settings = new Settings(name(), problem);
    settings.requireOrder();
    settings.requireOneGoal();
    settings.requireNoBudget();
    int dimensions = problem.dimensions().size();
    int usual = 4 + (int) (3 * StrictMath.log(dimensions));
    return new CmaEsWalk(
        UnitPoints.sobol(problem.seeds(), dimensions),
        problem.seeds().stream("cma_es"),
        dimensions,
        settings.integer("population", usual, 4),
        settings.number("sigma", SIGMA, 1e-9, 1),
        TOLERANCE);
  }
}
