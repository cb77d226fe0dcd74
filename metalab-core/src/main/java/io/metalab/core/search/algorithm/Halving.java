package io.metalab.core.search.algorithm;

import io.metalab.api.search.Dimension;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.Map;

/** What successive halving needs: one parameter that says how much is spent on a run. */
abstract class Halving implements SearchAlgorithm {
  private static final double FACTOR = 3;

  @Override
  public Map<String, String> settings() {
    return Map.of("factor", "of so many runs of a budget one gets the next; 3");
  }

  /**
   * Starts the search.
   *
   * @param budget which dimension says how much is spent on a run
   * @param factor of so many runs of a budget one gets the next
   */
  abstract UnitSearch search(SearchProblem problem, Settings settings, int budget, double factor);

  @Override
  public final UnitSearch start(SearchProblem problem) {
    Settings settings = new Settings(name(), problem);
    settings.requireOneGoal();
    int budget = -1;
    for (int i = 0; i < problem.dimensions().size(); i++) {
      if (problem.dimensions().get(i).kind() == Dimension.Kind.BUDGET) {
        if (budget >= 0) {
          throw Settings.invalid(
              "The search %s takes one budget; %s and %s are two."
                  .formatted(
                      name(),
                      problem.dimensions().get(budget).name(),
                      problem.dimensions().get(i).name()));
        }
        budget = i;
      }
    }
    if (budget < 0) {
      throw Settings.invalid(
          "The search %s needs a parameter that says how much is spent on a run, as in epochs: {budget: [1, 3, 9]}."
              .formatted(name()));
    }
    return search(problem, settings, budget, settings.number("factor", FACTOR, 1.5, 100));
  }
}
