package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Successive halving with barriers under way; see {@link SuccessiveHalving}. */
final class BarrierSearch implements UnitSearch {
  private final SearchProblem problem;
  private final int budget;
  private final int levels;
  private final double factor;
  private final int points;
  private final RandomGenerator random;

  /** What is not over, in the order of its beginning; only the last one is new. */
  private final ArrayDeque<Heat> heats = new ArrayDeque<>();

  private final ArrayDeque<Heat> asked = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Result(double[] point, double value) {}

  /** Points that run against each other, all with one budget at a time. */
  private static final class Heat {
    private int level;
    private final ArrayDeque<double[]> waiting = new ArrayDeque<>();
    private int running;
    private final List<Result> results = new ArrayList<>();
  }

  BarrierSearch(SearchProblem problem, int budget, double factor, int points) {
    this.problem = problem;
    this.budget = budget;
    this.levels = (int) problem.dimensions().get(budget).levels();
    this.factor = factor;
    this.points = points;
    this.random = problem.seeds().stream("halving");
  }

  @Override
  public Optional<double[]> ask() {
    Heat heat =
        heats.stream().filter(known -> !known.waiting.isEmpty()).findFirst().orElseGet(this::begin);
    double[] point = heat.waiting.remove();
    point[budget] = problem.dimensions().get(budget).coordinate(heat.level);
    heat.running++;
    asked.add(heat);
    return Optional.of(point);
  }

  private Heat begin() {
    Heat heat = new Heat();
    for (int i = 0; i < points; i++) {
      heat.waiting.add(UnitPoints.random(random, problem.dimensions().size()));
    }
    heats.add(heat);
    return heat;
  }

  @Override
  public void tell(double[] point, Evidence evidence) {
    Heat heat = asked.remove();
    heat.running--;
    heat.results.add(new Result(point.clone(), evidence.value()));
    if (heat.running == 0 && heat.waiting.isEmpty()) {
      goOn(heat);
    }
  }

  /** All have had their budget: the best share, of what has a value, gets the next. */
  private void goOn(Heat heat) {
    int most = Math.max(1, (int) (heat.results.size() / factor + 1e-9));
    heat.level++;
    if (heat.level < levels) {
      heat.results.stream()
          .filter(result -> result.value() < Double.POSITIVE_INFINITY)
          .sorted(Comparator.comparingDouble(Result::value)) // equal ones stay in their order
          .limit(most)
          .forEach(result -> heat.waiting.add(result.point()));
    }
    heat.results.clear();
    if (heat.waiting.isEmpty()) {
      heats.remove(heat);
    }
  }
}
