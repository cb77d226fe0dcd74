package io.dymad.agent.registry;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.DatasetKind;
import io.dymad.models.Variant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training that is known to work, which requests change by overrides.
 *
 * @param key such as {@code kbf-regular-default}
 * @param variant the model
 * @param config DyMAD's configuration, without data and model name
 */
public record Profile(String key, Variant variant, Map<String, Object> config) {
  public Profile {
    requireNonNull(key, "key");
    requireNonNull(variant, "variant");
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /** Returns the kind of dataset it is for. */
  public DatasetKind kind() {
    return ModelCapability.kind(variant);
  }

  /** Returns the phases of the configuration. */
  public List<?> phases() {
    return config.get("phases") instanceof List<?> phases ? phases : List.of();
  }

  /** Returns the profile for programs. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key);
    map.put("model_key", variant.familyKey());
    map.put("model_ref", variant.reference());
    map.put("dataset_kind", kind().wireName());
    map.put("config", config);
    return map;
  }
}
