package io.dymad.agent.registry;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An analysis.
 *
 * @param key DyMAD's name of the workflow, such as {@code spectral_koopman}
 * @param name for people
 * @param spec of the operation that carries it out
 * @param requiresCheckpoint whether it is one of a trained model
 * @param datasets the names that a request gives datasets under, with the parameter that each is
 * @param defaults parameters that the workflow sets unless a request does
 */
public record AnalysisCapability(
    String key,
    String name,
    OperationSpec spec,
    boolean requiresCheckpoint,
    Map<String, String> datasets,
    Map<String, Object> defaults) {
  /** The parameter that a checkpoint is given as. */
  public static final String CHECKPOINT = "checkpoint";

  public AnalysisCapability {
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
  }

  /** Returns the names of parameters that a request may give. */
  public List<String> parameterNames() {
    return spec.parameters().stream()
        .map(ParameterSpec::name)
        .filter(name -> !name.equals(CHECKPOINT) && !datasets.containsValue(name))
        .toList();
  }

  /** Returns the analysis for programs. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key);
    map.put("name", name);
    map.put("summary", spec.doc());
    map.put("support_level", "supported");
    map.put("implementation", spec.qualifiedKey());
    map.put("requires_checkpoint", requiresCheckpoint);
    map.put("dataset_input_keys", List.copyOf(datasets.keySet()));
    map.put("parameter_schema", ParameterSchemas.of(spec, parameterNames()));
    map.put("defaults", defaults);
    map.put("artifacts", spec.artifacts());
    return map;
  }
}
