package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Successive halving under way, in one or several brackets that differ in where they start. */
final class HalvingSearch implements UnitSearch {
  private final SearchProblem problem;
  private final int budget;
  private final int levels;
  private final RandomGenerator random;
  private final List<Bracket> brackets = new ArrayList<>();
  private final ArrayDeque<Rung> asked = new ArrayDeque<>();

  /** The rungs of one bracket, the smallest budget first, and how many points it was given. */
  private static final class Bracket {
    private final List<Rung> rungs = new ArrayList<>();
    private final double weight;
    private long started;

    private Bracket(int first, int levels, double factor) {
      for (int level = first; level < levels; level++) {
        rungs.add(new Rung(level, factor));
      }
      // Hyperband spends about the same on each bracket.
      int halvings = levels - 1 - first;
      this.weight = levels / (halvings + 1.0) * StrictMath.pow(factor, halvings);
    }
  }

  HalvingSearch(SearchProblem problem, int budget, double factor, int brackets) {
    this.problem = problem;
    this.budget = budget;
    this.levels = (int) problem.dimensions().get(budget).levels();
    this.random = problem.seeds().stream("halving");
    for (int first = 0; first < brackets; first++) {
      this.brackets.add(new Bracket(first, levels, factor));
    }
  }

  @Override
  public Optional<double[]> ask() {
    for (int level = levels - 2; level >= 0; level--) {
      for (Bracket bracket : brackets) {
        int own = level - bracket.rungs.get(0).level();
        if (own < 0) {
          continue;
        }
        Optional<double[]> promoted = bracket.rungs.get(own).promote();
        if (promoted.isPresent()) {
          return at(promoted.get(), bracket.rungs.get(own + 1));
        }
      }
    }
    Bracket bracket = brackets.get(0);
    for (Bracket other : brackets) {
      if (other.started / other.weight < bracket.started / bracket.weight) {
        bracket = other;
      }
    }
    bracket.started++;
    return at(UnitPoints.random(random, problem.dimensions().size()), bracket.rungs.get(0));
  }

  private Optional<double[]> at(double[] point, Rung rung) {
    double[] moved = point.clone();
    moved[budget] = problem.dimensions().get(budget).coordinate(rung.level());
    asked.add(rung);
    return Optional.of(moved);
  }

  @Override
  public void tell(double[] point, Evidence evidence) {
    asked.remove().add(point.clone(), evidence.value());
  }
}
