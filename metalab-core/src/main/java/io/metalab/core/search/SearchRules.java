package io.metalab.core.search;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.core.registry.DidYouMean;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is checked of a search before its algorithm sees it. */
final class SearchRules {
  private SearchRules() {}

  static void check(Search search) {
    atLeastOne("n, the number of suggestions", search.budget());
    atLeastOne("batch", search.batch());
    if (search.foldValues().isEmpty()) {
      throw invalid("A search has at least one fold.");
    }
    Set<String> names = new LinkedHashSet<>(search.space().names());
    names.retainAll(search.constants().names());
    for (Params fold : search.foldValues()) {
      fold.names().stream()
          .filter(name -> search.space().names().contains(name) || search.constants().has(name))
          .forEach(names::add);
    }
    if (!names.isEmpty()) {
      throw invalid(
          "The parameter %s is both searched and set otherwise. Leave it out of one."
              .formatted(names.iterator().next()));
    }
    Set<String> settings = search.algorithm().settings().keySet();
    for (String name : search.settings().names()) {
      if (!settings.contains(name)) {
        throw invalid(
            "The search %s has no setting '%s'.%s Its settings are %s."
                .formatted(
                    search.algorithm().name(), name, DidYouMean.hint(name, settings), settings));
      }
    }
  }

  private static void atLeastOne(String what, long value) {
    if (value < 1) {
      throw invalid("The %s (%d) of a search must be at least 1.".formatted(what, value));
    }
  }

  private static MetalabException invalid(String message) {
    return new MetalabException(ErrorCode.INVALID_STUDY, message);
  }
}
