package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script with a series; it fails at one of three speeds. */
class PlotCommandTest {
  @TempDir static Path directory;

  @BeforeAll
  static void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("fall.sh"),
        """
        [ "$1" = 100 ] && { echo "too fast" >&2; exit 1; }
        for step in 0 1 2; do
          echo "metric {\\"step\\": $step, \\"loss\\": $(( $1 * (step + $2 % 2 + 1) ))}"
        done
        echo "metric {\\"loss\\": $(( $1 * (2 + $2 % 2 + 1) ))}"
        """);
    Files.writeString(
        directory.resolve("fall.yaml"),
        """
        study: fall
        version: "1"
        goal: {metric: loss, minimize: true}
        operation:
          command: [bash, fall.sh, "{speed}", "{width}"]
          inputs: [fall.sh]
        sweep: {grid: {speed: {log: [1, 100, 3]}, width: [8, 9]}}
        """);
    assertThat(CliRun.in(directory).run("run", "fall.yaml").exitCode()).isEqualTo(3);
  }

  private static CliRun.Outcome plot(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "plot";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return CliRun.in(directory).run(line);
  }

  private static String data(String name) throws IOException {
    return Files.readString(directory.resolve(name + ".data.csv"));
  }

  @Test
  void drawsCurvesWithTheirNumbersBeside() throws IOException {
    CliRun.Outcome outcome = plot("curves", "fall", "--by", "speed", "-o", "curves.svg");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .endsWith("  Lines: mean of 2 runs each. Bands: least to greatest value.\n");
    assertThat(directory.resolve("curves.svg"))
        .content()
        .startsWith("<svg ")
        .contains(">fall:1: loss<", ">speed=1<", ">speed=10<");
    assertThat(data("curves"))
        .isEqualTo(
            """
            kind,series,x,y,low,high,value
            band,speed=1,0,,1,2,
            band,speed=1,1,,2,3,
            band,speed=1,2,,3,4,
            line,speed=1,0,1.5,,,
            line,speed=1,1,2.5,,,
            line,speed=1,2,3.5,,,
            band,speed=10,0,,10,20,
            band,speed=10,1,,20,30,
            band,speed=10,2,,30,40,
            line,speed=10,0,15,,,
            line,speed=10,1,25,,,
            line,speed=10,2,35,,,
            """);
  }

  @Test
  void drawsARunInAFileNamedAfterIt() {
    CliRun.Outcome outcome = plot("curves", "@best", "--json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat((String) outcome.object("data").get("file")).endsWith("-curves.svg");
    assertThat(outcome.object("data").get("shown")).isEqualTo(1L);
  }

  @Test
  void drawsPointsAMapAndAHistogram() throws IOException {
    assertThat(plot("scatter", "fall", "--x", "speed", "-o", "scatter.png").exitCode()).isZero();
    assertThat(plot("heatmap", "fall", "--x", "speed", "--y", "width", "-o", "map.webp").err())
        .contains("Means over 4 of 6 runs; 2 not successful.")
        .contains("Without a value: speed=100 width=8, speed=100 width=9.");
    assertThat(plot("hist", "fall", "--bins", "2", "-o", "hist.svg").exitCode()).isZero();

    assertThat(data("scatter").lines().sorted())
        .containsExactlyElementsOf(
            List.of(
                "kind,series,x,y,low,high,value",
                "point,,1,3,,,",
                "point,,1,4,,,",
                "point,,10,30,,,",
                "point,,10,40,,,"));
    assertThat(data("map"))
        .isEqualTo(
            """
            kind,series,x,y,low,high,value
            cell,mean loss,1,8,,,3
            cell,mean loss,10,8,,,30
            cell,mean loss,100,8,,,NaN
            cell,mean loss,1,9,,,4
            cell,mean loss,10,9,,,40
            cell,mean loss,100,9,,,NaN
            """);
    assertThat(data("hist"))
        .isEqualTo(
            """
            kind,series,x,y,low,high,value
            bar,,12.25,2,3,21.5,
            bar,,30.75,2,21.5,40,
            """);
    assertThat(plot("hist", "fall", "--bins", "1", "--log", "-o", "log.svg").exitCode()).isZero();
    assertThat(data("log")).endsWith(",3,40,\n");
    assertThat(Files.readAllBytes(directory.resolve("scatter.png")))
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readAllBytes(directory.resolve("map.webp"))).startsWith('R', 'I', 'F', 'F');
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    assertThat(plot().err()).contains("plot needs a command: curves, scatter, heatmap, hist.");
    assertThat(plot("hist", "fell").err()).contains("no study 'fell'");
    assertThat(plot("hist", "fall", "-o", "hist.pdf").err())
        .contains("must be .svg, .png or .webp");
    assertThat(plot("hist", "fall", "--metric", "los").err()).contains("did you mean");
    assertThat(plot("hist", "fall", "--bins", "0").exitCode()).isEqualTo(2);
    assertThat(plot("curves", "fall", "--metric", "los").err())
        .contains("No run has a series los. The series are loss.");
    assertThat(plot("curves", "fall", "--where", "speed > 1000").err())
        .contains("There are no runs to draw.");
    assertThat(plot("hist", "fall", "-o", "no/where.svg").err()).contains("cannot be written");
    assertThat(directory.resolve("hist.pdf")).doesNotExist();
  }
}
