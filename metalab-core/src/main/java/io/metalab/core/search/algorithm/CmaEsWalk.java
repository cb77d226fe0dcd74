package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.UnitSearch;
import io.metalab.core.params.UnitSequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Restarts of {@link CovarianceStrategy}; see {@link CmaEs}. */
final class CmaEsWalk implements UnitSearch {
  private static final int MOST_REDRAWS = 20;

  /** So many generations without progress end a start. */
  private static final int PATIENCE = 40;

  private final UnitSequence starts;
  private final RandomGenerator random;
  private final int dimensions;
  private final double sigma;
  private final double tolerance;

  /** The start that each point was asked for in. */
  private final ArrayDeque<Integer> asked = new ArrayDeque<>();

  private final List<CovarianceStrategy.Offspring> told = new ArrayList<>();
  private CovarianceStrategy strategy;
  private int population;
  private int started;
  private double best = Double.POSITIVE_INFINITY;
  private int idle;

  CmaEsWalk(
      UnitSequence starts,
      RandomGenerator random,
      int dimensions,
      int population,
      double sigma,
      double tolerance) {
    this.starts = starts;
    this.random = random;
    this.dimensions = dimensions;
    this.population = population;
    this.sigma = sigma;
    this.tolerance = tolerance;
    this.strategy = new CovarianceStrategy(starts.at(0), sigma, population);
  }

  @Override
  public Optional<double[]> ask() {
    asked.add(started);
    double[] point = strategy.draw(normals());
    for (int i = 0; i < MOST_REDRAWS && !isInside(point); i++) {
      point = strategy.draw(normals());
    }
    for (int i = 0; i < dimensions; i++) {
      point[i] = UnitPoints.clip(point[i]);
    }
    return Optional.of(point);
  }

  private double[] normals() {
    double[] normals = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      normals[i] = random.nextGaussian();
    }
    return normals;
  }

  private static boolean isInside(double[] point) {
    for (double coordinate : point) {
      if (coordinate < 0 || coordinate > 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void tell(double[] point, Evidence evidence) {
    if (asked.remove() != started) {
      return; // It belongs to a start that is over.
    }
    told.add(new CovarianceStrategy.Offspring(point.clone(), evidence.value()));
    if (told.size() < population) {
      return;
    }
    told.sort(Comparator.comparingDouble(CovarianceStrategy.Offspring::value));
    double first = told.get(0).value();
    idle = first < best - 1e-12 * Math.abs(best) || best == Double.POSITIVE_INFINITY ? 0 : idle + 1;
    best = Math.min(best, first);
    if (Double.isFinite(told.get(population / 2 - 1).value())) {
      strategy.update(told);
    }
    told.clear();
    if (strategy.isNarrow(tolerance) || idle > PATIENCE) {
      restart();
    }
  }

  private void restart() {
    started++;
    population *= 2;
    best = Double.POSITIVE_INFINITY;
    idle = 0;
    strategy = new CovarianceStrategy(starts.at(started), sigma, population);
  }
}
