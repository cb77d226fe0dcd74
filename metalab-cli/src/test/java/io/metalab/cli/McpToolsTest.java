package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.Metalab;
import io.metalab.api.MetalabException;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolAnswer;
import io.metalab.cli.mcp.ToolException;
import io.metalab.cli.mcp.ToolServer;
import io.metalab.cli.output.Plain;
import io.metalab.cli.tools.MetalabTools;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools of {@code metalab mcp} over a store of two studies, one of whose runs failed. */
class McpToolsTest {
  @TempDir static Path directory;

  private CommandCalls calls = new CommandCalls(CliRun.in(directory).context());

  @BeforeAll
  static void runStudies() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        goal: {metric: sum, minimize: false}
        operation: test.add
        params: {fail_at: 3.5}
        sweep: {grid: {a: [1, 2, 3]}}
        seeds: {base: 7, replicates: 2}
        """);
    Files.writeString(
        directory.resolve("files.yaml"),
        """
        study: files
        version: "1"
        goal: {metric: sum, minimize: true}
        operation: test.files
        sweep: {grid: {a: [2, 4]}}
        """);
    CliRun.in(directory).run("run", "sums.yaml");
    CliRun.in(directory).run("run", "files.yaml");
  }

  @BeforeEach
  void open() {
    calls = new CommandCalls(CliRun.in(directory).context());
  }

  @AfterEach
  void close() {
    calls.close();
  }

  private ToolServer server(boolean mayWrite) {
    return MetalabTools.server(calls, new RootDirectory(directory), mayWrite);
  }

  private ToolAnswer call(String name, Map<String, ?> arguments) {
    Tool tool =
        server(true).tools().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return tool.call(arguments, doing -> {});
  }

  private Map<String, @Nullable Object> object(String name, Map<String, ?> arguments) {
    return Json.parseObject(Json.write(Plain.of(call(name, arguments).envelope().get("data"))));
  }

  private static List<String> names(ToolServer server) {
    return server.tools().stream().map(Tool::name).toList();
  }

  @Test
  void theToolsAreTheseInThisOrder() {
    List<String> looking =
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
    assertThat(names(server(false))).isEqualTo(looking);
    List<String> all = new ArrayList<>(looking);
    all.addAll(List.of("start_study", "cancel_study"));
    assertThat(names(server(true))).isEqualTo(all);
    assertThat(server(false).tools()).allMatch(tool -> tool.hints().readOnly());
    assertThat(server(true).tools().subList(10, 12)).noneMatch(tool -> tool.hints().readOnly());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list_studies    | {}                                          | status",
        "list_runs       | {\"study\": \"sums\"}                       | ls sums --limit 100",
        "list_runs       | {\"where\": [\"a > 1\", \"a < 3\"], \"sort\": [\"sum:desc\", \"id\"]} |"
            + " ls --where a>1 --where a<3 --sort sum:desc,id --limit 100",
        "list_runs       | {\"limit\": 2, \"cursor\": \"1\", \"columns\": [\"id\", \"sum\"]} | ls"
            + " --limit 2 --skip 1 --cols id,sum",
        "get_run         | {\"run\": \"sums@best\"}                    | show sums@best",
        "aggregate_runs  | {\"studies\": [\"sums\"]}                   | compare sums",
        "aggregate_runs  | {\"studies\": [\"sums\"], \"by\": [\"a\"], \"metric\": \"sum\","
            + " \"baseline\": [\"2\"]} | compare sums --by a --metric sum --baseline 2",
        "compare_runs    | {\"run\": \"sums@best\", \"other\": \"@last\"} | diff sums@best @last",
        "compare_runs    | {\"run\": \"sums@best\", \"other\": \"@last\", \"all\": true} | diff"
            + " sums@best @last --all",
        "explain_run     | {\"subject\": \"sums@best\"}                | why sums@best",
        "explain_run     | {\"subject\": \"files\"}                    | why files",
        "explain_run     | {\"subject\": \"files.yaml\", \"against\": \"sums\"} | why files.yaml"
            + " --against sums",
        "list_failures   | {}                                          | failures",
        "list_failures   | {\"study\": \"sums\", \"where\": [\"a > 5\"]} | failures sums --where"
            + " a>5",
        "list_artifacts  | {\"run\": \"files@best\"}                   | artifact ls files@best"
      })
  void aToolTellsWhatTheCommandTells(String tool, String arguments, String command) {
    List<String> line = new ArrayList<>(List.of(command.split(" ", -1)));
    line.add("--json");
    CliRun.Outcome outcome = CliRun.in(directory).run(line.toArray(String[]::new));
    assertThat(Json.write(Plain.of(call(tool, Json.parseObject(arguments)).envelope())))
        .isEqualTo(Json.write(Json.parse(outcome.out())));
  }

  @Test
  void pagesLeadFromOneToTheNextUntilTheEnd() {
    List<@Nullable Object> all = new ArrayList<>();
    String cursor = "0";
    while (cursor != null) {
      ToolAnswer page =
          call("list_runs", Map.of("columns", List.of("id"), "limit", 3, "cursor", cursor));
      List<?> rows = (List<?>) requireNonNull(page.envelope().get("data"));
      assertThat(rows).hasSizeBetween(1, 3);
      all.addAll(rows);
      cursor = next(page);
    }
    assertThat(all).hasSize(8).doesNotHaveDuplicates();
    ToolAnswer first = call("list_studies", Map.of("limit", 1));
    ToolAnswer second =
        call("list_studies", Map.of("limit", 1, "cursor", String.valueOf(next(first))));
    assertThat(Json.write(Plain.of(first.envelope()))).contains("sums:1");
    assertThat(Json.write(Plain.of(second.envelope()))).contains("files:1");
    assertThat(next(second)).isNull();
  }

  private static @Nullable String next(ToolAnswer answer) {
    return (String) CliRun.Outcome.object(answer.envelope(), "meta").get("next");
  }

  @Test
  void aLogIsReadInPartsByOffset() {
    String whole = String.valueOf(object("read_run_log", Map.of("run", "@failed")).get("text"));
    assertThat(whole).endsWith("adding 3\n");
    StringBuilder parts = new StringBuilder();
    Object offset = 0;
    boolean ended = false;
    while (!ended) {
      Map<String, @Nullable Object> part =
          object("read_run_log", Map.of("run", "@failed", "offset", offset, "max_bytes", 10));
      parts.append(part.get("text"));
      offset = String.valueOf(part.get("next_offset")).transform(Long::valueOf);
      ended = Boolean.TRUE.equals(part.get("eof"));
    }
    assertThat(parts).hasToString(whole);
    assertThat(object("read_run_log", Map.of("run", "@failed", "offset", offset)))
        .containsEntry("text", "")
        .containsEntry("eof", true);
  }

  @Test
  void anArtifactThatIsTextIsShownAndOneThatIsNotIsDescribed() {
    Map<String, String> text = Map.of("run", "files@best", "name", "notes/lines.txt");
    assertThat(object("preview_artifact", text))
        .containsEntry("text", "first\nvalue 2\nlast\n")
        .containsEntry("complete", true);
    assertThat(
            object(
                "preview_artifact",
                Map.of("run", "files@best", "name", "notes/lines.txt", "max_bytes", 8)))
        .containsEntry("text", "first\nva")
        .containsEntry("complete", false);
    Map<String, @Nullable Object> bytes =
        object("preview_artifact", Map.of("run", "files@best", "name", "bytes.bin"));
    assertThat(bytes).containsEntry("text", null).containsEntry("size_bytes", 4L);
    assertThat(bytes).containsEntry("complete", false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "--json=id", "-C", "--store=/", "@sums.yaml", "../sums.yaml", "@"})
  void aValueIsNeverTakenForAnOptionOrAFile(String value) {
    assertThatThrownBy(() -> call("get_run", Map.of("run", value)))
        .isInstanceOf(MetalabException.class)
        .hasMessageNotContaining("test.add");
    assertThatThrownBy(() -> call("list_runs", Map.of("where", List.of(value))))
        .isInstanceOf(MetalabException.class);
    assertThatThrownBy(() -> call("list_runs", Map.of("study", value)))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("holds no study");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/hosts", "../elsewhere.yaml", "gone.yaml"})
  void noFileOutsideOfTheDirectoryIsReadOrStarted(String path) {
    assertThatThrownBy(() -> call("explain_run", Map.of("subject", path)))
        .isInstanceOfSatisfying(
            ToolException.class,
            e -> assertThat(e.problem().details()).isEqualTo(Map.of("field_path", "subject")));
    assertThatThrownBy(() -> call("start_study", Map.of("study", path)))
        .isInstanceOfSatisfying(
            ToolException.class,
            e -> assertThat(e.problem().details()).isEqualTo(Map.of("field_path", "study")));
  }

  @Test
  void aStudyThatAProgramDeclaresIsNotDeclaredAgainToExplainIt(@TempDir Path other) {
    CliRun.in(other)
        .runDeclared(
            Metalab.study("sums", "1").operation(new TestOperation()).grid("a", 1, 2)::build);
    calls.close();
    calls = new CommandCalls(CliRun.in(other).context());
    assertThatThrownBy(() -> call("explain_run", Map.of("subject", "sums")))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("a study that a program declares");
    assertThat(call("explain_run", Map.of("subject", "@last")).ok()).isTrue();
  }

  @Test
  void aProgramIsNotRunToExplainIt() throws IOException {
    Files.writeString(directory.resolve("Study.java"), "class Study {}\n");
    assertThatThrownBy(() -> call("explain_run", Map.of("subject", "Study.java")))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("neither YAML nor JSON");
  }

  @Test
  void aCursorThatNoAnswerGaveIsRefused() {
    assertThatThrownBy(() -> call("list_runs", Map.of("cursor", "-1")))
        .isInstanceOf(ToolException.class);
    assertThatThrownBy(() -> call("list_failures", Map.of("cursor", "next")))
        .isInstanceOf(ToolException.class);
  }

  @Test
  void aStoreThatTakesThePlaceOfAnotherIsSeen(@TempDir Path other) throws IOException {
    Files.copy(directory.resolve("files.yaml"), other.resolve("files.yaml"));
    try (CommandCalls here = new CommandCalls(CliRun.in(other).context())) {
      assertThatThrownBy(() -> here.call(List.of("status")))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("There is no store");
      CliRun.in(other).run("run", "files.yaml", "--limit", "1");
      assertThat(here.call(List.of("ls", "--count"))).containsEntry("data", Map.of("count", 1L));
      CliRun.in(other).run("run", "files.yaml");
      assertThat(here.call(List.of("ls", "--count"))).containsEntry("data", Map.of("count", 2L));
      try (Stream<Path> files = Files.walk(other.resolve("runs"))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      CliRun.in(other).run("run", "files.yaml", "--limit", "1");
      assertThat(here.call(List.of("ls", "--count"))).containsEntry("data", Map.of("count", 1L));
    }
  }

  @Test
  void theCommandListsTheToolsForPeople() throws IOException {
    CliRun.Outcome outcome = CliRun.in(directory).run("mcp", "--list", "--allow-write");
    Golden.check("mcp", "$ metalab mcp --list --allow-write\n" + outcome.out());
  }

  @Test
  void theCommandRefusesWhatItCannotServe() {
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("mcp", "--transport", "pigeon").err())
        .contains("The --transport (pigeon) must be stdio or http.");
    assertThat(cli.run("mcp", "--port", "70000").err()).contains("The --port (70000)");
    assertThat(cli.run("mcp", "--json").out()).contains("A server prints no document");
    assertThat(cli.run("mcp", "--list", "--allow-write", "--json").out())
        .contains("\"tool\": \"start_study\"");
  }
}
