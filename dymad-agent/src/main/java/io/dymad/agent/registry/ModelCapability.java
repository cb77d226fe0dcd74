package io.dymad.agent.registry;

import io.dymad.agent.DatasetKind;
import io.dymad.models.Time;
import io.dymad.models.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A family of models.
 *
 * @param key such as {@code kbf}
 * @param alias its long name
 * @param variants its models, the first one of each kind of dataset being the default for it
 */
public record ModelCapability(String key, String alias, List<Variant> variants) {
  public ModelCapability {
    variants = List.copyOf(variants);
  }

  /** Returns the kind of dataset that a variant is trained on. */
  public static DatasetKind kind(Variant variant) {
    return variant.isGraph() ? DatasetKind.GRAPH : DatasetKind.REGULAR;
  }

  /** Returns what the family stands for on a kind of dataset, if it has a model for it. */
  public Optional<Variant> findDefault(DatasetKind kind) {
    return variants.stream().filter(variant -> kind(variant) == kind).findFirst();
  }

  /** Returns the family for programs. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key);
    map.put("aliases", List.of(alias));
    map.put("variants", variants.stream().map(ModelCapability::toMap).toList());
    return map;
  }

  private static Map<String, Object> toMap(Variant variant) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", variant.name());
    map.put("model_ref", variant.reference());
    map.put("dataset_kind", kind(variant).wireName());
    map.put("time", variant.time() == Time.CONTINUOUS ? "continuous" : "discrete");
    return map;
  }
}
