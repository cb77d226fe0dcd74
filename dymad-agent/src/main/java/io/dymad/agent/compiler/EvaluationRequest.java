package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.registry.Evaluations;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of a trained model that is asked for.
 *
 * @param checkpoint handle of the model
 * @param testDataset handle of the courses that it is judged by
 * @param metric what is judged
 * @param artifactRoot directory for what it leaves
 * @param plotSelection whose course is pictured first
 * @param maxPlots how many courses are pictured
 * @param predictParameters parameters of the operation
 */
public record EvaluationRequest(
    String checkpoint,
    String testDataset,
    String metric,
    String artifactRoot,
    String plotSelection,
    int maxPlots,
    Map<String, @Nullable Object> predictParameters) {
  private static final String CHECKPOINT = "checkpoint_handle";
  private static final String DATASET = "test_dataset_handle";
  private static final String METRIC = "metric";
  private static final String ROOT = "artifact_root";
  private static final String SELECTION = "plot_selection";
  private static final String MOST = "max_plots";
  private static final String PREDICT = "predict_kwargs";

  public EvaluationRequest {
    requireNonNull(checkpoint, "checkpoint");
    requireNonNull(testDataset, "testDataset");
    requireNonNull(metric, "metric");
    requireNonNull(artifactRoot, "artifactRoot");
    requireNonNull(plotSelection, "plotSelection");
    predictParameters = Collections.unmodifiableMap(new LinkedHashMap<>(predictParameters));
  }

  /**
   * Reads a request by the names of DyMAD.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_field} or {@code invalid_field} and
   *     the name of the field
   */
  public static EvaluationRequest of(
      Map<String, ? extends @Nullable Object> request, Evaluations evaluations) {
    Fields fields =
        new Fields("", request)
            .only(List.of(CHECKPOINT, DATASET, METRIC, ROOT, SELECTION, MOST, PREDICT));
    Map<?, ?> predict =
        fields.has(PREDICT) ? Fields.of(PREDICT, fields.get(PREDICT)).values() : Map.of();
    List<String> selections = Evaluations.PLOT_SELECTIONS;
    return new EvaluationRequest(
        fields.text(CHECKPOINT),
        fields.text(DATASET),
        fields.choice(METRIC, List.of(Evaluations.METRIC), Evaluations.METRIC),
        fields.text(ROOT),
        fields.choice(SELECTION, selections, "median"),
        (int) fields.integer(MOST, 1, 0, selections.size()),
        new ParameterChecks(
                evaluations.spec(),
                Evaluations.PREDICT_PARAMETERS,
                PREDICT,
                "list_evaluation_capabilities")
            .check(predict));
  }
}
