package io.metalab.core.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Goal;
import io.metalab.api.Params;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import java.util.List;
import java.util.Optional;

/**
 * How far a search is.
 *
 * @param search one line that says what is searched, and how
 * @param budget the most suggestions
 * @param batch how many are decided upon without the result of the first
 * @param decided suggestions that were decided upon
 * @param results suggestions whose results are there
 * @param valued those of them that have values
 * @param ended whether there are no further suggestions
 * @param goals what is optimized
 * @param best the suggestions that no other is better than: one, or for several goals the front of
 *     those that are better in one goal only by being worse in another, in ascending order of the
 *     first goal
 */
public record SearchProgress(
    String search,
    long budget,
    int batch,
    long decided,
    long results,
    long valued,
    boolean ended,
    List<Goal> goals,
    List<Suggestion> best) {
  public SearchProgress {
    requireNonNull(search, "search");
    goals = List.copyOf(goals);
    best = List.copyOf(best);
  }

  /**
   * A suggestion with values.
   *
   * @param number from 0
   * @param params its params, those of the first fold
   * @param values the means over its runs, in the order of the goals
   */
  public record Suggestion(long number, Params params, List<Double> values) {
    public Suggestion {
      requireNonNull(params, "params");
      values = List.copyOf(values);
    }
  }

  /** Returns how far the search of a plan is by what a store holds now; empty if it has none. */
  public static Optional<SearchProgress> of(StudyPlan plan, Store store) {
    return plan.experiment().params() instanceof AdaptiveParamSource search
        ? LoggedProgress.of(plan, search, store)
            .or(() -> SearchDriver.reader(plan, store).map(SearchDriver::progress))
        : Optional.empty();
  }
}
