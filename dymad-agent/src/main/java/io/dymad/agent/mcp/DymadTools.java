package io.dymad.agent.mcp;

import io.dymad.agent.app.Agent;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolServer;
import io.metalab.core.provenance.MetalabVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of DyMAD by mode, in the order in which clients list them. */
public final class DymadTools {
  private static final String INSTRUCTIONS =
      "DyMAD learns models of dynamical systems from trajectories and analyses them. The way is:"
          + " a dataset (ds_), describe_training_capability, a compiled request (trainreq_), a"
          + " training (run_) that describe_training_run tells of until it has SUCCEEDED with a"
          + " checkpoint (chk_), its evaluation, and a compiled analysis (analysisreq_) that"
          + " run_analysis_request carries out. Handles are made of content: the same request is"
          + " the same handle. An answer is {ok, data, meta} or {ok, error};"
          + " error.details.field_path names the field at fault.";

  private DymadTools() {}

  /**
   * Returns the server of a mode.
   *
   * @param root what clients may name paths of
   */
  public static ToolServer server(Agent agent, RootDirectory root, ToolMode mode) {
    RefusalHints hints = RefusalHints.of(mode);
    List<Tool> tools =
        switch (mode) {
          case USER -> ofUsers(agent, root, hints);
          case DEVELOPER -> ofDevelopers(agent, root, hints);
          case BOTH -> ofBoth(agent, root, hints);
        };
    return new ToolServer("dymad", MetalabVersion.current(), INSTRUCTIONS, tools);
  }

  private static List<Tool> ofUsers(Agent agent, RootDirectory root, RefusalHints hints) {
    CapabilityTools capabilities = new CapabilityTools(agent, hints);
    TrainingTools trainings = new TrainingTools(agent, root, hints);
    ResultTools results = new ResultTools(agent, root, hints);
    return List.of(
        capabilities.listTrainingCapabilities(),
        capabilities.listAnalysisCapabilities(),
        capabilities.listEvaluationCapabilities(),
        capabilities.describeTrainingCapability(),
        trainings.compileTrainingRequest(),
        trainings.startTrainingRun(),
        trainings.describeTrainingRun(),
        trainings.readTrainingRunLog(),
        results.evaluateCheckpoint(),
        results.compileAnalysisRequest(),
        results.runAnalysisRequest());
  }

  private static List<Tool> ofDevelopers(Agent agent, RootDirectory root, RefusalHints hints) {
    CapabilityTools capabilities = new CapabilityTools(agent, hints);
    DataTools data = new DataTools(agent, root, hints);
    PredictionTools predictions = new PredictionTools(agent, root, hints);
    TrainingTools trainings = new TrainingTools(agent, root, hints);
    return List.of(
        data.registerDatasetFile(),
        data.inspectDataset(),
        predictions.registerCheckpoint(),
        predictions.preparePredictionRequest(),
        predictions.planCheckpointPrediction(),
        trainings.startModelTraining(),
        trainings.describeTrainingRun(),
        trainings.readTrainingRunLog(),
        new ResultTools(agent, root, hints).evaluateModel(),
        capabilities.listEvaluationCapabilities(),
        capabilities.listModelCapabilities(),
        capabilities.resolveModelCapability(),
        capabilities.listProfileCapabilities(),
        capabilities.describeTrainingCapability(),
        data.describeObject(),
        data.listObjects());
  }

  /** Those of users first; a tool of both stands once. */
  private static List<Tool> ofBoth(Agent agent, RootDirectory root, RefusalHints hints) {
    Map<String, Tool> byName = new LinkedHashMap<>();
    ofUsers(agent, root, hints).forEach(tool -> byName.put(tool.name(), tool));
    ofDevelopers(agent, root, hints).forEach(tool -> byName.putIfAbsent(tool.name(), tool));
    return List.copyOf(byName.values());
  }
}
