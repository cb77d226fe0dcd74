package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import io.metalab.core.params.UnitSequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A Parzen estimator under way; see {@link Tpe}. */
final class TpeSearch implements UnitSearch {
  private static final int MOST_GOOD = 25;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Result(double[] point, double value) {}

  private final SearchProblem problem;
  private final int start;
  private final int candidates;
  private final double share;
  private final int memory;
  private final RandomGenerator random;
  private final UnitSequence first;

  /** The best results, ascending, {@link #MOST_GOOD} at most. */
  private final List<Result> best = new ArrayList<>();

  /** The latest of the others. */
  private final ArrayDeque<Result> others = new ArrayDeque<>();

  private final ArrayDeque<double[]> pending = new ArrayDeque<>();
  private long asked;
  private long told;

  TpeSearch(SearchProblem problem, int start, int candidates, double share, int memory) {
    this.problem = problem;
    this.start = start;
    this.candidates = candidates;
    this.share = share;
    this.memory = memory;
    this.random = problem.seeds().stream("tpe");
    this.first = UnitPoints.sobol(problem.seeds(), problem.dimensions().size());
  }

  @Override
  public Optional<double[]> ask() {
    double[] point = asked < start || best.isEmpty() ? first.at(asked) : suggestion();
    asked++;
    pending.add(point.clone());
    return Optional.of(point);
  }

  private double[] suggestion() {
    int good = Math.max(1, (int) Math.min(best.size(), Math.ceil(share * told)));
    Parzen near = new Parzen(problem, points(best.subList(0, good)));
    List<double[]> rest = points(best.subList(good, best.size()));
    others.forEach(result -> rest.add(result.point()));
    rest.addAll(pending);
    Parzen far = new Parzen(problem, rest);
    double[] chosen = near.draw(random);
    double score = near.logDensity(chosen) - far.logDensity(chosen);
    for (int i = 1; i < candidates; i++) {
      double[] other = near.draw(random);
      double otherScore = near.logDensity(other) - far.logDensity(other);
      if (otherScore > score) {
        chosen = other;
        score = otherScore;
      }
    }
    return chosen;
  }

  private static List<double[]> points(List<Result> results) {
    List<double[]> points = new ArrayList<>(results.size());
    results.forEach(result -> points.add(result.point()));
    return points;
  }

  @Override
  public void tell(double[] point, Evidence evidence) {
    pending.remove();
    told++;
    Result result = new Result(point.clone(), evidence.value());
    if (Double.isInfinite(result.value())) {
      forget(result);
      return;
    }
    int place = best.size();
    while (place > 0 && best.get(place - 1).value() > result.value()) {
      place--;
    }
    best.add(place, result);
    if (best.size() > MOST_GOOD) {
      forget(best.remove(MOST_GOOD));
    }
  }

  private void forget(Result result) {
    others.add(result);
    if (others.size() > memory) {
      others.remove();
    }
  }
}
