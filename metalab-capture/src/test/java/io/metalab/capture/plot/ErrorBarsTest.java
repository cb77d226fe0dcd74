package io.metalab.capture.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ErrorBarsTest {
  private static final double NAN = Double.NaN;

  @Test
  void aBarReachesHalfItsLengthToEitherSide() throws Exception {
    Figure figure =
        Figure.builder("")
            .x(Axis.linear("").withBounds(0, 4))
            .y(Axis.linear("").withBounds(0, 4))
            .add(
                ErrorBars.of(
                    "", new double[] {2}, new double[] {2}, new double[] {1}, new double[] {0}))
            .build();
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Figures.svg(figure))));
    Element plot = (Element) svg.getElementsByTagName("svg").item(1);
    double left = Double.parseDouble(plot.getAttribute("x"));
    double width = Double.parseDouble(plot.getAttribute("width"));
    NodeList paths = plot.getElementsByTagName("path");
    String path = ((Element) paths.item(paths.getLength() - 1)).getAttribute("d");
    String[] numbers = path.substring(1).split("[MLHVh ]+");
    // Coordinates are written with two decimals.
    assertThat(Double.parseDouble(numbers[0])).isCloseTo(left + width / 4, within(0.011));
    assertThat(numbers)
        .anySatisfy(
            number ->
                assertThat(Double.parseDouble(number))
                    .isCloseTo(left + 0.75 * width, within(0.011)));
  }

  @Test
  void barsWithoutLengthAreNotDrawnAndAllAreAmongTheNumbers(@TempDir Path directory)
      throws IOException {
    Figure figure =
        Figure.builder("a")
            .y(Axis.log("y"))
            .add(
                ErrorBars.of(
                    "sd",
                    new double[] {1, 2},
                    new double[] {1, 10},
                    new double[] {NAN, 0.5},
                    new double[] {2, 5}))
            .build();
    assertThat(Figures.describe(figure))
        .startsWith("1 set of error bars. Horizontal: unnamed, from 1.5 to 2.5.")
        .contains("from 3 to 15");
    Path data = Figures.write(figure, directory.resolve("a.svg"));
    assertThat(Files.readAllLines(data))
        .containsExactly(
            "kind,series,x,y,low,high,value",
            "error x,sd,1,1,NaN,NaN,",
            "error y,sd,1,1,-1,3,",
            "error x,sd,2,10,1.5,2.5,",
            "error y,sd,2,10,5,15,");
    assertThat(Figures.svg(figure)).doesNotContain("NaN");
  }

  @Test
  void refusesALengthBelowZero() {
    assertThatThrownBy(
            () ->
                ErrorBars.of("sd", new double[1], new double[1], new double[1], new double[] {-1}))
        .hasMessage("The half length (-1.0) at index 0 of 'sd' must be at least 0.");
  }
}
