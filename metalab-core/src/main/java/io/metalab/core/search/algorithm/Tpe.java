package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tree-structured Parzen estimator: of some points drawn near good ones, the one that good
 * points make likely and others do not.
 *
 * <p>It remembers the good points, 25 at most, and as many of the others as {@code memory} says,
 * the latest ones, so that a suggestion costs the same however many results there are. Suggestions
 * without a value count as worse than all others, those whose result is not there yet as well, so
 * that a batch does not crowd.
 *
 * @see <a href="https://arxiv.org/abs/2304.11127">Watanabe: Tree-structured Parzen estimator,
 *     understanding its algorithm components</a>
 */
public final class Tpe implements SearchAlgorithm {
  private static final int START = 10;
  private static final int CANDIDATES = 24;
  private static final int MEMORY = 200;
  private static final double SHARE = 0.1;

  @Override
  public String name() {
    return "tpe";
  }

  @Override
  public String description() {
    return "Points near good ones and away from others; takes categories and conditions.";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("start", "suggestions that are drawn evenly first; 10");
    settings.put("candidates", "points that are drawn for each suggestion; 24");
    settings.put("share", "share of the results that count as good, 25 results at most; 0.1");
    settings.put("memory", "results besides the good ones that are remembered; 200");
    return settings;
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    Settings settings = new Settings(name(), problem);
    settings.requireOneGoal();
    settings.requireNoBudget();
    return new TpeSearch(
        problem,
        settings.integer("start", START, 1),
        settings.integer("candidates", CANDIDATES, 1),
        settings.number("share", SHARE, 0.001, 0.9),
        settings.integer("memory", MEMORY, 1));
  }
}
