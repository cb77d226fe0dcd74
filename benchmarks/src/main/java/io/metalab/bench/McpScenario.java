package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server of tools over a store of 45 runs: its start, and how long calls take when warm. */
final class McpScenario implements Scenario {
  @Override
  public String name() {
    return "mcp";
  }

  @Override
  public int repeats() {
    return 5;
  }

  @Override
  public void prepare(Path directory) throws Exception {
    try (Store store =
        Stores.open(
            directory.toString(), OpenOptions.readWrite(), McpScenario.class.getClassLoader())) {
      NoOpStudy.run(NoOpStudy.plan("mcp", 3, 3, 5), store);
    }
    LauncherTime.seconds("doctor", directory);
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (ToolClient client =
        ToolClient.start(
            System.getProperty("metalab.launcher"), "mcp", "-s", directory.toString())) {
      figures.put("first_answer_s", client.firstAnswerSeconds());
      for (String tool : List.of("list_studies", "list_runs", "list_failures")) {
        figures.put(tool + "_p95_ms", client.quantileMillis(tool, "{}"));
      }
      figures.put("get_run_p95_ms", client.quantileMillis("get_run", "{\"run\":\"@last\"}"));
    }
    return figures;
  }
}
