package io.dymad.agent.mcp;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.app.Agent;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolAnswer;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import io.metalab.cli.output.Envelope;
import java.util.List;
import java.util.Map;

/** Tools for data, trained models from elsewhere, and whatever has a handle. */
final class DataTools {
  /** More would not fit into an answer. */
  private static final int MOST_OBJECTS = 300;

  private final Agent agent;
  private final RootDirectory root;
  private final RefusalHints hints;

  DataTools(Agent agent, RootDirectory root, RefusalHints hints) {
    this.agent = agent;
    this.root = root;
    this.hints = hints;
  }

  Tool registerDatasetFile() {
    InputField path =
        InputField.text("path", "A file below the directory of the server.").required();
    InputField format = InputField.text("format", "npz, which it is unless given.").oneOf("npz");
    InputField kind =
        InputField.text("kind", "Kind of the data: regular unless given.")
            .oneOf("regular", "graph");
    AgentCall call =
        (arguments, progress) ->
            agent
                .catalog()
                .registerDataset(
                    root.file(path.name(), arguments.text(path.name())).toString(),
                    arguments.findText(format.name()).orElse("npz"),
                    arguments.findText(kind.name()).orElse("regular"));
    return new Tool(
        "register_dataset_file",
        "Register a file of trajectories and return its handle, ds_…, which is made of its content:"
            + " the same file twice is the same handle. The file stays where it is.",
        ToolInput.of(path, format, kind),
        Inputs.KEEPS,
        call.asTool(hints));
  }

  Tool inspectDataset() {
    InputField dataset = Inputs.DATASET.required();
    AgentCall call =
        (arguments, progress) -> agent.catalog().inspectDataset(arguments.text(dataset.name()));
    return new Tool(
        "inspect_dataset",
        "Read a dataset and tell what it holds: keys, trajectories, steps, dimensions of states,"
            + " controls and parameters, times, graph.",
        ToolInput.of(dataset),
        ToolHints.LOOKS,
        call.asTool(hints));
  }

  Tool describeObject() {
    InputField handle =
        InputField.text("handle", "Any handle, such as ds_… or trainreq_….").required();
    AgentCall call =
        (arguments, progress) -> agent.catalog().describeObject(arguments.text(handle.name()));
    return new Tool(
        "describe_object",
        "Return what is kept under a handle, its digest, and what it was derived from.",
        ToolInput.of(handle),
        ToolHints.LOOKS,
        call.asTool(hints));
  }

  Tool listObjects() {
    InputField kind =
        InputField.text("kind", "Kind of object, such as dataset or checkpoint; all unless given.");
    AgentCall call =
        (arguments, progress) -> agent.catalog().listObjects(arguments.findText(kind.name()));
    return new Tool(
        "list_objects",
        "List what has a handle: its kind, what it was derived from, and what is short of its"
            + " content. meta.truncated tells that there are more than the newest %d of these."
                .formatted(MOST_OBJECTS),
        ToolInput.of(kind),
        ToolHints.LOOKS,
        (arguments, progress) -> newest(call.asTool(hints).answer(arguments, progress)));
  }

  private static ToolAnswer newest(ToolAnswer all) {
    Map<?, ?> data = (Map<?, ?>) requireNonNull(all.envelope().get("data"));
    List<?> objects = (List<?>) requireNonNull(data.get("objects"));
    if (objects.size() <= MOST_OBJECTS) {
      return all;
    }
    List<?> newest = objects.subList(objects.size() - MOST_OBJECTS, objects.size());
    return new ToolAnswer(Envelope.success(Map.of("objects", newest), null, true));
  }
}
