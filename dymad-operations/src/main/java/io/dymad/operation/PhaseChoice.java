package io.dymad.operation;

import io.dymad.training.Export;
import io.dymad.training.Phase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A phase of a training, as it was asked for.
 *
 * @param phase what is carried out
 * @param options all options with their values, by name; {@code trainer}, {@code data}, {@code
 *     analysis} or {@code export} is the first
 */
record PhaseChoice(Phase phase, Map<String, Object> options) {
  PhaseChoice {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Returns the trainer, or what becomes of the data, or that something is kept. */
  String trainer() {
    String kind = options.keySet().iterator().next();
    return keeps() ? kind : String.valueOf(options.get(kind));
  }

  /** Returns whether the phase keeps something and changes nothing. */
  boolean keeps() {
    return phase instanceof Export;
  }

  /** Returns the name of what is kept. */
  String name() {
    return String.valueOf(options.values().iterator().next());
  }
}
