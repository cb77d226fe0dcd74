package io.metalab.core.search;

import io.metalab.api.Goal;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import java.util.List;
import java.util.Optional;

/**
 * How far a search is, by its log alone: what decided its suggestions is not computed again, which
 * would cost as much as the search did.
 */
final class LoggedProgress {
  private LoggedProgress() {}

  /**
   * Returns how far a search is; empty if there is no log, or the results are there that the next
   * suggestion depends on, so that the algorithm has to say whether there is one.
   */
  static Optional<SearchProgress> of(StudyPlan plan, AdaptiveParamSource search, Store store) {
    List<SuggestionEntry> entries = SearchLog.of(plan, search, store).read();
    List<Goal> goals =
        search.goals().isEmpty() ? List.of(plan.experiment().goal()) : search.goals();
    int decided = entries.size();
    if (decided == 0 || (decided < search.budget() && isOver(entries, search, store, goals))) {
      return Optional.empty();
    }
    SearchScore score = new SearchScore(goals);
    int results = 0;
    for (SuggestionEntry entry : entries) {
      if (entry.told().isPresent()) {
        results++;
        score.add(entry.told().get().evidence());
      }
    }
    for (SuggestionEntry entry : entries.subList(results, decided)) {
      Optional<SuggestionResults> known = SuggestionResults.read(store, goals, entry.runs());
      if (known.isPresent()) {
        results++;
        score.add(known.get().evidence(entry.number()));
      }
    }
    return Optional.of(
        new SearchProgress(
            search.describe(),
            search.budget(),
            search.batch(),
            decided,
            results,
            score.valued(),
            decided >= search.budget(),
            goals,
            score.best(
                number -> entries.get((int) number).params().get(0),
                Search.ties(search),
                number ->
                    SuggestionResults.deviation(store, goals, entries.get((int) number).runs()))));
  }

  /** Returns whether the results are there that the next suggestion depends on. */
  private static boolean isOver(
      List<SuggestionEntry> entries, AdaptiveParamSource search, Store store, List<Goal> goals) {
    int needed = entries.size() - search.batch();
    return needed < 0
        || SuggestionResults.read(store, goals, entries.get(needed).runs()).isPresent();
  }
}
