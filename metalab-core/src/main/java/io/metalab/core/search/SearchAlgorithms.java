package io.metalab.core.search;

import io.metalab.api.search.SearchAlgorithm;
import io.metalab.core.registry.Plugins;

/** The search algorithms that there are. */
public final class SearchAlgorithms {
  private SearchAlgorithms() {}

  /** Returns the algorithms that a class loader sees, by name. */
  public static Plugins<SearchAlgorithm> of(ClassLoader loader) {
    return Plugins.load("search", SearchAlgorithm.class, SearchAlgorithm::name, loader);
  }
}
