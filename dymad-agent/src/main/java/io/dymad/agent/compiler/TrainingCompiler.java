package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.CompiledRequests;
import io.dymad.agent.facade.DatasetRecord;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.registry.Models;
import io.dymad.agent.registry.Profile;
import io.dymad.agent.registry.Profiles;
import io.dymad.agent.registry.Registry;
import io.dymad.agent.registry.TrainingCapability;
import io.dymad.agent.store.Handle;
import io.dymad.models.Variant;
import io.dymad.operation.TrainingOptions;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.core.params.ParamCoercion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles requests for trainings. Model, data, configuration and seed are what a compiled request
 * is made of; how it is called and where it is carried out are settings, which change no handle.
 */
public final class TrainingCompiler {
  private static final Pattern PATH = Pattern.compile("params\\.([A-Za-z0-9_.]*[A-Za-z0-9_])");
  private static final Pattern PHASE = Pattern.compile("phases\\.([0-9]+)(?:\\.(.+))?");

  private final Registry registry;
  private final Datasets datasets;
  private final CompiledRequests requests;

  /**
   * Creates the compiler.
   *
   * @param requests where compiled ones are kept
   */
  public TrainingCompiler(Registry registry, Datasets datasets, CompiledRequests requests) {
    this.registry = requireNonNull(registry, "registry");
    this.datasets = requireNonNull(datasets, "datasets");
    this.requests = requireNonNull(requests, "requests");
  }

  /**
   * Checks a request and keeps it compiled. Equal requests are one.
   *
   * @throws AgentException with the field at fault; nothing is kept
   */
  public CompiledRequest compile(TrainingRequest request) {
    DatasetRecord train = datasets.get(request.trainDataset(), "train_dataset_handle");
    Optional<DatasetRecord> valid =
        request.validDataset().map(handle -> datasets.get(handle, "valid_dataset_handle"));
    valid.ifPresent(other -> checkKinds(train, other));
    Variant variant = Models.resolve(request.modelKey(), train.kind());
    Profile profile = Profiles.resolve(request.referenceProfile().orElse(null), variant);
    checkOverrides(request.overrides());
    Map<String, @Nullable Object> config = Merge.deep(profile.config(), request.overrides());
    config.remove("plotting");
    TrainParams params = TrainParams.of(variant, config, profile.phases(), valid.isPresent());
    checkOptions(params);
    ModelFit.check(params.params(), train);
    config.put("phases", params.params().get("phases"));
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("operation", registry.train().qualifiedKey());
    content.put("train_dataset_handle", train.handle().toString());
    valid.ifPresent(other -> content.put("valid_dataset_handle", other.handle().toString()));
    content.put("train_dataset_kind", train.kind().wireName());
    content.put("model_key", variant.familyKey());
    content.put("model_ref", variant.reference());
    content.put("trainer_kind", trainerKind(params.phases()));
    content.put("effective_config", config);
    content.put("params", params.params());
    content.put("seed", Long.toString(request.seed()));
    List<Handle> from = new ArrayList<>(List.of(train.handle()));
    valid.ifPresent(other -> from.add(other.handle()));
    return requests.put(from, content, settings(request, variant, profile, content));
  }

  private Map<String, @Nullable Object> settings(
      TrainingRequest request,
      Variant variant,
      Profile profile,
      Map<String, @Nullable Object> content) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    String name = "%s_%s".formatted(variant, requests.handle(content).hex().substring(0, 8));
    settings.put("effective_run_name", request.runName().orElse(name));
    settings.put("reference_profile", profile.key());
    settings.put("device", request.device());
    settings.put("max_workers", request.maxWorkers());
    settings.put(
        "warnings",
        request.overrides().containsKey("plotting")
            ? List.of("plotting changes nothing: every training leaves its pictures.")
            : List.of());
    return settings;
  }

  private static void checkKinds(DatasetRecord train, DatasetRecord valid) {
    DatasetKind kind = valid.kind();
    if (kind != train.kind()) {
      throw AgentProblem.of(
              "dataset_kind",
              "The dataset %s is %s, but %s, which is fitted, is %s."
                  .formatted(
                      valid.handle(), kind.wireName(), train.handle(), train.kind().wireName()))
          .at("valid_dataset_handle")
          .exception();
    }
  }

  private static void checkOverrides(Map<String, @Nullable Object> overrides) {
    Fields fields = new Fields("overrides", overrides);
    for (String path : TrainingCapability.RUNTIME_OWNED) {
      String[] steps = path.split("\\.");
      Object value = fields.get(steps[0]);
      boolean there =
          steps.length == 1
              ? overrides.containsKey(path)
              : value instanceof Map<?, ?> map && map.containsKey(steps[1]);
      if (there) {
        throw AgentProblem.of(
                "runtime_owned",
                "%s is set by the program: by model_key, train_dataset_handle and valid_dataset_handle. Leave it out."
                    .formatted(fields.at(path)))
            .at(fields.at(path))
            .exception();
      }
    }
    fields.only(TrainingCapability.OVERRIDES);
    for (String name : overrides.keySet()) {
      if (overrides.get(name) == null) {
        throw Fields.invalid(fields.at(name), null, "left out to stay as the profile has it");
      }
    }
  }

  /** Asks the operation itself whether it takes the params. */
  private void checkOptions(TrainParams compiled) {
    Map<String, @Nullable Object> params = new LinkedHashMap<>(compiled.params());
    params.put("dataset", "dataset.npz"); // Only the name of a file is looked at.
    try {
      TrainingOptions.of(new ParamCoercion(registry.train()).coerce(Params.copyOf(params)));
    } catch (MetalabException e) {
      throw refusal(compiled, String.valueOf(e.getMessage()));
    }
  }

  private static AgentException refusal(TrainParams compiled, String message) {
    Matcher path = PATH.matcher(message);
    if (!path.lookingAt()) {
      return AgentProblem.of("invalid_field", message).at("overrides").exception();
    }
    String field = fieldPath(compiled, path.group(1));
    return AgentProblem.of("invalid_field", field + message.substring(path.end()))
        .at(field)
        .withHint("describe_training_capability, or dymad registry list training --model KEY")
        .exception();
  }

  private static String fieldPath(TrainParams compiled, String path) {
    Matcher phase = PHASE.matcher(path);
    if (!phase.matches()) {
      return "overrides." + path;
    }
    TranslatedPhase translated = compiled.phases().get(Integer.parseInt(phase.group(1)));
    return phase.group(2) == null ? translated.fieldPath() : translated.fieldPath(phase.group(2));
  }

  private static String trainerKind(List<TranslatedPhase> phases) {
    TreeSet<String> trainers = new TreeSet<>();
    for (TranslatedPhase phase : phases) {
      if (phase.options().get("trainer") instanceof String trainer) {
        trainers.add(trainer.equals("weak") ? "weak_form" : trainer);
      }
    }
    return trainers.size() == 1 ? trainers.first() : "stacked";
  }
}
