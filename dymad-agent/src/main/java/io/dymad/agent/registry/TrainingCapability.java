package io.dymad.agent.registry;

import io.dymad.agent.DatasetKind;
import io.dymad.models.ModelSpec;
import io.dymad.models.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model is trained on a kind of dataset.
 *
 * @param variant the model
 * @param entries the kinds of phases
 */
public record TrainingCapability(Variant variant, List<PhaseEntry> entries) {
  /** What a request may override. */
  public static final List<String> OVERRIDES =
      List.of(
          "criterion",
          "data",
          "dataloader",
          "model",
          "phases",
          "plotting",
          "split",
          "transform_u",
          "transform_x");

  /** What the overrides of {@code data} may hold. */
  public static final List<String> DATA_OVERRIDES = List.of("double_precision");

  /** What only the program itself sets. */
  public static final List<String> RUNTIME_OWNED =
      List.of("path", "data_valid", "data.path", "data_valid.path", "model.name");

  /** What every training does at its end. */
  public static final List<String> AUTO_APPENDED =
      List.of("analysis", "export_best_model", "export_run_checkpoint", "export_summary");

  public TrainingCapability {
    entries = List.copyOf(entries);
  }

  /** Returns the name, such as {@code train-kbf-regular}. */
  public String key() {
    return "train-%s-%s".formatted(variant.familyKey(), kind().wireName());
  }

  /** Returns the kind of dataset. */
  public DatasetKind kind() {
    return ModelCapability.kind(variant);
  }

  /** Returns key, model and profile, for lists. */
  public Map<String, Object> summary() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key());
    map.put("model_key", variant.familyKey());
    map.put("model_ref", variant.reference());
    map.put("dataset_kind", kind().wireName());
    map.put("reference_profile", Profiles.of(variant).key());
    return map;
  }

  /** Returns all that a request needs to know. */
  public Map<String, Object> detail() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("capability", summary());
    map.put("allowed_override_top_level_keys", OVERRIDES);
    map.put("runtime_owned_override_paths", RUNTIME_OWNED);
    map.put("allowed_data_override_keys", DATA_OVERRIDES);
    map.put("runtime_owned_model_keys", List.of("name"));
    map.put("model_options", modelOptions());
    map.put("reference_profile", Profiles.of(variant).toMap());
    map.put("phase_entry_schemas", entries.stream().map(PhaseEntry::toMap).toList());
    map.put("cv_schema", sweeps());
    map.put("translation_guidance", guidance());
    map.put("constraint_notes", constraints());
    map.put("auto_appended_phases", AUTO_APPENDED);
    map.put("losses", Losses.all());
    map.put("examples", List.of(example()));
    return map;
  }

  /** The options with their defaults, as what reads them has them. */
  private Map<String, Object> modelOptions() {
    Map<String, Object> options = ModelSpec.of(Map.of("name", variant.name())).toMap();
    options.remove("name");
    return options;
  }

  private static Map<String, Object> sweeps() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("supported", false);
    map.put("workflow_kind", "single_split_param_sweep");
    map.put(
        "notes",
        List.of(
            "One request is one training. Sweeps and searches over its parameters are studies of"
                + " dymad.train: metalab run, docs/search.md."));
    return map;
  }

  private static List<String> guidance() {
    return List.of(
        "One phase for each trainer that is named, in the order of naming.",
        "Prefer entries such as {\"trainer\": \"NODE\"}, which take all else from the profile or"
            + " the defaults.",
        "Trainers are Linear, OneStep, Weak, NODE.",
        "Ask for no more than was named: what is left out stays as the profile has it.");
  }

  private List<String> constraints() {
    String latent =
        modelOptions().containsKey("koopman_dimension") ? "koopman_dimension" : "latent_dimension";
    return List.of(
        "Encoder and decoder without layers are the identity only if %s is 0 or the number of states; look at the dataset first."
            .formatted(latent),
        "The weak form and methods with _log are for models in continuous time.",
        "Transforms are scaler and delay; controls are scaled as states are.");
  }

  private static Map<String, Object> example() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "longer");
    map.put("user_request", "Train longer, first by the weak form, then by rollouts.");
    map.put(
        "overrides",
        Map.of("phases", List.of(Map.of("trainer", "Weak"), Map.of("trainer", "NODE"))));
    map.put("notes", List.of("The phase Weak has the settings of the profile."));
    return map;
  }
}
