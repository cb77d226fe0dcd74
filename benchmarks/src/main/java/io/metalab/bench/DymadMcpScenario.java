package io.metalab.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server of DyMAD's tools: its start, and how long tools that list and describe take. */
final class DymadMcpScenario implements Scenario {
  private static final String KBF = "{\"model_key\":\"kbf\"}";

  @Override
  public String name() {
    return "dymad-mcp";
  }

  @Override
  public int repeats() {
    return 5;
  }

  @Override
  public void prepare(Path directory) throws Exception {
    // The launcher builds what is missing.
    start(directory).close();
  }

  private static ToolClient start(Path directory) throws Exception {
    String launcher =
        Path.of(System.getProperty("metalab.launcher")).resolveSibling("dymad").toString();
    return ToolClient.start(
        launcher, "mcp", "--mode", "both", "-s", directory.resolve("runs").toString());
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (ToolClient client = start(directory)) {
      figures.put("first_answer_s", client.firstAnswerSeconds());
      for (String tool :
          List.of(
              "list_training_capabilities",
              "list_analysis_capabilities",
              "list_evaluation_capabilities",
              "list_model_capabilities",
              "list_profile_capabilities",
              "list_objects")) {
        figures.put(tool + "_p95_ms", client.quantileMillis(tool, "{}"));
      }
      figures.put(
          "describe_training_capability_p95_ms",
          client.quantileMillis("describe_training_capability", KBF));
    }
    return figures;
  }
}
