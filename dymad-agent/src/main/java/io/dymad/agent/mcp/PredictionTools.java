package io.dymad.agent.mcp;

import io.dymad.agent.app.Agent;
import io.metalab.cli.mcp.Arguments;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolInput;

/** Tools for trained models from elsewhere and for what is to be predicted with them. */
final class PredictionTools {
  private static final InputField MODEL_REF =
      InputField.text("model_ref", "The variant that the checkpoint is of, such as DKBF.")
          .required();
  private static final InputField CHECKPOINT_PATH =
      InputField.text(
              "checkpoint_path",
              "The directory of a checkpoint that dymad.train left, below the directory of the"
                  + " server.")
          .required();
  private static final InputField HORIZON =
      InputField.whole(
              "horizon", "How many samples of each course, the first one included.", 2, 1_000_000)
          .required();
  private static final InputField HAS_CONTROL =
      InputField.flag("has_control", "Whether controls will be given.");
  private static final InputField HAS_GRAPH =
      InputField.flag("has_graph", "Whether the states will be those of a graph.");

  private final Agent agent;
  private final RootDirectory root;
  private final RefusalHints hints;

  PredictionTools(Agent agent, RootDirectory root, RefusalHints hints) {
    this.agent = agent;
    this.root = root;
    this.hints = hints;
  }

  private String checkpoint(Arguments arguments) {
    return root.directory(CHECKPOINT_PATH.name(), arguments.text(CHECKPOINT_PATH.name()))
        .toString();
  }

  private static String device(Arguments arguments) {
    return arguments.findText(Inputs.DEVICE.name()).orElse("auto");
  }

  Tool registerCheckpoint() {
    AgentCall call =
        (arguments, progress) ->
            agent
                .catalog()
                .registerCheckpoint(
                    arguments.text(MODEL_REF.name()), checkpoint(arguments), device(arguments));
    return new Tool(
        "register_checkpoint",
        "Register a trained model and return its handle, chk_…, which is made of its content."
            + " The directory stays where it is.",
        ToolInput.of(MODEL_REF, CHECKPOINT_PATH, Inputs.DEVICE),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool preparePredictionRequest() {
    InputField checkpoint = Inputs.CHECKPOINT.required();
    AgentCall call =
        (arguments, progress) ->
            agent
                .predictions()
                .prepare(
                    arguments.text(checkpoint.name()),
                    (int) arguments.whole(HORIZON.name()),
                    arguments.flag(HAS_CONTROL.name()),
                    arguments.flag(HAS_GRAPH.name()));
    return new Tool(
        "prepare_prediction_request",
        "Check what is to be predicted with a trained model and keep it: returns its handle,"
            + " pred_….",
        ToolInput.of(checkpoint, HORIZON, HAS_CONTROL, HAS_GRAPH),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool planCheckpointPrediction() {
    AgentCall call =
        (arguments, progress) ->
            agent
                .predictions()
                .plan(
                    arguments.text(MODEL_REF.name()),
                    checkpoint(arguments),
                    (int) arguments.whole(HORIZON.name()),
                    arguments.flag(HAS_CONTROL.name()),
                    arguments.flag(HAS_GRAPH.name()));
    return new Tool(
        "plan_checkpoint_prediction",
        "Register a trained model and prepare a prediction with it, as register_checkpoint and"
            + " prepare_prediction_request do.",
        ToolInput.of(MODEL_REF, CHECKPOINT_PATH, HORIZON, HAS_CONTROL, HAS_GRAPH),
        Inputs.KEEPS,
        call.asTool(hints));
  }
}
