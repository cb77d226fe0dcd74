package io.dymad.agent.compiler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A phase as {@code dymad.train} takes it.
 *
 * @param fieldPath where it stands in the request
 * @param options of the phase
 * @param names of options in the request, where they differ
 */
record TranslatedPhase(String fieldPath, Map<String, Object> options, Map<String, String> names) {
  /** The options that name what a phase keeps; such a phase trains nothing. */
  private static final List<String> KEPT = List.of("analysis", "export");

  TranslatedPhase {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /** Returns the path in the request of an option. */
  String fieldPath(String option) {
    return fieldPath + "." + names.getOrDefault(option, option);
  }

  /** Returns how many epochs it counts as. */
  long epochs() {
    if (options.containsKey("data") || KEPT.stream().anyMatch(options::containsKey)) {
      return 0;
    }
    return options.get("epochs") instanceof Number epochs ? epochs.longValue() : 1;
  }

  /**
   * Returns the phase as it is in a round of a repeat, from 1: what is kept there has its number.
   */
  TranslatedPhase inRound(long round) {
    Map<String, Object> numbered = new LinkedHashMap<>(options);
    KEPT.forEach(kind -> numbered.computeIfPresent(kind, (key, name) -> name + "_" + round));
    return new TranslatedPhase(fieldPath, numbered, names);
  }
}
