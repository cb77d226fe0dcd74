package io.metalab.api.search;

import java.util.Map;

/**
 * A plugin that searches the unit cube; found by {@link java.util.ServiceLoader} under its name.
 *
 * <p>All its randomness comes from {@link SearchProblem#seeds()}, and its numbers from operations
 * that give equal results on every machine, such as {@link StrictMath}: a search that is resumed
 * elsewhere must make the same suggestions.
 */
public interface SearchAlgorithm {
  /** Returns its name in study files, such as {@code nelder_mead}. */
  String name();

  /** Returns one line that says what it does. */
  String description();

  /** Returns what may be set, each with one line that says what it is and its default. */
  Map<String, String> settings();

  /**
   * Starts a search.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_STUDY} if it cannot search such
   *     dimensions or goals, or a setting is out of range
   */
  UnitSearch start(SearchProblem problem);
}
