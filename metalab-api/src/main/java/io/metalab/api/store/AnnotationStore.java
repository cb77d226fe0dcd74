package io.metalab.api.store;

import io.metalab.api.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The ability to add to runs after the fact, outside identity and results; each change is durable
 * on return. A change to a run that is not stored is refused with {@code NOT_FOUND}.
 */
public interface AnnotationStore {
  /** Adds and drops labels of a run. */
  void tag(RunId runId, List<String> add, List<String> drop);

  /** Adds a remark to a run. */
  void note(RunId runId, String text);

  /** Sets derived metrics of a run; names that are there already are replaced. */
  void putDerived(RunId runId, Map<String, Object> derived);

  /**
   * Removes a run with all its attempts but one that is being executed; a later attempt with a
   * higher attempt number stores it anew.
   */
  void remove(RunId runId);

  /**
   * Returns the highest attempt number that a removal covers, of those of the runs that were ever
   * removed; the next attempt at one has a higher number.
   */
  Map<RunId, Integer> removedAttempts(Collection<RunId> runIds);
}
