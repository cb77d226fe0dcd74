package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Points drawn independently; what every other search is measured against. */
public final class RandomSearch implements SearchAlgorithm {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public String description() {
    return "Points drawn independently of each other and of all results.";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    new Settings(name(), problem).requireNoBudget();
    RandomGenerator random = problem.seeds().stream("random");
    int dimensions = problem.dimensions().size();
    return new UnitSearch() {
      @Override
      public Optional<double[]> ask() {
        return Optional.of(UnitPoints.random(random, dimensions));
      }

      @Override
      public void tell(double[] point, Evidence evidence) {
        // No result decides anything.
      }
    };
  }
}
