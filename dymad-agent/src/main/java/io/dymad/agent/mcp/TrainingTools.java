package io.dymad.agent.mcp;

import io.dymad.agent.app.Agent;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools that compile trainings, start them, and look after them. */
final class TrainingTools {
  /** The largest whole number that every client of JSON keeps. */
  private static final long MOST_EXACT = (1L << 53) - 1;

  private static final InputField TRAIN_DATASET =
      InputField.text("train_dataset_handle", "Handle of what is fitted, ds_….").required();
  private static final InputField VALID_DATASET =
      InputField.text(
          "valid_dataset_handle",
          "Handle of what chooses the best weights, ds_…; a share of the first unless given.");
  private static final InputField PROFILE =
      InputField.text("reference_profile", "Profile to start from; that of the model.");
  private static final InputField RUN_NAME =
      InputField.text("run_name", "Name of a directory; made of the request unless given.");
  private static final InputField SEED =
      InputField.whole("seed", "Seed of all that is drawn.", 0, MOST_EXACT, 0);
  private static final InputField MAX_WORKERS =
      InputField.whole("max_workers", "How many processes may be used.", 1, 10_000, 1);
  private static final InputField REQUEST =
      InputField.text("compiled_request_handle", "Handle of a compiled request, trainreq_….")
          .required();
  private static final InputField OFFSET =
      InputField.whole(
          "offset",
          "Where to start, in bytes: 0, or the next_offset of the answer before.",
          0,
          MOST_EXACT,
          0);
  private static final InputField MAX_BYTES =
      InputField.whole("max_bytes", "At most this many bytes.", 4, 128 << 10, 64 << 10);

  private final Agent agent;
  private final RootDirectory root;
  private final RefusalHints hints;

  TrainingTools(Agent agent, RootDirectory root, RefusalHints hints) {
    this.agent = agent;
    this.root = root;
    this.hints = hints;
  }

  Tool compileTrainingRequest() {
    AgentCall call = (arguments, progress) -> agent.trainings().compile(arguments.values());
    return new Tool(
        "compile_training_request",
        "Check a request for a training, complete it from the profile, and keep it: returns its"
            + " handle, trainreq_…, made of its content. Trains nothing; a refusal names the field"
            + " at fault and keeps nothing.",
        ToolInput.of(
            TRAIN_DATASET,
            InputField.text("model_key", "Family such as kbf, alias, or variant such as DKBF.")
                .required(),
            VALID_DATASET,
            PROFILE,
            InputField.objectOrText(
                "overrides", "Changes of the profile, as describe_training_capability has them."),
            RUN_NAME,
            SEED,
            Inputs.DEVICE,
            MAX_WORKERS),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool startTrainingRun() {
    AgentCall call =
        (arguments, progress) ->
            agent
                .trainings()
                .start(arguments.text(REQUEST.name()), Inputs.artifactRoot(root, arguments));
    return new Tool(
        "start_training_run",
        "Start a compiled training in a process of its own and return its handle, run_…, at once;"
            + " describe_training_run tells how far it is. It goes on when the client leaves. A"
            + " request that was started before is not trained again.",
        ToolInput.of(REQUEST, Inputs.ARTIFACT_ROOT),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool startModelTraining() {
    AgentCall call =
        (arguments, progress) -> {
          String artifactRoot = Inputs.artifactRoot(root, arguments);
          Map<String, @Nullable Object> request = new LinkedHashMap<>(arguments.values());
          request.remove(Inputs.ARTIFACT_ROOT.name());
          return agent.trainings().startDeveloper(request, artifactRoot);
        };
    return new Tool(
        "start_model_training",
        "Compile a training of any variant of a model and start it, as compile_training_request and"
            + " start_training_run do.",
        ToolInput.of(
            TRAIN_DATASET,
            Inputs.ARTIFACT_ROOT,
            InputField.text("model_ref", "Variant such as DKBF, or dymad.models.collections:DKBF.")
                .required(),
            VALID_DATASET,
            PROFILE,
            InputField.objectOrText("config", "Changes of the profile."),
            RUN_NAME,
            SEED,
            Inputs.DEVICE,
            MAX_WORKERS),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool describeTrainingRun() {
    AgentCall call =
        (arguments, progress) -> agent.trainings().describeRun(arguments.text(Inputs.RUN.name()));
    return new Tool(
        "describe_training_run",
        "Tell how far a training is: QUEUED, RUNNING, SUCCEEDED with its checkpoint, metrics and"
            + " artifacts, which are then copied to its directory, or FAILED with its error. Ask"
            + " again until it is one of the last two.",
        ToolInput.of(Inputs.RUN),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool readTrainingRunLog() {
    AgentCall call =
        (arguments, progress) ->
            agent
                .trainings()
                .readLog(
                    arguments.text(Inputs.RUN.name()),
                    arguments.whole(OFFSET.name()),
                    (int) arguments.whole(MAX_BYTES.name()));
    return new Tool(
        "read_training_run_log",
        "Read what a training logged, also while it runs: text from an offset, the next_offset to"
            + " go on at, and eof once there will be no more.",
        ToolInput.of(Inputs.RUN, OFFSET, MAX_BYTES),
        ToolHints.LOOKS,
        call.asTool(hints));
  }
}
