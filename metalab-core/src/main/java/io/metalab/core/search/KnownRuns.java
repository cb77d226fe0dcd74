package io.metalab.core.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;

/**
 * The runs of a plan that are known by what a store holds now: of a search those of the suggestions
 * that were decided upon or can be, of other studies all.
 *
 * @param plan holds these runs
 * @param mayFollow how many more runs the search may yet ask for
 */
public record KnownRuns(StudyPlan plan, long mayFollow) {
  public KnownRuns {
    requireNonNull(plan, "plan");
  }

  /** Returns the runs of a plan that are known; nothing is written. */
  public static KnownRuns of(StudyPlan plan, Store store) {
    return SearchDriver.reader(plan, store)
        .map(SearchDriver::known)
        .orElseGet(() -> new KnownRuns(plan, 0));
  }
}
