package io.metalab.core.search;

import io.metalab.api.MetalabException;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.core.registry.Plugins;
import java.util.Map;

/** The search algorithms that there are. */
public final class SearchAlgorithms {
  /** What the sweeps of DyMAD call searches that are here under shorter names. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "nelder_mead_like", "nelder_mead",
          "multi_start_nelder_mead", "nelder_mead",
          "batch_pattern_search", "pattern");

  private SearchAlgorithms() {}

  /** Returns the algorithms that a class loader sees, by name. */
  public static Plugins<SearchAlgorithm> of(ClassLoader loader) {
    return Plugins.load("search", SearchAlgorithm.class, SearchAlgorithm::name, loader);
  }

  /**
   * Returns the algorithm of a name, which may be one of DyMAD's sweeps.
   *
   * @throws MetalabException with {@code UNKNOWN_PLUGIN} if there is none
   */
  public static SearchAlgorithm byName(String name, ClassLoader loader) {
    return of(loader).byName(OTHER_NAMES.getOrDefault(name, name));
  }
}
