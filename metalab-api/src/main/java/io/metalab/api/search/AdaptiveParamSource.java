package io.metalab.api.search;

import io.metalab.api.Goal;
import io.metalab.api.ParamSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a search: points that are suggested one after the other, each from the results
 * of earlier ones.
 *
 * <p>A declaration is immutable and holds no results. Suggestion <em>k</em> sees exactly the
 * results of suggestions 0 to <em>k - batch</em>, whichever came first, so that it is the same with
 * any number of workers. Each suggestion has the same number of points, {@link #folds()}; point
 * <em>i</em> is of suggestion <em>i / folds</em>.
 *
 * <p>{@link #size()} counts the points of all suggestions that may be asked for. {@link #caseAt}
 * knows the points that no result decides, those of the first {@link #batch()} suggestions, and
 * refuses others with {@link IllegalStateException}.
 */
public interface AdaptiveParamSource extends ParamSource {
  /** Returns the most suggestions that are asked for. */
  long budget();

  /** Returns how many suggestions are decided upon without the result of the first; at least 1. */
  int batch();

  /** Returns the number of points of each suggestion, at least 1; their results are averaged. */
  int folds();

  /** Returns what is optimized; empty for the goal of the study. */
  List<Goal> goals();

  /**
   * Returns what decides the suggestions, as plain JSON values. What only says how many there are
   * is not part of it: a search may be continued beyond its budget.
   */
  Map<String, @Nullable Object> configuration();

  /**
   * Starts the search from its beginning.
   *
   * @param goals how many goals evidence has values of
   */
  AskTell start(int goals);
}
