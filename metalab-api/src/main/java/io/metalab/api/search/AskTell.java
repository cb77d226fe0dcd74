package io.metalab.api.search;

import io.metalab.api.ParamCase;
import java.util.List;
import java.util.Optional;

/**
 * A search under way. Belongs to one thread; the same answers follow on the same evidence, in every
 * process.
 */
public interface AskTell {
  /**
   * Returns the points of the next suggestion, one per fold; empty once the search has ended by
   * itself.
   */
  Optional<List<ParamCase>> ask();

  /** Takes the results of a suggestion; told in the order in which suggestions were asked for. */
  void tell(Evidence evidence);
}
