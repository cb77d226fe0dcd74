package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The genetic algorithm for several goals that sorts by dominance, one child at a time.
 *
 * <p>A child's parents are the population as it is when the child is asked for; each result enters
 * the population, and the worst of it leaves: of the last front the one that stands closest to its
 * neighbours.
 *
 * @see <a href="https://doi.org/10.1109/4235.996017">Deb et al.: A fast and elitist multiobjective
 *     genetic algorithm: NSGA-II</a>
 */
public final class Nsga2 implements SearchAlgorithm {
  private static final int POPULATION = 40;
  private static final double CROSSOVER = 0.9;

  @Override
  public String name() {
    return "nsga2";
  }

  @Override
  public String description() {
    return "A population bred for several goals at once; finds their front.";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("population", "how many points breed; 40");
    settings.put("crossover", "how likely a child has two parents; 0.9");
    return settings;
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    Settings settings = new Settings(name(), problem);
    settings.requireNoBudget();
    return new Breeding(
        problem,
        settings.integer("population", POPULATION, 4),
        settings.number("crossover", CROSSOVER, 0, 1));
  }
}
