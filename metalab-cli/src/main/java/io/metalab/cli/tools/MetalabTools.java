package io.metalab.cli.tools;

import io.metalab.cli.CommandCalls;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolServer;
import io.metalab.core.provenance.MetalabVersion;
import java.util.ArrayList;
import java.util.List;

/** The tools of metalab, in the order in which clients list them. */
public final class MetalabTools {
  static final InputField RUN =
      InputField.text(
          "run", "First digits of a run's id, or @last, @best, @failed, also as in koopman@best.");
  static final InputField STUDY =
      InputField.text("study", "Name or name:version of a study; all of the store unless given.");
  static final InputField WHERE =
      InputField.texts(
          "where", "Filters that all hold, such as \"params.lr > 0.01 && status == 'failed'\".");

  private static final String INSTRUCTIONS =
      "Studies are declared experiments; a run is one point of a study, with an id made from its"
          + " content. Begin with list_studies, then list_runs or aggregate_runs of one of them."
          + " Fields are params.NAME, metrics.NAME, derived.NAME and record.NAME; the name alone"
          + " will do where it is clear. An answer is {ok, data, meta} or {ok, error}; meta.next"
          + " is the cursor of the next page.";

  private MetalabTools() {}

  /**
   * Returns the server of metalab.
   *
   * @param root what files clients may name
   * @param mayWrite whether tools are among them that start and stop studies
   */
  public static ToolServer server(CommandCalls calls, RootDirectory root, boolean mayWrite) {
    return new ToolServer(
        "metalab", MetalabVersion.current(), INSTRUCTIONS, all(calls, root, mayWrite));
  }

  private static List<Tool> all(CommandCalls calls, RootDirectory root, boolean mayWrite) {
    List<Tool> tools = new ArrayList<>();
    tools.add(StudyTools.listStudies(calls));
    tools.add(RunTools.listRuns(calls));
    tools.add(RunTools.getRun(calls));
    tools.add(RunTools.aggregateRuns(calls));
    tools.add(RunTools.compareRuns(calls));
    tools.add(ExplainTool.explainRun(calls, root));
    tools.add(RunTools.listFailures(calls));
    tools.add(LogTool.readRunLog(calls));
    tools.add(ArtifactTools.listArtifacts(calls));
    tools.add(ArtifactTools.previewArtifact(calls));
    if (mayWrite) {
      tools.add(StudyTools.startStudy(calls, root));
      tools.add(StudyTools.cancelStudy(calls));
    }
    return tools;
  }
}
