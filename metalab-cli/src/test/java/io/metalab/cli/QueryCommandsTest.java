package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a store with two studies, one of whose runs failed. */
class QueryCommandsTest {
  @TempDir static Path directory;

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
        directory.resolve("other.yaml"),
        """
        study: other
        version: "1"
        operation: test.add
        sweep: {grid: {a: [5]}}
        """);
    CliRun.in(directory).run("run", "sums.yaml");
    CliRun.in(directory).run("run", "other.yaml");
  }

  private static CliRun cli() {
    return CliRun.in(directory);
  }

  private static String id(String where) {
    return cli()
        .run("ls", "--where", where, "--cols", "id", "--format", "tsv")
        .out()
        .lines()
        .skip(1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void statusCountsTheRunsOfEveryStudy() {
    assertThat(cli().run("status").out())
        .isEqualTo(
            """
            study    runs  success  failed  running  cancelled  lost  left  controllers
            sums:1      6        4       2        0          0     0     0            0
            other:1     1        1       0        0          0     0     0            0
            """);
  }

  @Test
  void aPageTellsWhereTheNextOneBegins() {
    String[] all = {"ls", "--sort", "sum", "--cols", "sum", "--format", "tsv"};
    List<String> sums = cli().run(all).out().lines().skip(1).toList();
    CliRun.Outcome page =
        cli().run("ls", "--sort", "sum", "--cols", "sum", "--skip", "1", "--limit", "2", "--json");
    assertThat(page.object("meta").get("next")).isEqualTo("3");
    CliRun.Outcome lines =
        cli().run("ls", "--sort", "sum", "--cols", "sum", "--skip", "5", "--format", "tsv");
    assertThat(lines.out().lines().skip(1)).isEqualTo(sums.subList(5, 7));
    assertThat(cli().run("ls", "--skip", "5", "--count").out()).isEqualTo("2\n");
    assertThat(cli().run("ls", "sums", "--replicates", "--skip", "2", "--json").out())
        .contains("\"params.a\": 3")
        .doesNotContain("\"params.a\": 2");
    CliRun.Outcome last = cli().run("ls", "--skip", "5", "--limit", "2", "--json");
    assertThat(last.object("meta").get("next")).isNull();
    assertThat(cli().run("ls", "--skip", "-1").err()).contains("The --skip (-1)");
  }

  @Test
  void statusOfOneStudyNamesTheBestRun() {
    CliRun.Outcome outcome = cli().run("status", "sums");
    assertThat(outcome.out())
        .startsWith(
            """
            sums:1  test.add@2  store ./runs
              grid a(3) x 2 replicates = 6 runs
              ✓ success 4  ✗ failed 2  left 0
              best sum 2.5  (\
            """);
    assertThat(outcome.out()).endsWith(")\n  next: metalab resume sums:1\n");
  }

  @Test
  void lsFiltersSortsAndSelects() {
    assertThat(
            cli()
                .run(
                    "ls",
                    "sums",
                    "--where",
                    "status == 'success'",
                    "--sort",
                    "sum:desc,replicate",
                    "--cols",
                    "a,replicate,sum")
                .out())
        .isEqualTo(
            """
            a  replicate  sum
            2          0  2.5
            2          1  2.5
            1          0  1.5
            1          1  1.5
            """);
  }

  @Test
  void listsGoIntoDocuments() throws IOException {
    assertThat(cli().run("ls", "sums", "--group-by", "a", "--format", "markdown").out())
        .isEqualTo(
            """
            |   a |   n | excluded | sum     |
            | --: | --: | -------: | ------- |
            |   1 |   2 |        0 | 1.5 ± 0 |
            |   2 |   2 |        0 | 2.5 ± 0 |
            |   3 |   0 |        2 | -       |
            """);
    assertThat(cli().run("ls", "sums", "--sort", "a", "--cols", "a,sum", "--format", "latex").out())
        .startsWith("% \\usepackage{booktabs}\n\\begin{tabular}{rr}\n\\toprule\na & sum")
        .contains("$1$ & $1.5$ \\\\\n", "$3$ & -- \\\\\n");
    assertThat(cli().run("export", "sums", "-o", "t.tex", "--cols", "a,sum").exitCode()).isZero();
    assertThat(directory.resolve("t.tex")).content().contains("$2$ & $2.5$ \\\\");
    assertThat(cli().run("export", "sums", "-o", "t.md", "--cols", "id,a").exitCode()).isZero();
    assertThat(directory.resolve("t.md")).content().startsWith("| id       |   a |\n");
    assertThat(cli().run("show", "@last", "--format", "latex").err()).contains("prints no list");
  }

  @Test
  void lsGroupsSortsAndLimitsGroups() {
    assertThat(
            cli().run("ls", "sums", "--group-by", "a", "--sort", "sum:desc", "--limit", "2").out())
        .isEqualTo(
            """
            a  n  excluded  sum
            2  2         0  2.5 ± 0
            1  2         0  1.5 ± 0
            """);
    assertThat(cli().run("ls", "sums", "--replicates", "--format", "ndjson").out().lines())
        .hasSize(3);
  }

  @Test
  void lsRefusesAFilterThatNamesNoField() {
    CliRun.Outcome outcome = cli().run("ls", "--where", "summ > 1");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("summ > 1\n  ^^^^").contains("did you mean");
  }

  @Test
  void lsSaysThatThereIsMore() {
    CliRun.Outcome table = cli().run("ls", "--limit", "2");
    assertThat(table.out().lines()).hasSize(3);
    assertThat(table.err()).isEqualTo("(the first 2 runs; --limit N shows others)\n");
    CliRun.Outcome json = cli().run("ls", "--limit", "2", "--json");
    assertThat((List<?>) Json.parseObject(json.out()).get("data")).hasSize(2);
    assertThat(json.object("meta").get("truncated")).isEqualTo(true);
  }

  @Test
  void showTellsAllOfARun() {
    String id = id("a == 2 && replicate == 1");
    assertThat(cli().run("show", id.substring(0, 12)).out().replaceAll("took \\d+ ms", "took N ms"))
        .isEqualTo(
            """
            %s  ✓ success  attempt 1
            sums:1  test.add@2  started 2026-11-20 16:02Z  took N ms
            params     a        2
                       b        0.5
                       fail_at  3.5
            seed       7  replicate 1
            metrics    sum  2.5
            """
                .formatted(id));
  }

  @Test
  void showFindsRunsByName() {
    assertThat(cli().run("show", "sums@best").out()).contains("metrics    sum  2.5");
    assertThat(cli().run("show", "@failed").out())
        .contains("✗ failed")
        .contains("IllegalStateException: the sum is 3")
        .contains("\tat io.metalab.cli.TestOperation.run(TestOperation.java:");
    assertThat(cli().run("show", "other@last").out()).contains("other:1");
    assertThat(cli().run("show", "@best").exitCode()).isEqualTo(2);
    assertThat(cli().run("show", "@first").err()).contains("there are @last, @best and @failed");
  }

  @Test
  void aPrefixThatFitsSeveralRunsListsThem() {
    List<String> ids =
        cli().run("ls", "--cols", "id", "--format", "tsv").out().lines().skip(1).sorted().toList();
    String common = commonPrefix(ids);
    CliRun.Outcome outcome = cli().run("show", common, "--json");
    assertThat(outcome.exitCode()).isEqualTo(2);
    Map<String, ?> error = outcome.object("error");
    assertThat(error.get("code")).isEqualTo("ambiguous_id");
    assertThat((List<?>) CliRun.Outcome.object(error, "details").get("candidates"))
        .hasSizeGreaterThan(1);
  }

  /** Of seven ids, which are always the same, two start with the same digit. */
  private static String commonPrefix(List<String> ids) {
    for (int i = 1; i < ids.size(); i++) {
      if (ids.get(i).charAt(0) == ids.get(i - 1).charAt(0)) {
        return ids.get(i).substring(0, 1);
      }
    }
    throw new AssertionError("No two of " + ids + " start with the same digit.");
  }

  @Test
  void whatIsNotThereIsExitCodeFive() {
    assertThat(cli().run("show", "0123456789abcdef0").exitCode()).isEqualTo(5);
    assertThat(cli().run("status", "suns").err()).contains("no study 'suns'");
    assertThat(cli().run("status", "-s", "gone").exitCode()).isEqualTo(5);
  }

  @Test
  void logPrintsTheLinesOfARun() {
    String id = id("a == 1 && replicate == 0 && study == 'sums:1'");
    assertThat(cli().run("log", id).out())
        .isEqualTo("2026-11-20T16:02:11.000Z INFO  [run] adding 1\n");
    CliRun.Outcome warnings = cli().run("log", id, "--level", "WARN");
    assertThat(warnings.out()).isEmpty();
    assertThat(warnings.err()).contains(" has logged nothing from WARN on.");
    assertThat(cli().run("log", "@failed", "-n", "1").out().lines()).hasSize(1);
    assertThat(cli().run("log", id, "-f").out()).contains("adding 1");
  }

  @Test
  void exportWritesFilesByTheirExtension() throws IOException {
    assertThat(cli().run("export", "other", "-o", "out.csv", "--cols", "a,sum").exitCode())
        .isZero();
    assertThat(directory.resolve("out.csv")).hasContent("params.a,metrics.sum\r\n5,5.5\r\n");
    cli().run("export", "sums", "-o", "out.ndjson", "--where", "status == 'failed'");
    assertThat(Files.readAllLines(directory.resolve("out.ndjson"))).hasSize(2);
    assertThat(cli().run("export", "sums", "-o", "out.xls").err())
        .contains(".csv, .tsv, .ndjson, .json, .parquet");
  }

  @Test
  void exportToParquetTellsHowToGetTheDriverWhereItIsMissing() {
    CliRun.Outcome outcome = cli().run("export", "sums", "-o", "out.parquet");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("org.duckdb:duckdb_jdbc", "mvn dependency:copy", "--classpath");
    assertThat(directory.resolve("out.parquet")).doesNotExist();
  }

  @Test
  void verifyFindsNothingWrong() {
    CliRun.Outcome outcome = cli().run("verify", "--deep");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).matches("\\d+ records and 0 artifacts checked, nothing wrong\n");
  }

  @Test
  void storeInfoNamesTheStore() {
    assertThat(cli().run("store", "info").out())
        .startsWith("store    ./runs  (file)\nopens    ")
        .contains("\nruns     7\n");
  }
}
