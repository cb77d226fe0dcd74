package io.metalab.core.search;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.UnitSearch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A search under way: turns what its algorithm suggests into points of the space and back. */
final class SpaceSearch implements AskTell {
  /** The condition that so many points in a row break admits next to nothing. */
  private static final int MOST_DRAWS = 10_000;

  /** After so many draws near a point that breaks the condition, the whole cube is drawn from. */
  private static final double NEAR_DRAWS = 64;

  private final Search search;
  private final UnitSearch algorithm;
  private final SeedBundle seeds;
  private final ArrayDeque<double[]> untold = new ArrayDeque<>();
  private long asked;

  SpaceSearch(Search search, UnitSearch algorithm, SeedBundle seeds) {
    this.search = search;
    this.algorithm = algorithm;
    this.seeds = seeds;
  }

  @Override
  public Optional<List<ParamCase>> ask() {
    Optional<double[]> suggested = algorithm.ask();
    if (suggested.isEmpty()) {
      return Optional.empty();
    }
    double[] point = admitted(clipped(suggested.get()));
    untold.add(point);
    List<ParamCase> cases = cases(point);
    asked++;
    return Optional.of(cases);
  }

  private static double[] clipped(double[] point) {
    double[] clipped = point.clone();
    for (int i = 0; i < clipped.length; i++) {
      if (Double.isNaN(clipped[i])) {
        throw new IllegalStateException("A search suggested NaN.");
      }
      clipped[i] = Math.max(0, Math.min(1, clipped[i]));
    }
    return clipped;
  }

  /** Returns the point, or one drawn ever further away from it that meets the condition. */
  private double[] admitted(double[] point) {
    if (search.space().where().isEmpty() || search.space().admits(search.space().at(point))) {
      return point;
    }
    RandomGenerator random = seeds.stream("redraw/" + asked);
    for (int draw = 1; draw <= MOST_DRAWS; draw++) {
      double share = Math.min(1, draw / NEAR_DRAWS);
      double[] other = new double[point.length];
      for (int i = 0; i < other.length; i++) {
        other[i] = point[i] + share * (random.nextDouble() - point[i]);
      }
      if (search.space().admits(search.space().at(other))) {
        return other;
      }
    }
    throw new MetalabException(
        ErrorCode.INVALID_STUDY,
        "None of %d points drawn meets the condition of the search: %s. Maybe loosen it, or narrow the bounds around what it admits."
            .formatted(MOST_DRAWS, search.space().where()));
  }

  private List<ParamCase> cases(double[] point) {
    Params params = search.constants().withAll(search.space().at(point));
    List<ParamCase> cases = new ArrayList<>(search.folds());
    for (int fold = 0; fold < search.folds(); fold++) {
      String caseId = "s" + asked + (search.folds() > 1 ? ".fold" + fold : "");
      cases.add(ParamCase.of(params.withAll(search.foldValues().get(fold)), caseId));
    }
    return cases;
  }

  @Override
  public void tell(Evidence evidence) {
    double[] point = untold.poll();
    if (point == null) {
      throw new IllegalStateException("Evidence %s is of no suggestion.".formatted(evidence));
    }
    algorithm.tell(point, evidence);
  }
}
