package io.dymad.agent.compiler;

import io.dymad.models.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of DyMAD as params of {@code dymad.train}, all but the datasets.
 *
 * @param params the params
 * @param phases the phases among them, with where they stand in the request
 */
record TrainParams(Map<String, @Nullable Object> params, List<TranslatedPhase> phases) {
  private static final String ROOT = "overrides";

  /**
   * Translates a configuration, whose paths in refusals start with {@code overrides}.
   *
   * @param profilePhases what phases are completed from
   * @param hasValid whether a dataset of its own chooses the best weights
   */
  static TrainParams of(
      Variant variant, Map<?, ?> config, List<?> profilePhases, boolean hasValid) {
    Fields all = new Fields(ROOT, config);
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    Map<String, @Nullable Object> model =
        Merge.deep(Fields.of(all.at("model"), all.get("model")).values(), Map.of());
    model.put("name", variant.name());
    params.put("model", model);
    Fields data = Fields.of(all.at("data"), all.get("data")).only(List.of("double_precision"));
    params.put("precision", data.flag("double_precision", false) ? "float64" : "float32");
    transforms(all, params);
    split(all, params, hasValid);
    params.put("criterion", Fields.of(all.at("criterion"), all.get("criterion")).values());
    List<TranslatedPhase> phases = phases(all, profilePhases);
    params.put("phases", phases.stream().map(TranslatedPhase::options).toList());
    params.put("epochs", phases.stream().mapToLong(TranslatedPhase::epochs).sum());
    return new TrainParams(params, phases);
  }

  private static List<TranslatedPhase> phases(Fields all, List<?> profilePhases) {
    Fields loader =
        Fields.of(all.at("dataloader"), all.get("dataloader"))
            .only(List.of("batch_size", "shuffle"));
    long batch = loader.integer("batch_size", 0, 0, Integer.MAX_VALUE);
    if (!loader.flag("shuffle", true)) {
      throw Fields.invalid(loader.at("shuffle"), false, "true, as batches are drawn by the seed");
    }
    List<TranslatedPhase> phases = new ArrayList<>();
    for (TranslatedPhase phase :
        new PhaseTranslation(profilePhases).translate(all.at("phases"), all.list("phases"))) {
      Map<String, Object> options = new LinkedHashMap<>(phase.options());
      if (options.containsKey("epochs")) {
        options.putIfAbsent("batch_size", batch);
      }
      phases.add(new TranslatedPhase(phase.fieldPath(), options, phase.names()));
    }
    if (phases.stream().noneMatch(phase -> phase.epochs() > 0)) {
      throw Fields.invalid(all.at("phases"), all.get("phases"), "a list with one that trains");
    }
    return phases;
  }

  /** One scaler of states is one of controls, too; a delay is one of windows of states. */
  private static void transforms(Fields all, Map<String, @Nullable Object> params) {
    String scale = "none";
    long delay = 0;
    for (Fields transform : chain(all, "transform_x")) {
      switch (transform.choice("type", List.of("identity", "scaler", "delay"), "identity")) {
        case "scaler" -> scale = scaler(transform);
        case "delay" -> {
          transform.only(List.of("type", "delay"));
          delay = transform.integer("delay", 0, 0, 100_000);
        }
        default -> transform.only(List.of("type"));
      }
    }
    params.put("scale", scale);
    params.put("delay", delay);
    for (Fields transform : chain(all, "transform_u")) {
      boolean scaled =
          transform.choice("type", List.of("identity", "scaler"), "identity").equals("scaler");
      if (scaled && !scaler(transform).equals(scale)) {
        throw Fields.invalid(
            transform.at("mode"),
            transform.get("mode"),
            "that of transform_x (%s), as controls are scaled as states are".formatted(scale));
      }
    }
  }

  private static String scaler(Fields transform) {
    transform.only(List.of("type", "mode"));
    return transform.choice("mode", List.of("01", "-11", "std", "none"), "01");
  }

  private static List<Fields> chain(Fields all, String name) {
    Object given = all.get(name);
    if (!(given instanceof List<?> list)) {
      return List.of(Fields.of(all.at(name), given));
    }
    List<Fields> chain = new ArrayList<>();
    for (Object transform : list) {
      chain.add(Fields.of(all.at(name) + "." + chain.size(), transform));
    }
    return chain;
  }

  private static void split(Fields all, Map<String, @Nullable Object> params, boolean hasValid) {
    Fields split = Fields.of(all.at("split"), all.get("split")).only(List.of("train_frac"));
    double fraction = split.number("train_frac", 0.75, 0.1, 1);
    if (hasValid) {
      params.put("held_out", 0.25); // Not looked at beside a dataset that chooses the weights.
    } else if (fraction == 1) {
      throw Fields.invalid(
          split.at("train_frac"),
          fraction,
          "below 1 without a valid_dataset_handle, as held-out trajectories choose the best"
              + " weights");
    } else {
      params.put("held_out", 1 - fraction);
    }
  }
}
