package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An analysis that is asked for.
 *
 * @param workflowKey of the analysis
 * @param checkpoint handle of a trained model, if it is one of such
 * @param datasets handles by the names that the analysis has for them
 * @param parameters of the analysis
 */
public record AnalysisRequest(
    String workflowKey,
    Optional<String> checkpoint,
    Map<String, String> datasets,
    Map<String, @Nullable Object> parameters) {
  private static final String DATASETS = "dataset_handles";
  private static final String PARAMETERS = "parameters";

  public AnalysisRequest {
    requireNonNull(workflowKey, "workflowKey");
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads a request by the names of DyMAD.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_field} or {@code invalid_field} and
   *     the name of the field
   */
  public static AnalysisRequest of(Map<String, ? extends @Nullable Object> request) {
    Fields fields =
        new Fields("", request)
            .only(List.of("workflow_key", "checkpoint_handle", DATASETS, PARAMETERS));
    Fields given = map(fields, DATASETS);
    Map<String, String> datasets = new LinkedHashMap<>();
    for (Object name : given.values().keySet()) {
      datasets.put(String.valueOf(name), given.text(String.valueOf(name)));
    }
    return new AnalysisRequest(
        fields.text("workflow_key"),
        fields.findText("checkpoint_handle"),
        datasets,
        Merge.deep(Map.of(), map(fields, PARAMETERS).values()));
  }

  private static Fields map(Fields fields, String name) {
    return fields.has(name) ? Fields.of(name, fields.get(name)) : new Fields(name, Map.of());
  }
}
