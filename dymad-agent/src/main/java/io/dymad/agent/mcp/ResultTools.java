package io.dymad.agent.mcp;

import io.dymad.agent.app.Agent;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolInput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools that judge trained models and analyse them. */
final class ResultTools {
  private static final String TAKES =
      " The client waits for it; a repeated call returns what is stored.";

  private static final InputField REQUEST =
      InputField.text("compiled_request_handle", "Handle of a compiled request, analysisreq_….")
          .required();

  private final Agent agent;
  private final RootDirectory root;
  private final RefusalHints hints;

  ResultTools(Agent agent, RootDirectory root, RefusalHints hints) {
    this.agent = agent;
    this.root = root;
    this.hints = hints;
  }

  Tool evaluateCheckpoint() {
    return evaluation(
        "evaluate_checkpoint",
        "Judge a trained model by data that it has not seen: whole courses predicted from their"
            + " start, their errors by trajectory and altogether, and pictures.");
  }

  Tool evaluateModel() {
    return evaluation(
        "evaluate_model", "Judge a trained model, also a registered one, as evaluate_checkpoint.");
  }

  private Tool evaluation(String name, String description) {
    AgentCall call =
        (arguments, progress) -> {
          Map<String, @Nullable Object> request = new LinkedHashMap<>(arguments.values());
          request.put(Inputs.ARTIFACT_ROOT.name(), Inputs.artifactRoot(root, arguments));
          return agent.evaluations().evaluate(request, progress::tell);
        };
    return new Tool(
        name,
        description + TAKES,
        ToolInput.of(
            Inputs.CHECKPOINT.required(),
            InputField.text("test_dataset_handle", "Handle of what it is judged by, ds_….")
                .required(),
            InputField.text("metric", "rollout_rmse, which it is unless given."),
            Inputs.ARTIFACT_ROOT,
            InputField.text("plot_selection", "Which trajectories are drawn: median unless given.")
                .oneOf("best", "worst", "median"),
            InputField.whole("max_plots", "At most this many pictures.", 0, 100, 1),
            InputField.object(
                "predict_kwargs",
                "Settings of the predictions, as list_evaluation_capabilities has them.")),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool compileAnalysisRequest() {
    AgentCall call = (arguments, progress) -> agent.analyses().compile(arguments.values());
    return new Tool(
        "compile_analysis_request",
        "Check a request for an analysis, complete it, and keep it: returns its handle,"
            + " analysisreq_…. A refusal names the field at fault and keeps nothing.",
        ToolInput.of(
            InputField.text(
                    "workflow_key",
                    "The analysis, such as spectral_koopman; list_analysis_capabilities has all.")
                .required(),
            Inputs.CHECKPOINT,
            InputField.object(
                "dataset_handles", "Handles of datasets, ds_…, by the names of the analysis."),
            InputField.object("parameters", "Parameters of the analysis.")),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool runAnalysisRequest() {
    AgentCall call =
        (arguments, progress) ->
            agent
                .analyses()
                .run(
                    arguments.text(REQUEST.name()),
                    Inputs.artifactRoot(root, arguments),
                    progress::tell);
    return new Tool(
        "run_analysis_request",
        "Carry out a compiled analysis and return its summary and the files that it left." + TAKES,
        ToolInput.of(REQUEST, Inputs.ARTIFACT_ROOT),
        Inputs.KEEPS,
        call.asTool(hints));
  }
}
