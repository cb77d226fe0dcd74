package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.facade.CheckpointRecord;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.CompiledRequests;
import io.dymad.agent.facade.DatasetRecord;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.registry.Analyses;
import io.dymad.agent.registry.AnalysisCapability;
import io.dymad.agent.store.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles requests for analyses; each parameter is checked as its operation declares it. */
public final class AnalysisCompiler {
  private static final String CHECKPOINT = "checkpoint_handle";

  private final Analyses analyses;
  private final Datasets datasets;
  private final Checkpoints checkpoints;
  private final CompiledRequests requests;

  /**
   * Creates the compiler.
   *
   * @param requests where compiled ones are kept
   */
  public AnalysisCompiler(
      Analyses analyses, Datasets datasets, Checkpoints checkpoints, CompiledRequests requests) {
    this.analyses = requireNonNull(analyses, "analyses");
    this.datasets = requireNonNull(datasets, "datasets");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.requests = requireNonNull(requests, "requests");
  }

  /**
   * Checks a request and keeps it compiled. Equal requests are one.
   *
   * @throws AgentException with the field at fault; nothing is kept
   */
  public CompiledRequest compile(AnalysisRequest request) {
    AnalysisCapability analysis = analyses.byKey(request.workflowKey());
    List<Handle> from = new ArrayList<>();
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("workflow_key", analysis.key());
    content.put("operation", analysis.spec().qualifiedKey());
    Optional<CheckpointRecord> checkpoint = checkpoint(request, analysis);
    checkpoint.ifPresent(
        record -> {
          from.add(record.handle());
          content.put(CHECKPOINT, record.handle().toString());
        });
    Map<String, String> handles = new LinkedHashMap<>();
    for (DatasetRecord dataset : datasets(request, analysis, checkpoint, handles)) {
      from.add(dataset.handle());
    }
    content.put("dataset_handles", handles);
    Map<String, @Nullable Object> parameters =
        Merge.deep(analysis.defaults(), request.parameters());
    content.put("parameters", checks(analysis).check(parameters));
    content.put("inputs", inputs(analysis, content, handles));
    return requests.put(from, content, Map.of("warnings", List.of()));
  }

  private static ParameterChecks checks(AnalysisCapability analysis) {
    return new ParameterChecks(
        analysis.spec(), analysis.parameterNames(), "parameters", "list_analysis_capabilities");
  }

  /** The handles by the names of the operation's parameters. */
  private static Map<String, Object> inputs(
      AnalysisCapability analysis,
      Map<String, @Nullable Object> content,
      Map<String, String> handles) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    Object checkpoint = content.get(CHECKPOINT);
    if (checkpoint != null) {
      inputs.put(AnalysisCapability.CHECKPOINT, checkpoint);
    }
    handles.forEach(
        (name, handle) -> inputs.put(requireNonNull(analysis.datasets().get(name)), handle));
    return inputs;
  }

  private Optional<CheckpointRecord> checkpoint(
      AnalysisRequest request, AnalysisCapability analysis) {
    if (analysis.requiresCheckpoint() == request.checkpoint().isPresent()) {
      return request.checkpoint().map(handle -> checkpoints.get(handle, CHECKPOINT));
    }
    throw AgentProblem.of(
            analysis.requiresCheckpoint() ? "missing_field" : "unknown_field",
            analysis.requiresCheckpoint()
                ? "The analysis %s is one of a trained model. Give its checkpoint_handle."
                    .formatted(analysis.key())
                : "The analysis %s takes no checkpoint_handle. Leave it out."
                    .formatted(analysis.key()))
        .at(CHECKPOINT)
        .exception();
  }

  private List<DatasetRecord> datasets(
      AnalysisRequest request,
      AnalysisCapability analysis,
      Optional<CheckpointRecord> checkpoint,
      Map<String, String> handles) {
    List<String> names = List.copyOf(analysis.datasets().keySet());
    Fields given = new Fields("dataset_handles", request.datasets()).only(names);
    List<DatasetRecord> records = new ArrayList<>();
    for (String name : names) {
      // What a model was trained on is what its analysis is about, unless the request says
      // otherwise.
      Optional<String> fitted =
          checkpoint.flatMap(CheckpointRecord::findDataset).map(Handle::toString);
      String handle = given.findText(name).or(() -> fitted).orElseGet(() -> given.text(name));
      DatasetRecord record = datasets.get(handle, given.at(name));
      handles.put(name, record.handle().toString());
      records.add(record);
    }
    return records;
  }
}
