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
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.core.params.ParamCoercion;
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
    checkpoint(request, analysis)
        .ifPresent(
            record -> {
              from.add(record.handle());
              content.put(CHECKPOINT, record.handle().toString());
            });
    Map<String, String> handles = new LinkedHashMap<>();
    for (DatasetRecord dataset : datasets(request, analysis, handles)) {
      from.add(dataset.handle());
    }
    content.put("dataset_handles", handles);
    Map<String, @Nullable Object> parameters =
        Merge.deep(analysis.defaults(), request.parameters());
    content.put("parameters", checked(analysis, parameters));
    return requests.put(from, content, Map.of("warnings", List.of()));
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
      AnalysisRequest request, AnalysisCapability analysis, Map<String, String> handles) {
    List<String> names = List.copyOf(analysis.datasets().keySet());
    Fields given = new Fields("dataset_handles", request.datasets()).only(names);
    List<DatasetRecord> records = new ArrayList<>();
    for (String name : names) {
      DatasetRecord record = datasets.get(given.text(name), given.at(name));
      handles.put(name, record.handle().toString());
      records.add(record);
    }
    return records;
  }

  /** Returns parameters as the operation gets them, those that are given alone. */
  private static Map<String, @Nullable Object> checked(
      AnalysisCapability analysis, Map<String, @Nullable Object> parameters) {
    new Fields("parameters", parameters).only(analysis.parameterNames());
    OperationSpec spec = analysis.spec();
    Map<String, @Nullable Object> checked = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) ->
            checked.put(name, checked(spec, spec.findParameter(name).orElseThrow(), name, value)));
    return checked;
  }

  private static @Nullable Object checked(
      OperationSpec spec, ParameterSpec parameter, String name, @Nullable Object value) {
    OperationSpec one =
        new OperationSpec(
            spec.key(), spec.version(), "", false, List.of(parameter), Map.of(), Map.of());
    try {
      Map<String, @Nullable Object> only = new LinkedHashMap<>();
      only.put(name, value);
      return new ParamCoercion(one).coerce(Params.copyOf(only)).get(name);
    } catch (MetalabException e) {
      throw AgentProblem.of("invalid_field", String.valueOf(e.getMessage()))
          .at("parameters." + name)
          .withHint("list_analysis_capabilities")
          .exception();
    }
  }
}
