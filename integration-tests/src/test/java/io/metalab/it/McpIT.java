package io.metalab.it;

import static io.metalab.it.McpClients.answers;
import static io.metalab.it.McpClients.drive;
import static io.metalab.it.McpClients.error;
import static io.metalab.it.McpClients.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import io.metalab.it.JavaProcess.Outcome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code metalab mcp} as two client libraries see it that share nothing with its server library.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class McpIT {
  private static final List<String> LOOKING =
      List.of(
          "list_studies",
          "list_runs",
          "get_run",
          "aggregate_runs",
          "compare_runs",
          "explain_run",
          "list_failures",
          "read_run_log",
          "list_artifacts",
          "preview_artifact");

  @TempDir Path directory;

  @BeforeEach
  void makeStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: toy
        version: "1"
        goal: {metric: loss, minimize: true}
        operation:
          command: [bash, run.sh, "{lr}"]
          inputs: [run.sh]
        sweep: {grid: {lr: [0.1, 0.5, 1]}}
        seeds: {base: 1, replicates: 2}
        """);
    Files.writeString(
        directory.resolve("run.sh"),
        """
        echo "rate $1"
        [ $1 != 0.5 ] || exit 1
        echo "metric {\\"loss\\": $1}"
        echo "a note" > "$METALAB_OUT/note.txt"
        """);
  }

  private static List<String> metalab(String... options) {
    return McpClients.server("io.metalab.cli.Main", options);
  }

  private Map<String, Object> overStdio(List<Map<String, Object>> steps, String... options) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("command", metalab(options));
    plan.put("cwd", directory.toString());
    plan.put("steps", steps);
    return plan;
  }

  @ParameterizedTest
  @ValueSource(strings = {McpClients.OLD, McpClients.NEW})
  void aClientStartsAStudyAndAsksAboutItWithEveryTool(String client) {
    Map<String, Object> followed = new LinkedHashMap<>(step("list_studies", Map.of()));
    followed.put("until", "toy:1");
    Map<String, @Nullable Object> seen =
        drive(
            client,
            overStdio(
                List.of(
                    step("start_study", Map.of("study", "study.yaml", "workers", 2)),
                    followed,
                    step("list_runs", Map.of("study", "toy", "where", List.of("lr > 0.4"))),
                    step("get_run", Map.of("run", "@best")),
                    step("aggregate_runs", Map.of("studies", List.of("toy"), "by", List.of("lr"))),
                    step("compare_runs", Map.of("run", "@best", "other", "@failed")),
                    step("explain_run", Map.of("subject", "study.yaml")),
                    step("list_failures", Map.of()),
                    step("read_run_log", Map.of("run", "@best")),
                    step("list_artifacts", Map.of("run", "@best")),
                    step("preview_artifact", Map.of("run", "@best", "name", "note.txt")),
                    step("cancel_study", Map.of("study", "toy")),
                    step("list_runs", Map.of("limit", "ten")),
                    step("get_run", Map.of("run", "ffff")),
                    step("start_study", Map.of("study", "../study.yaml")),
                    step("no_such_tool", Map.of()),
                    step("list_studies", Map.of())),
                "--allow-write"));
    assertThat(seen).containsEntry("server", "metalab").containsEntry("declared", true);
    List<String> all = new ArrayList<>(LOOKING);
    all.addAll(List.of("start_study", "cancel_study"));
    assertThat(seen.get("tools")).isEqualTo(all);
    List<Map<?, ?>> answers = answers(seen);
    for (Map<?, ?> answer : answers.subList(0, 12)) {
      assertThat(answer.get("ok")).as("%s", answer).isEqualTo(true);
      assertThat(answer.get("isError")).isEqualTo(false);
      assertThat(answer.get("same")).isEqualTo(true);
    }
    assertThat(Json.write(answers.get(1).get("data")))
        .contains("\"runs\":6,\"success\":4,\"failed\":2");
    assertThat((List<?>) answers.get(2).get("data")).hasSize(4);
    assertThat(Json.write(answers.get(8).get("data"))).contains("rate 0.1");
    assertThat(Json.write(answers.get(10).get("data"))).contains("a note");
    assertThat(error(answers.get(12))).isEqualTo("invalid_value limit");
    assertThat(error(answers.get(13))).isEqualTo("not_found null");
    assertThat(error(answers.get(14))).isEqualTo("invalid_value study");
    assertThat(answers.subList(12, 15))
        .allMatch(answer -> Boolean.TRUE.equals(answer.get("isError")));
    assertThat(answers.get(15).get("thrown")).isNotNull();
    assertThat(answers.get(16).get("ok")).isEqualTo(true);
  }

  @Test
  void withoutLeaveToWriteNoToolChangesAnything() {
    Map<String, @Nullable Object> seen =
        drive(
            McpClients.NEW, overStdio(List.of(step("start_study", Map.of("study", "study.yaml")))));
    assertThat(seen.get("tools")).isEqualTo(LOOKING);
    assertThat(answers(seen).get(0).get("thrown")).isNotNull();
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  @Test
  void clientsOfHttpNeedTheToken() throws Exception {
    JavaProcess.metalab(directory, "run", "study.yaml");
    Process server =
        new ProcessBuilder(metalab("--transport", "http"))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader says = server.inputReader(UTF_8)) {
      String url = String.valueOf(says.readLine()).replaceFirst("url +", "");
      String token = String.valueOf(says.readLine()).replaceFirst("token +", "");
      for (String client : List.of(McpClients.OLD, McpClients.NEW)) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("url", url);
        plan.put("token", token);
        plan.put(
            "steps",
            List.of(step("list_runs", Map.of("limit", 2)), step("list_runs", Map.of("limit", 0))));
        Map<String, @Nullable Object> seen = drive(client, plan);
        assertThat(seen.get("tools")).isEqualTo(LOOKING);
        assertThat((List<?>) answers(seen).get(0).get("data")).hasSize(2);
        assertThat(error(answers(seen).get(1))).isEqualTo("invalid_value limit");
        plan.put("token", "another one, which nobody gave");
        assertThat(drive(client, plan)).containsOnlyKeys("refused");
      }
      server.destroy();
      assertThat(server.waitFor()).isZero();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aClientThatVanishesLeavesNoServerBehindAndTheStudyThatItStartedGoesOn() throws Exception {
    Path gate = directory.resolve("gate");
    assertThat(JavaProcess.run(directory, List.of("mkfifo", gate.toString())).exitCode()).isZero();
    Files.writeString(directory.resolve("run.sh"), "read -r go < gate\n");
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: toy
        version: "1"
        operation: {command: [bash, run.sh], inputs: [run.sh]}
        params: {}
        """);
    File errors = directory.resolve("errors").toFile();
    Process server =
        new ProcessBuilder(metalab("--allow-write"))
            .directory(directory.toFile())
            .redirectError(errors)
            .start();
    try (BufferedReader says = server.inputReader(UTF_8)) {
      server
          .getOutputStream()
          .write(
              """
              {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
              "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
              {"jsonrpc":"2.0","method":"notifications/initialized"}
              {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"start_study",\
              "arguments":{"study":"study.yaml"}}}
              """
                  .getBytes(UTF_8));
      server.getOutputStream().flush();
      assertThat(says.readLine()).contains("\"id\":0");
      assertThat(says.readLine()).contains("\"id\":1").contains("\"isError\":false");
    }
    server.getOutputStream().close();
    assertThat(server.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(errors).isEmpty();
    Files.writeString(gate, "go\n");
    Outcome end = JavaProcess.metalab(directory, "status", "toy", "-w");
    assertThat(end.exitCode()).as(end.err()).isZero();
    assertThat(JavaProcess.metalab(directory, "ls", "--count").out()).isEqualTo("1\n");
  }
}
