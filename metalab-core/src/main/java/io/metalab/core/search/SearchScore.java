package io.metalab.core.search;

import io.metalab.api.Goal;
import io.metalab.api.Params;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.Evidence.Outcome;
import io.metalab.core.search.SearchProgress.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;

/** What the results of a search come to: how many have values, and the best of them. */
final class SearchScore {
  /** So many suggestions with the best value are compared. */
  private static final int MOST_TIES = 1_000;

  private final List<Goal> goals;

  /** The suggestions with the least value of one goal, in their order. */
  private final List<Evidence> equal = new ArrayList<>();

  private final Front front = new Front();
  private long valued;

  SearchScore(List<Goal> goals) {
    this.goals = goals;
  }

  void add(Evidence evidence) {
    if (evidence.outcome() == Outcome.VALUED) {
      valued++;
      if (goals.size() > 1) {
        front.add(evidence);
      } else {
        compare(evidence);
      }
    }
  }

  private void compare(Evidence evidence) {
    int order = equal.isEmpty() ? -1 : Double.compare(evidence.value(), equal.get(0).value());
    if (order < 0) {
      equal.clear();
    }
    if (order <= 0 && equal.size() < MOST_TIES) {
      equal.add(evidence);
    }
  }

  /** Returns how many suggestions have values. */
  long valued() {
    return valued;
  }

  /**
   * Returns the suggestions that no other is better than, with their values as the goals have them.
   *
   * @param params tells the params of a suggestion
   * @param ties what decides between suggestions with one value
   * @param deviation tells the standard deviation over the runs of a suggestion
   */
  List<Suggestion> best(
      LongFunction<Params> params, List<TieBreaker> ties, LongToDoubleFunction deviation) {
    Comparator<Evidence> order = Comparator.comparingInt(evidence -> 0);
    for (TieBreaker tie : ties) {
      order =
          order.thenComparingDouble(
              evidence ->
                  switch (tie) {
                    case STD_METRIC -> deviation.applyAsDouble(evidence.suggestion());
                    case PARAM_L1 -> size(params.apply(evidence.suggestion()));
                    case COMBO_INDEX -> evidence.suggestion();
                  });
    }
    return shown(
        goals.size() > 1 ? front.members() : equal.stream().min(order).stream().toList(), params);
  }

  private static double size(Params params) {
    return params.asMap().values().stream()
        .filter(Number.class::isInstance)
        .mapToDouble(value -> Math.abs(((Number) value).doubleValue()))
        .sum();
  }

  private List<Suggestion> shown(List<Evidence> members, LongFunction<Params> params) {
    List<Suggestion> best = new ArrayList<>();
    for (Evidence evidence : members) {
      List<Double> values = new ArrayList<>();
      for (int goal = 0; goal < goals.size(); goal++) {
        double value = evidence.values().get(goal);
        values.add(goals.get(goal).minimize() ? value : -value);
      }
      best.add(new Suggestion(evidence.suggestion(), params.apply(evidence.suggestion()), values));
    }
    return best;
  }
}
