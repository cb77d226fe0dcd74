package io.metalab.core.search.algorithm;

import io.metalab.api.search.Dimension;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import io.metalab.core.params.UnitSequence;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** NSGA-II under way: simulated binary crossover, polynomial mutation, binary tournaments. */
final class Breeding implements UnitSearch {
  private static final double CROSSOVER_INDEX = 15;
  private static final double MUTATION_INDEX = 20;

  private final SearchProblem problem;
  private final int size;
  private final double crossover;
  private final RandomGenerator random;
  private final UnitSequence first;
  private final Population population;
  private long asked;

  Breeding(SearchProblem problem, int size, double crossover) {
    this.problem = problem;
    this.size = size;
    this.crossover = crossover;
    this.random = problem.seeds().stream("nsga2");
    this.first = UnitPoints.sobol(problem.seeds(), problem.dimensions().size());
    this.population = new Population(size);
  }

  @Override
  public Optional<double[]> ask() {
    double[] point = asked < size || population.size() < 2 ? first.at(asked) : child();
    asked++;
    return Optional.of(point);
  }

  private double[] child() {
    double[] child = population.tournament(random).clone();
    double[] other = population.tournament(random);
    if (random.nextDouble() < crossover) {
      for (int i = 0; i < child.length; i++) {
        if (random.nextBoolean()) {
          child[i] = isCategory(i) ? other[i] : crossed(child[i], other[i]);
        }
      }
    }
    for (int i = 0; i < child.length; i++) {
      if (random.nextDouble() < 1.0 / child.length) {
        child[i] = isCategory(i) ? random.nextDouble() : mutated(child[i]);
      }
    }
    return child;
  }

  private boolean isCategory(int dimension) {
    return problem.dimensions().get(dimension).kind() == Dimension.Kind.CATEGORY;
  }

  private double crossed(double one, double other) {
    double u = random.nextDouble();
    double spread =
        u < 0.5
            ? StrictMath.pow(2 * u, 1 / (CROSSOVER_INDEX + 1))
            : StrictMath.pow(1 / (2 * (1 - u)), 1 / (CROSSOVER_INDEX + 1));
    return UnitPoints.clip(((1 + spread) * one + (1 - spread) * other) / 2);
  }

  private double mutated(double coordinate) {
    double u = random.nextDouble();
    double exponent = 1 / (MUTATION_INDEX + 1);
    double change =
        u < 0.5 ? StrictMath.pow(2 * u, exponent) - 1 : 1 - StrictMath.pow(2 * (1 - u), exponent);
    return UnitPoints.clip(coordinate + change);
  }

  @Override
  public void tell(double[] point, Evidence evidence) {
    if (evidence.outcome() == Evidence.Outcome.VALUED) {
      population.add(point.clone(), evidence.values());
    }
  }
}
