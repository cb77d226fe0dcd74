package io.metalab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server of tools over a store of 45 runs: its start, and how long calls take when warm. */
final class McpScenario implements Scenario {
  private static final int WARM_UP = 200;
  private static final int CALLS = 200;
  private static final double QUANTILE = 0.95;
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"b\",\"version\":\"1\"}}}";

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
    long start = System.nanoTime();
    Process server =
        new ProcessBuilder(
                List.of(System.getProperty("metalab.launcher"), "mcp", "-s", directory.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answers = server.inputReader(UTF_8);
        OutputStream calls = server.getOutputStream()) {
      ask(calls, answers, INITIALIZE);
      figures.put("first_answer_s", (System.nanoTime() - start) / 1e9);
      calls.write(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n".getBytes(UTF_8));
      for (String tool : List.of("list_studies", "list_runs", "list_failures")) {
        figures.put(tool + "_p95_ms", quantile(calls, answers, tool, "{}"));
      }
      figures.put("get_run_p95_ms", quantile(calls, answers, "get_run", "{\"run\":\"@last\"}"));
    } finally {
      server.destroy();
    }
    return figures;
  }

  private static double quantile(
      OutputStream calls, BufferedReader answers, String tool, String arguments)
      throws IOException {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(tool, arguments);
    double[] millis = new double[CALLS];
    for (int i = -WARM_UP; i < CALLS; i++) {
      long start = System.nanoTime();
      String answer = ask(calls, answers, call);
      if (!answer.contains("\"isError\":false")) {
        throw new IllegalStateException(tool + " failed: " + answer);
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[(int) (QUANTILE * CALLS)];
  }

  private static String ask(OutputStream calls, BufferedReader answers, String call)
      throws IOException {
    calls.write((call + "\n").getBytes(UTF_8));
    calls.flush();
    return answers.readLine();
  }
}
