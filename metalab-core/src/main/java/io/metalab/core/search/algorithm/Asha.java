package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;

/**
 * Successive halving without barriers: new points get the smallest budget; of those that got one,
 * the best share gets the next.
 *
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al.: A system for massively parallel
 *     hyperparameter tuning</a>
 */
public final class Asha extends Halving {
  @Override
  public String name() {
    return "asha";
  }

  @Override
  public String description() {
    return "Many points with a small budget, the best of them with ever greater ones.";
  }

  @Override
  UnitSearch search(SearchProblem problem, Settings settings, int budget, double factor) {
    return new HalvingSearch(problem, budget, factor, 1);
  }
}
