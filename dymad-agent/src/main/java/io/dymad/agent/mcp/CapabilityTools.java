package io.dymad.agent.mcp;

import io.dymad.agent.app.Agent;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;

/** Tools that tell what can be asked for. */
final class CapabilityTools {
  private final Agent agent;
  private final RefusalHints hints;

  CapabilityTools(Agent agent, RefusalHints hints) {
    this.agent = agent;
    this.hints = hints;
  }

  private Tool looking(String name, String description, ToolInput input, AgentCall call) {
    return new Tool(name, description, input, ToolHints.LOOKS, call.asTool(hints));
  }

  Tool listTrainingCapabilities() {
    return looking(
        "list_training_capabilities",
        "List what can be trained: families of models with their default profile, for the kind of"
            + " a dataset or for all kinds.",
        ToolInput.of(Inputs.DATASET),
        (arguments, progress) ->
            agent.trainings().capabilities(arguments.findText(Inputs.DATASET.name())));
  }

  Tool listAnalysisCapabilities() {
    return looking(
        "list_analysis_capabilities",
        "List the analyses: what each needs and the parameters that it takes.",
        ToolInput.of(),
        (arguments, progress) -> agent.analyses().capabilities());
  }

  Tool listEvaluationCapabilities() {
    return looking(
        "list_evaluation_capabilities",
        "List how trained models can be judged: metrics, pictures, settings of predictions.",
        ToolInput.of(Inputs.DATASET),
        (arguments, progress) ->
            agent.evaluations().capabilities(arguments.findText(Inputs.DATASET.name())));
  }

  Tool describeTrainingCapability() {
    InputField model =
        InputField.text(
                "model_key",
                "Family such as kbf or ldm, alias, or variant such as DKBF;"
                    + " list_training_capabilities has the families.")
            .required();
    InputField kind =
        InputField.text("dataset_kind", "Kind of the data, unless a dataset tells it: regular.")
            .oneOf("regular", "graph");
    return looking(
        "describe_training_capability",
        "Describe all that a request for the training of a model may say: overrides, entries of"
            + " phases, sweeps of parameters, what the server sets itself, and examples. Read it"
            + " before compile_training_request.",
        ToolInput.of(model, Inputs.DATASET, kind),
        (arguments, progress) ->
            agent
                .trainings()
                .describe(
                    arguments.text(model.name()),
                    arguments.findText(Inputs.DATASET.name()),
                    arguments.findText(kind.name())));
  }

  Tool listModelCapabilities() {
    return looking(
        "list_model_capabilities",
        "List the families of models: key, aliases, variants in continuous and discrete time.",
        ToolInput.of(),
        (arguments, progress) -> agent.catalog().models());
  }

  Tool resolveModelCapability() {
    InputField key =
        InputField.text("key_or_alias", "Key, alias, variant, or reference of a family of models.")
            .required();
    return looking(
        "resolve_model_capability",
        "Find the family of models that a name means.",
        ToolInput.of(key),
        (arguments, progress) -> agent.catalog().resolveModel(arguments.text(key.name())));
  }

  Tool listProfileCapabilities() {
    return looking(
        "list_profile_capabilities",
        "List the profiles: complete settings of a training, which overrides change.",
        ToolInput.of(),
        (arguments, progress) -> agent.catalog().profiles());
  }
}
