package io.metalab.core.search;

import io.metalab.api.Goal;
import io.metalab.api.Params;
import io.metalab.api.search.Evidence;
import io.metalab.api.search.Evidence.Outcome;
import io.metalab.core.search.SearchProgress.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** What the results of a search come to: how many have values, and the best of them. */
final class SearchScore {
  private final List<Goal> goals;
  private final Front front = new Front();
  private long valued;

  SearchScore(List<Goal> goals) {
    this.goals = goals;
  }

  void add(Evidence evidence) {
    if (evidence.outcome() == Outcome.VALUED) {
      valued++;
      front.add(evidence);
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
   */
  List<Suggestion> best(LongFunction<Params> params) {
    List<Suggestion> best = new ArrayList<>();
    for (Evidence evidence : front.members()) {
      List<Double> values = new ArrayList<>();
      for (int goal = 0; goal < goals.size(); goal++) {
        double value = evidence.values().get(goal);
        values.add(goals.get(goal).minimize() ? value : -value);
      }
      best.add(
          new Suggestion(evidence.suggestion(), params.apply(evidence.suggestion()), values));
    }
    return best;
  }
}
