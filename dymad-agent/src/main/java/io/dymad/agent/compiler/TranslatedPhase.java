package io.dymad.agent.compiler;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A phase as {@code dymad.train} takes it.
 *
 * @param fieldPath where it stands in the request
 * @param options of the phase
 * @param names of options in the request, where they differ
 */
record TranslatedPhase(String fieldPath, Map<String, Object> options, Map<String, String> names) {
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
    if (options.containsKey("data")) {
      return 0;
    }
    return options.get("epochs") instanceof Number epochs ? epochs.longValue() : 1;
  }
}
