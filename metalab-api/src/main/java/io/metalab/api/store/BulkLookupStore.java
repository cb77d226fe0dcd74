package io.metalab.api.store;

import io.metalab.api.RunIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ability to look up millions of runs without an object for each id. */
public interface BulkLookupStore {
  /**
   * Returns what {@link Store#findRuns} knows of each of the ids, in one look-up.
   *
   * @return by position, null for ids that are not stored or were removed
   */
  List<@Nullable StoredRun> lookUp(RunIds ids);
}
