package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command prints exactly one document under {@code --json}, whatever happens. */
class EnvelopeTest {
  @TempDir static Path directory;

  @BeforeAll
  static void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        "{study: s, version: '1', operation: test.add, sweep: {grid: {a: [1, 2]}}}");
    Files.writeString(directory.resolve("wrong.yaml"), "study: [");
    CliRun.in(directory).run("run", "study.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run study.yaml",
        "run study.yaml --dry-run",
        "resume",
        "cancel s",
        "status",
        "status s",
        "ls",
        "ls --count",
        "ls --replicates",
        "show @last",
        "log @last",
        "failures",
        "failures s",
        "diff @last @last",
        "diff @last @last --all",
        "artifact ls @last",
        "artifact get @last",
        "tag @last +keep",
        "note @last text",
        "rm s --dry-run",
        "gc",
        "gc --dry-run",
        "why s",
        "why @last",
        "why study.yaml",
        "export -o runs.csv",
        "verify",
        "store info",
        "doctor",
        "doctor --config",
        "op ls",
        "op show test.add",
        "compare s --metric sum",
        "compare s --metric sum --effects",
        "plot hist s --metric sum -o sum.svg",
        "report s -o report.html",
        "completion bash",
        "init",
        "new fresh",
        "--help",
        "ls --help",
        "--version"
      })
  void successIsOneDocument(String command) {
    CliRun.Outcome outcome = run(command);
    Map<String, ?> document = Json.parseObject(outcome.out());
    assertThat(document.keySet()).isEqualTo(Set.of("ok", "data", "meta"));
    assertThat(document.get("ok")).isEqualTo(true);
    assertThat(document.get("data")).isNotNull();
    assertThat(outcome.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run gone.yaml|2|file_unreadable",
        "run wrong.yaml|2|invalid_study",
        "run|2|usage",
        "resume gone|5|not_found",
        "cancel gone|5|not_found",
        "cancel s --wait x|2|usage",
        "status gone|5|not_found",
        "status -s nowhere|5|not_found",
        "ls --where a==|2|invalid_filter",
        "ls --cols gone|2|invalid_filter",
        "show ffffffffffff|5|not_found",
        "log @nothing|2|usage",
        "why gone|5|not_found",
        "failures gone|5|not_found",
        "failures --where a==|2|invalid_filter",
        "diff @last ffffffffffff|5|not_found",
        "diff @last|2|usage",
        "artifact|2|usage",
        "artifact ls ffffffffffff|5|not_found",
        "artifact cat @last:gone|5|not_found",
        "artifact get @last:gone|5|not_found",
        "tag @last|2|usage",
        "tag gone +keep|5|not_found",
        "note @last|2|usage",
        "note gone text|5|not_found",
        "rm|2|usage",
        "rm s|2|usage",
        "rm gone --yes|5|not_found",
        "gc --grace x|2|usage",
        "gc -s nowhere|5|not_found",
        "log @last -f|2|usage",
        "export -o runs.xls|2|usage",
        "verify --shallow|2|usage",
        "store|2|usage",
        "op show gone|2|unknown_operation",
        "op ls --cols gone|2|usage",
        "compare gone|5|not_found",
        "compare s|2|usage",
        "plot|2|usage",
        "plot hist gone --metric sum -o sum.svg|5|not_found",
        "report gone -o report.html|5|not_found",
        "sensitivity s --metric sum|2|invalid_study",
        "completion tcsh|2|usage",
        "new|2|usage",
        "frobnicate|2|usage",
        "status --format xml|2|usage",
        "status -C gone|2|usage"
      })
  void failureIsOneDocument(String line) {
    List<String> parts = List.of(line.split("\\|"));
    CliRun.Outcome outcome = run(parts.get(0));
    Map<String, ?> document = Json.parseObject(outcome.out());
    assertThat(document.get("ok")).isEqualTo(false);
    Map<String, ?> error = outcome.object("error");
    assertThat(List.copyOf(error.keySet()))
        .isEqualTo(List.of("code", "message", "hint", "details", "retryable"));
    assertThat(error.get("code")).isEqualTo(parts.get(2));
    assertThat(outcome.exitCode()).isEqualTo(Integer.parseInt(parts.get(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run study.yaml|total,ok,exit_code",
        "run study.yaml --dry-run|new,reused",
        "resume|study,left",
        "cancel s|study,controllers",
        "status s|success,left",
        "ls --count|count",
        "show @last|id,metrics",
        "log @last|attempt,lines",
        "diff @last @last|a,fields",
        "artifact get @last|run,files",
        "tag @last +keep|runs,ids",
        "note @last text|run,notes",
        "rm s --dry-run|runs,studies",
        "gc --dry-run|trashed,held",
        "why s|reusable",
        "why @last|identity",
        "export -o runs.csv|runs",
        "verify|findings",
        "store info|kind,runs",
        "op show test.add|key,parameters",
        "--version|java"
      })
  void keepsTheFieldsOfADocumentThatAreAskedFor(String command, String fields) {
    CliRun.Outcome outcome = run(command, "--json=" + fields);
    assertThat(outcome.exitCode()).isZero();
    assertThat(List.copyOf(outcome.object("data").keySet())).isEqualTo(List.of(fields.split(",")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status|study,left|study,left",
        "ls|sum,params.a|metrics.sum,params.a",
        "ls --replicates|runs|runs",
        "doctor|check,verdict|check,verdict",
        "doctor --config|key,origin|key,origin",
        "op ls|key|key"
      })
  void keepsTheFieldsOfAListThatAreAskedFor(String command, String fields, String names) {
    CliRun.Outcome outcome = run(command, "--json=" + fields);
    List<?> rows = (List<?>) requireNonNull(Json.parseObject(outcome.out()).get("data"));
    assertThat(rows).isNotEmpty();
    rows.forEach(
        row ->
            assertThat(List.copyOf(((Map<?, ?>) row).keySet()))
                .isEqualTo(List.of(names.split(","))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run other.yaml",
        "status s",
        "status",
        "op ls",
        "show @last",
        "verify",
        "log @last"
      })
  void refusesAFieldThatIsNotThereAndNamesThoseThatAre(String command) throws IOException {
    Files.writeString(
        directory.resolve("other.yaml"),
        "{study: other, version: '1', operation: test.add, params: {a: 1}}");
    CliRun.Outcome outcome = run(command, "--json=gone");
    assertThat(outcome.exitCode()).isEqualTo(2);
    Map<String, ?> error = outcome.object("error");
    assertThat(error.get("code")).isEqualTo("usage");
    assertThat(error.get("message")).asString().contains("'gone'");
    assertThat(error.get("hint")).asString().startsWith("the ");
    assertThat(run("status other", "--json").exitCode()).isEqualTo(5);
  }

  private static CliRun.Outcome run(String command, String json) {
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.add(json);
    return CliRun.in(directory).run(line.toArray(String[]::new));
  }

  private static CliRun.Outcome run(String command) {
    return CliRun.in(directory).run((command + " --json").split(" "));
  }
}
