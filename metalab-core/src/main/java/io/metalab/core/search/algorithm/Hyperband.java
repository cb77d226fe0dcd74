package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;

/**
 * Successive halving that also starts some points with greater budgets, in case that small ones
 * mislead.
 *
 * @see <a href="https://arxiv.org/abs/1603.06560">Li et al.: Hyperband</a>
 */
public final class Hyperband extends Halving {
  @Override
  public String name() {
    return "hyperband";
  }

  @Override
  public String description() {
    return "As asha, but some points start with greater budgets.";
  }

  @Override
  UnitSearch search(SearchProblem problem, Settings settings, int budget, double factor) {
    return new HalvingSearch(
        problem, budget, factor, (int) problem.dimensions().get(budget).levels());
  }
}
