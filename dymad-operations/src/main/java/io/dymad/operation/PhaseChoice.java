package io.dymad.operation;

import io.dymad.training.Phase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A phase of a training, as it was asked for.
 *
 * @param phase what is carried out
 * @param options all options with their values, by name; {@code trainer} or {@code data} is the
 *     first
 */
record PhaseChoice(Phase phase, Map<String, Object> options) {
  PhaseChoice {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Returns the trainer, or what becomes of the data. */
  String trainer() {
    return String.valueOf(options.getOrDefault("trainer", options.get("data")));
  }
}
