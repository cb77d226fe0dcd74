package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study with a clear best value, a failing cell, series, and values that try to be markup. */
class ReportCommandTest {
  private static final String HOSTILE = "<script>alert(1)</script>'\"&";

  @TempDir static Path directory;
  private static Document page;

  @BeforeAll
  static void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("fall.sh"),
        """
        [ "$1" = 100 ] && { echo "<b>too fast</b> & furious" >&2; exit 1; }
        for step in 0 1 2; do
          echo "metric {\\"step\\": $step, \\"loss\\": $(( $1 + step ))}"
        done
        echo "metric {\\"loss\\": $(( $1 + 2 ))}"
        """);
    Files.writeString(
        directory.resolve("fall.yaml"),
        """
        study: fall
        version: "1"
        goal: {metric: loss, minimize: true}
        operation: {command: [bash, fall.sh, "{speed}", "{name}"], inputs: [fall.sh]}
        sweep:
          grid:
            speed: {log: [1, 100, 3]}
            name: [plain, "<script>alert(1)</script>'\\"&"]
        seeds: {base: 7, replicates: 2}
        """);
    CliRun.Outcome run = CliRun.in(directory).run("run", "fall.yaml", "--report", "run.html");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("\nreport: ").endsWith("run.html\n");
    CliRun.Outcome outcome = CliRun.in(directory).run("report", "fall", "-o", "report.html");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Parser parser = Parser.htmlParser().setTrackErrors(100);
    page = Jsoup.parse(Files.readString(directory.resolve("report.html")), "", parser);
    assertThat(parser.getErrors()).isEmpty();
  }

  private static List<String> row(Element table, int index) {
    return table.select("tbody tr").get(index).select("td").eachText();
  }

  private static Element table(String caption) {
    return page.select("table").stream()
        .filter(table -> table.select("caption").text().startsWith(caption))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refersToNothingOutsideOfItAndHasNoScript() {
    assertThat(page.select("script, link, img, iframe, object, embed, base, form")).isEmpty();
    assertThat(page.select("[src], [onload], [onclick], [style]")).isEmpty();
    assertThat(page.select("a[href]").eachAttr("href")).allMatch(target -> target.startsWith("#"));
    assertThat(page.select("style").outerHtml()).doesNotContain("url(").doesNotContain("@import");
  }

  @Test
  void everyLinkHasItsTargetAndNoIdIsThereTwice() {
    List<String> ids = page.select("[id]").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(page.select("a[href]").eachAttr("href"))
        .containsExactly(
            "#best-configuration", "#effects", "#failures", "#curves", "#runs", "#reproduce")
        .allMatch(target -> ids.contains(target.substring(1)));
  }

  @Test
  void tellsCountsBestAndWhatIsMissing() {
    assertThat(page.select("h1").text()).isEqualTo("fall:1");
    assertThat(page.select(".tiles div").eachText()).containsExactly("8 success", "4 failed");
    assertThat(page.select(".answer").text())
        .startsWith("speed=1 name=")
        .contains("has the smallest mean loss: 3 (2 runs, 95 % interval 3 to 3).");
    assertThat(table("Configurations without a value").select("tbody tr")).hasSize(2);
    assertThat(row(table("Configurations without a value"), 1))
        .containsExactly("speed=100 name=plain", "2", "replicate=0; replicate=1");
  }

  @Test
  void groupsFailuresAndListsTheRuns() {
    assertThat(row(table("Runs that stand failed"), 0).subList(0, 3))
        .containsExactly("4", "CommandFailed", "exit code <n>: <b>too fast</b> & furious");
    Element runs = table("12 runs, the best first");
    assertThat(runs.select("th").eachText())
        .containsExactly("id", "status", "speed", "name", "replicate", "loss", "duration");
    assertThat(row(runs, 0)).contains("success", "1", "3");
    assertThat(row(runs, 11)).contains("failed", "100", "-");
  }

  @Test
  void everyPictureHasATitleAWordOnWhatItShowsAndItsNumbers() {
    assertThat(page.select("figure")).hasSize(3);
    for (Element figure : page.select("figure")) {
      assertThat(figure.select("svg > title").text()).isNotBlank();
      assertThat(figure.select("figcaption").text()).contains("Horizontal:", "Vertical:");
      assertThat(figure.select("details table tbody tr")).isNotEmpty();
    }
    assertThat(page.select("figure svg > title").eachText())
        .containsExactly("speed: 100 % of the variance", "name: 0 % of the variance", "loss");
  }

  @Test
  void showsMarkupInNamesAsText() {
    assertThat(page.select("main").text()).contains("name=" + HOSTILE);
    assertThat(page.select("main b").eachText()).noneMatch(text -> text.equals("too fast"));
  }

  @Test
  void saysHowToCheckAnIdAndGoOn() {
    assertThat(page.select("#reproduce ~ pre").eachText().get(0))
        .matches("(?s)metalab show ([0-9a-f]{8}) --json .* sha256sum\\s\\1[0-9a-f]{56}");
    assertThat(page.select("#reproduce ~ pre").eachText().get(1))
        .isEqualToIgnoringWhitespace("metalab run fall.yaml metalab resume fall:1");
  }

  @Test
  void isTheSamePageForTheSameRuns() {
    assertThat(directory.resolve("run.html"))
        .hasSameTextualContentAs(directory.resolve("report.html"));
  }

  @Test
  void doesWithoutAGoal() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        operation: test.add
        params: {a: 1}
        """);
    CliRun.in(directory).run("run", "sums.yaml");
    assertThat(CliRun.in(directory).run("report", "sums", "-o", "sums.html").exitCode()).isZero();

    Document sums = Jsoup.parse(Files.readString(directory.resolve("sums.html")));
    assertThat(sums.select("h2").eachText()).containsExactly("Failures", "Runs", "Reproduce");
  }

  @Test
  void saysBeforehandWhatItCannotWrite() {
    CliRun.Outcome outcome =
        CliRun.in(directory).run("run", "fall.yaml", "--report", "no/where.html");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("where.html (--report) is not there.");
    assertThat(CliRun.in(directory).run("report", "fall", "-o", "no/where.html").err())
        .contains("cannot be written");
  }
}
