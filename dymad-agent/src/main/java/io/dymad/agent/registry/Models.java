package io.dymad.agent.registry;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.models.Variant;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The families of models, by key, alias, or the name or reference of one of their variants. */
public final class Models {
  private static final List<ModelCapability> ALL = families();

  private Models() {}

  private static List<ModelCapability> families() {
    Map<String, List<Variant>> byFamily = new LinkedHashMap<>();
    for (Variant variant : Variant.values()) {
      byFamily.computeIfAbsent(variant.familyKey(), key -> new ArrayList<>()).add(variant);
    }
    return byFamily.values().stream()
        .map(
            variants ->
                new ModelCapability(
                    variants.get(0).familyKey(), variants.get(0).familyAlias(), variants))
        .toList();
  }

  /** Returns all families. */
  public static List<ModelCapability> all() {
    return ALL;
  }

  /**
   * Returns the model that a name stands for on a kind of dataset: a variant is itself, a family is
   * its first variant for that kind, in continuous time where there is one.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_model_key} at {@code model_key},
   *     listing the keys, if nothing has the name; with {@code dataset_kind} if the model is not
   *     one for such datasets
   */
  public static Variant resolve(String name, DatasetKind kind) {
    for (ModelCapability family : ALL) {
      if (family.key().equals(name) || family.alias().equals(name)) {
        return family
            .findDefault(kind)
            .orElseThrow(() -> otherKind(name, kind, family.variants()).exception());
      }
    }
    Variant variant = variant(name);
    if (ModelCapability.kind(variant) != kind) {
      throw otherKind(name, kind, family(variant).variants()).exception();
    }
    return variant;
  }

  /** Returns the family of a variant. */
  public static ModelCapability family(Variant variant) {
    return ALL.stream()
        .filter(family -> family.variants().contains(variant))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns the family of a key, alias, variant or reference.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_model_key} at {@code model_key}
   */
  public static ModelCapability find(String name) {
    return ALL.stream()
        .filter(family -> family.key().equals(name) || family.alias().equals(name))
        .findFirst()
        .orElseGet(() -> family(variant(name)));
  }

  private static Variant variant(String name) {
    return Arrays.stream(Variant.values())
        .filter(known -> known.name().equals(name) || known.reference().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name).exception());
  }

  private static AgentProblem unknown(String name) {
    List<String> keys = ALL.stream().map(ModelCapability::key).toList();
    List<String> names = new ArrayList<>(keys);
    Arrays.stream(Variant.values()).map(Variant::name).forEach(names::add);
    String meant =
        DidYouMean.closest(name, keys)
            .or(() -> DidYouMean.closest(name, names))
            .map(" Did you mean '%s'?"::formatted)
            .orElse("");
    return AgentProblem.of(
            "unknown_model_key",
            "There is no model '%s'.%s Families are %s; a variant such as DKBF is a key, too."
                .formatted(name, meant, String.join(", ", keys)))
        .at("model_key")
        .withHint("list_model_capabilities, or dymad registry list models")
        .withDetail("known", names);
  }

  private static AgentProblem otherKind(String name, DatasetKind kind, List<Variant> family) {
    List<String> fitting =
        family.stream()
            .filter(variant -> ModelCapability.kind(variant) == kind)
            .map(Variant::name)
            .toList();
    return AgentProblem.of(
            "dataset_kind",
            "The model %s is not one for a %s dataset.%s"
                .formatted(
                    name,
                    kind.wireName(),
                    fitting.isEmpty()
                        ? " Its family has none."
                        : " Of its family, %s are.".formatted(String.join(", ", fitting))))
        .at("model_key");
  }
}
