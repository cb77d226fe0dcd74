package io.dymad.agent.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of entry in a list of phases.
 *
 * @param key the kind, which an entry has as its {@code type}
 * @param summary what it does
 * @param required fields that must be there
 * @param optional fields that may be there
 * @param choices the only values of some fields
 * @param notes what else there is to know
 * @param example a whole entry
 */
public record PhaseEntry(
    String key,
    String summary,
    List<String> required,
    List<String> optional,
    Map<String, List<String>> choices,
    List<String> notes,
    Map<String, Object> example) {
  public PhaseEntry {
    required = List.copyOf(required);
    optional = List.copyOf(optional);
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    notes = List.copyOf(notes);
    example = Collections.unmodifiableMap(new LinkedHashMap<>(example));
  }

  /** Returns the kind for programs. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key);
    map.put("summary", summary);
    map.put("accepted_shape", "map");
    map.put("required_fields", required);
    map.put("optional_fields", optional);
    map.put("enum_fields", choices);
    map.put("allows_additional_keys", false);
    map.put("notes", notes);
    map.put("example", example);
    return map;
  }
}
