package io.dymad.agent.mcp;

import io.metalab.cli.mcp.Arguments;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.ToolHints;

/** Arguments and hints that several tools share. */
final class Inputs {
  /** A tool that keeps something new; the same call again keeps nothing more. */
  static final ToolHints KEEPS = new ToolHints(false, false, true, false);

  static final InputField DATASET =
      InputField.text("dataset_handle", "Handle of a dataset, ds_…, whose kind counts.");

  static final InputField CHECKPOINT =
      InputField.text("checkpoint_handle", "Handle of a trained model, chk_….");

  static final InputField RUN =
      InputField.text("training_run_handle", "Handle of a training, run_….").required();

  static final InputField ARTIFACT_ROOT =
      InputField.text(
              "artifact_root",
              "Directory for what comes of it, below the directory of the server; it is made if it"
                  + " is not there.")
          .required();

  static final InputField DEVICE =
      InputField.text("device", "Where it computes: auto unless given.")
          .oneOf("auto", "cpu", "cuda");

  private Inputs() {}

  /** Returns the directory for artifacts that a call names. */
  static String artifactRoot(RootDirectory root, Arguments arguments) {
    return root.directory(ARTIFACT_ROOT.name(), arguments.text(ARTIFACT_ROOT.name())).toString();
  }
}
