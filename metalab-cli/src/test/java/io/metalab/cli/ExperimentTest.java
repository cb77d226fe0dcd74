package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of the programs that {@code metalab new} writes, each clause as a person meets it.
 */
class ExperimentTest {
  private static final String RUN = "runs/\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-";

  @TempDir static Path directory;

  /** A run that Train made, relative to the experiment. */
  private static String made = "";

  private static CliRun.Outcome training = new CliRun.Outcome(-1, "", "");

  @BeforeAll
  static void train() {
    assertThat(CliRun.in(directory).run("new", "fit").exitCode()).isZero();
    training = script("Train.java", "de-risk", "--epochs", "3", "--seed", "5");
    made = training.out().strip();
  }

  private static Path lab() {
    return directory.resolve("fit");
  }

  private static CliRun.Outcome in(String... line) {
    return CliRun.in(lab()).with("XDG_CACHE_HOME", directory + "/cache").run(line);
  }

  private static CliRun.Outcome script(String file, String... arguments) {
    return in(
        Stream.concat(Stream.of("script", "--offline", file), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static List<Path> children(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.sorted().toList();
    }
  }

  private static List<Map<String, ?>> metrics(String run, String log) throws IOException {
    return Files.readAllLines(lab().resolve(run).resolve(log)).stream()
        .filter(line -> line.contains("metric {"))
        .<Map<String, ?>>map(line -> Json.parseObject(line.substring(line.indexOf('{'))))
        .toList();
  }

  private static double number(Map<String, ?> values, String name) {
    return ((Number) requireNonNull(values.get(name), name)).doubleValue();
  }

  @Test
  void trainMakesTheRunDirectoryBelowTheWorkingDirectory() throws IOException {
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(made).matches(RUN + "de-risk");
    assertThat(children(lab().resolve(made)))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("checkpoints", "data", "logs", "plots");
    assertThat(lab().resolve(made).resolve("checkpoints/weights.csv")).isNotEmptyFile();
    assertThat(lab().resolve(made).resolve("data/params.json"))
        .hasContent("{\"lr\": 0.3, \"epochs\": 3, \"seed\": 5}");
  }

  @Test
  void logsHaveTheirTimesAndLevelsAndStderrTheTimeOfDay() throws IOException {
    assertThat(Files.readAllLines(lab().resolve(made).resolve("logs/train.log")))
        .hasSize(6)
        .allMatch(
            line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\| INFO \\| .+"));
    assertThat(training.err().lines())
        .hasSize(6)
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d \\| .+"));
    assertThat(metrics(made, "logs/train.log"))
        .extracting(values -> String.valueOf(values.get("epoch")))
        .containsExactly("1", "2", "3", "null");
  }

  @Test
  void trainRefusesARunDirectoryThatIsThere() throws IOException {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");
    Path runs = lab().resolve("runs");
    LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
    for (int second = 0; second < 1200; second++) {
      String name = time.format(now.plusSeconds(second)) + "-taken";
      Files.createDirectories(runs.resolve(name));
    }
    CliRun.Outcome outcome = script("Train.java", "taken");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err().strip()).matches("Error: " + RUN + "taken already exists\\.");
    for (Path taken : children(runs)) {
      if (taken.toString().endsWith("-taken")) {
        assertThat(taken).isEmptyDirectory();
        Files.delete(taken);
      }
    }
  }

  @Test
  void trainTakesADescriptiveNameAndNoPath() {
    CliRun.Outcome outcome = script("Train.java", "../out");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("Error: the name ../out must be letters");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void samplesThatAreMissingAreSaidBeforeARunIsMade() {
    CliRun.Outcome outcome = script("Train.java", "late", "--data", "none.csv");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).isEqualTo("Error: none.csv not found. Run GenerateData first.\n");
    assertThat(lab().resolve("runs")).isDirectoryNotContaining("glob:**-late");
  }

  @Test
  void evalJudgesTheWeightsThatTrainLeft() throws IOException {
    assertThat(script("Eval.java", made).err())
        .matches("\\d\\d:\\d\\d:\\d\\d \\| metric \\{\"split\": \"valid\", .*}\n");
    assertThat(Files.readString(lab().resolve(made).resolve("logs/eval.log")))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\| INFO \\| metric \\{.*}\n");
    double rmse = number(metrics(made, "logs/eval.log").get(0), "rmse");
    // What the fourth epoch sees first are the weights that the third one left.
    String longer = script("Train.java", "longer", "--epochs", "4", "--seed", "5").out().strip();
    double seen = number(metrics(longer, "logs/train.log").get(3), "valid_loss");
    assertThat(rmse * rmse).isCloseTo(seen, within(1e-12));
  }

  @Test
  void plotCurvesDrawsTheLog() throws IOException {
    CliRun.Outcome outcome = script("PlotCurves.java", made);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Path plots = lab().resolve(made).resolve("plots");
    byte[] webp = Files.readAllBytes(plots.resolve("loss_curve.webp"));
    assertThat(new String(webp, 0, 12, StandardCharsets.ISO_8859_1))
        .startsWith("RIFF")
        .endsWith("WEBP");
    assertThat(Files.readAllBytes(plots.resolve("loss_curve.png"))).startsWith(0x89, 'P', 'N', 'G');
    assertThat(plots.resolve("loss_curve.svg")).content().contains("held-out samples");
    // A header, and three epochs of two curves.
    assertThat(Files.readAllLines(plots.resolve("loss_curve.data.csv"))).hasSize(7);
  }

  @Test
  void evalAndPlotCurvesMakeNoRunDirectory() {
    for (String program : List.of("Eval.java", "PlotCurves.java")) {
      CliRun.Outcome outcome = script(program, "runs/none");
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err()).isEqualTo("Error: runs/none not found or not a directory.\n");
    }
    assertThat(lab().resolve("runs/none")).doesNotExist();
  }

  @Test
  void theSamplesAreWhatGenerateDataWrites() throws IOException {
    String given = Files.readString(lab().resolve("data/samples.csv"));
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    CliRun.Outcome outcome =
        CliRun.in(elsewhere)
            .with("XDG_CACHE_HOME", directory + "/cache")
            .run("script", lab().resolve("GenerateData.java").toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(elsewhere.resolve("data/samples.csv")).hasContent(given);
  }

  @Test
  void importTakesARunThatWasMadeByHand() throws IOException {
    CliRun.Outcome outcome = in("import", made, "-s", "kept");
    assertThat(outcome.out()).startsWith("fit-runs:1: 1 run, 1 new\n");
    double loss = number(metrics(made, "logs/train.log").get(3), "final_valid_loss");
    assertThat(
            in("ls", "-s", "kept", "--cols", "name,lr,final_valid_loss", "--format", "csv")
                .out()
                .lines()
                .skip(1))
        .containsExactly("de-risk,0.3," + loss);
  }

  @Test
  void aSweepGivesEachTrainingItsDirectoryAndKeepsWhatIsInIt() throws IOException {
    List<Path> before = children(lab().resolve("runs"));
    CliRun.Outcome outcome = in("run", "study.yaml", "-p", "lr=0.3", "-s", "swept");
    assertThat(outcome.err()).contains("total=3").contains("end ok=3 failed=0");
    assertThat(children(lab().resolve("runs"))).isEqualTo(before);
    CliRun.Outcome listed = in("artifact", "ls", "@best", "-s", "swept", "--format", "csv");
    assertThat(listed.out())
        .contains("checkpoints/weights.csv", "data/samples.csv", "logs/train.log");
    // The noise of the samples has the variance 0.0025; ten held-out ones are within four times
    // that.
    assertThat(
            in("ls", "fit", "-s", "swept", "--where", "final_valid_loss < 0.01", "--count").out())
        .isEqualTo("3\n");
  }
}
