package io.metalab.capture.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FiguresTest {
  private static final double NAN = Double.NaN;

  private static Figure losses() {
    double[] x = {0, 1, 2, 3};
    return Figure.builder("Losses <of> two & more")
        .x(Axis.linear("epoch"))
        .y(Axis.log("loss"))
        .add(
            new Band(
                "train",
                Numbers.of(x),
                Numbers.of(0.5, 0.05, 0.005, 0.0005),
                Numbers.of(2, 0.2, 0.02, 0.002),
                OptionalInt.of(0)))
        .add(Line.of("train", x, new double[] {1, 0.1, 0.01, 0.001}).withColor(0))
        .add(Line.of("valid", x, new double[] {1, 0.5, NAN, 0.3}).withDash(Dash.DASHED))
        .build();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(String svg) throws Exception {
    NodeList nodes = parse(svg).getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  private static byte[] bytes(Figure figure, FigureFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Figures.write(figure, format, out);
    return out.toByteArray();
  }

  private static BufferedImage image(Figure figure, FigureFormat format) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes(figure, format)));
  }

  @Test
  void drawsTitleLabelsAndLegendAsTextOfASvg() throws Exception {
    assertThat(texts(Figures.svg(losses())))
        .contains("Losses <of> two & more", "epoch", "loss", "train", "valid", "0.01")
        .contains("1 point not drawn: not finite, or not positive on a logarithmic axis.")
        .containsOnlyOnce("train");
  }

  @Test
  void aLineIsDrawnWhereItsPointsAre() throws Exception {
    Figure figure =
        Figure.builder("")
            .x(Axis.linear("").withBounds(0, 2))
            .y(Axis.linear("").withBounds(0, 2))
            .add(Line.of("", new double[] {0, 1, 2}, new double[] {0, 1, 2}))
            .build();
    Element plot = (Element) parse(Figures.svg(figure)).getElementsByTagName("svg").item(1);
    double left = Double.parseDouble(plot.getAttribute("x"));
    double top = Double.parseDouble(plot.getAttribute("y"));
    double width = Double.parseDouble(plot.getAttribute("width"));
    double height = Double.parseDouble(plot.getAttribute("height"));
    NodeList paths = plot.getElementsByTagName("path");
    String[] numbers =
        ((Element) paths.item(paths.getLength() - 1)).getAttribute("d").substring(1).split("[L ]");

    assertThat(Double.parseDouble(numbers[0])).isEqualTo(left);
    assertThat(Double.parseDouble(numbers[1])).isCloseTo(top + height, hundredth());
    assertThat(Double.parseDouble(numbers[2])).isCloseTo(left + width / 2, hundredth());
    assertThat(Double.parseDouble(numbers[5])).isCloseTo(top, hundredth());
  }

  /** Coordinates are written with two decimals, and so is what they are compared with. */
  private static org.assertj.core.data.Offset<Double> hundredth() {
    return org.assertj.core.data.Offset.offset(0.011);
  }

  @Test
  void equalFiguresAreEqualBytesInEveryFormat() throws IOException {
    for (FigureFormat format : FigureFormat.values()) {
      assertThat(bytes(losses(), format)).as(format.name()).isEqualTo(bytes(losses(), format));
    }
  }

  @Test
  void imagesHave150DotsAnInchAndWebpLosesNothing() throws IOException {
    BufferedImage png = image(losses(), FigureFormat.PNG);
    BufferedImage webp = image(losses(), FigureFormat.WEBP);

    assertThat(png.getWidth()).isEqualTo(960);
    assertThat(png.getHeight()).isEqualTo(660);
    assertThat(webp.getRGB(0, 0, 960, 660, null, 0, 960))
        .isEqualTo(png.getRGB(0, 0, 960, 660, null, 0, 960));
    // The chunk pHYs tells dots by metre: 150 / 0.0254 is 5906, or 0x1712.
    assertThat(bytes(losses(), FigureFormat.PNG))
        .containsSequence('p', 'H', 'Y', 's', 0, 0, 0x17, 0x12, 0, 0, 0x17, 0x12, 1);
  }

  @Test
  void equalAspectDrawsACircleRound() throws Exception {
    Figure figure =
        Figure.builder("Spectrum")
            .x(Axis.linear("Re"))
            .y(Axis.linear("Im"))
            .equalAspect()
            .add(Circle.unit())
            .size(9, 3)
            .build();
    NodeList paths = parse(Figures.svg(figure)).getElementsByTagName("path");
    String circle =
        IntStream.range(0, paths.getLength())
            .mapToObj(i -> ((Element) paths.item(i)).getAttribute("d"))
            .filter(d -> d.contains("C"))
            .findFirst()
            .orElseThrow();
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    String[] numbers = circle.substring(1).replace("Z", "").split("[C ]");
    for (int i = 0; i < numbers.length; i += 2) {
      xs.add(Double.parseDouble(numbers[i]));
      ys.add(Double.parseDouble(numbers[i + 1]));
    }

    double width =
        xs.stream().max(Double::compare).orElseThrow()
            - xs.stream().min(Double::compare).orElseThrow();
    double height =
        ys.stream().max(Double::compare).orElseThrow()
            - ys.stream().min(Double::compare).orElseThrow();
    assertThat(width)
        .isGreaterThan(50)
        .isCloseTo(height, org.assertj.core.data.Offset.offset(0.03));
  }

  @Test
  void aSmallMapShowsItsValuesAndCountsCellsWithoutOne() throws Exception {
    Figure figure =
        Figure.builder("loss")
            .x(Axis.categories("optimizer", List.of("adam", "sgd")))
            .y(Axis.log("lr"))
            .add(
                HeatMap.of(
                    "loss",
                    Grid.of(
                        new double[] {0, 1},
                        new double[] {0.01, 0.1},
                        new double[][] {{1.25, 2}, {3, NAN}})))
            .build();

    assertThat(texts(Figures.svg(figure)))
        .contains("adam", "sgd", "0.01", "1.25", "NaN", "1 grey cell without a finite value.");
    assertThat(Figures.data(figure).rows())
        .containsExactly(
            List.of("cell", "loss", "adam", "0.01", "", "", "1.25"),
            List.of("cell", "loss", "sgd", "0.01", "", "", "2"),
            List.of("cell", "loss", "adam", "0.1", "", "", "3"),
            List.of("cell", "loss", "sgd", "0.1", "", "", "NaN"));
  }

  @Test
  void writesItsNumbersBesideThePicture(@TempDir Path directory) throws IOException {
    Path data = Figures.write(losses(), directory.resolve("loss.curve.webp"));

    assertThat(data).isEqualTo(directory.resolve("loss.curve.data.csv"));
    assertThat(Files.readString(data))
        .startsWith("kind,series,x,y,low,high,value\nband,train,0,,0.5,2,\n")
        .endsWith("line,valid,2,NaN,,,\nline,valid,3,0.3,,,\n");
  }

  @Test
  void refusesAnExtensionThatIsNoPicture(@TempDir Path directory) {
    assertThatThrownBy(() -> Figures.write(losses(), directory.resolve("loss.pdf")))
        .isInstanceOf(MetalabException.class)
        .hasMessage("The extension of loss.pdf must be .svg, .png or .webp.");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void describesItselfInWords() {
    assertThat(Figures.describe(losses()))
        .isEqualTo(
            "1 band, 2 lines. Horizontal: epoch, from 0 to 3. "
                + "Vertical: loss (logarithmic), from 0.0005 to 2.");
  }

  @TestFactory
  List<DynamicTest> drawsUglyData() {
    double[] none = {};
    double[] one = {3};
    double[] three = {0, 1, 2};
    Figure.Builder fifty = Figure.builder("x".repeat(500)).x(Axis.linear("y".repeat(500)));
    for (int i = 0; i < 50; i++) {
      fifty.add(
          Line.of("a rather long name of series number " + i, three, new double[] {i, NAN, i}));
    }
    return List.of(
        ugly("nothing", Figure.builder("").x(Axis.log("")).y(Axis.log(""))),
        ugly("no points", Figure.builder("").add(Line.of("a", none, none))),
        ugly("one point", Figure.builder("").add(Line.of("a", one, one))),
        ugly("all NaN", Figure.builder("").add(Points.of("a", one, new double[] {NAN}))),
        ugly("all equal", Figure.builder("").add(Line.of("a", three, new double[] {7, 7, 7}))),
        ugly(
            "zeros on a log axis",
            Figure.builder("").y(Axis.log("")).add(Line.of("a", three, new double[3]))),
        ugly(
            "1e-300 to 1e300",
            Figure.builder("")
                .y(Axis.log(""))
                .add(Line.of("a", three, new double[] {1e-300, 1, 1e300}))),
        ugly(
            "subnormal",
            Figure.builder("")
                .add(Line.of("a", three, new double[] {0, Double.MIN_VALUE, 1e-320}))),
        ugly(
            "all of the range",
            Figure.builder("")
                .add(Line.of("a", three, new double[] {-Double.MAX_VALUE, 0, Double.MAX_VALUE}))),
        ugly(
            "neighbours",
            Figure.builder("").add(Line.of("a", three, new double[] {1, Math.nextUp(1.0), 1}))),
        ugly(
            "a map of one cell",
            Figure.builder("").add(HeatMap.of("", Grid.of(one, one, new double[][] {{NAN}})))),
        ugly(
            "an empty map",
            Figure.builder("").add(HeatMap.of("", Grid.of(none, none, new double[0][])))),
        ugly(
            "a map at places below 0 on a log axis",
            Figure.builder("")
                .x(Axis.log(""))
                .add(
                    HeatMap.of(
                        "", Grid.of(new double[] {-1, 0, 1}, one, new double[][] {{1, 2, 3}})))),
        ugly(
            "far outside of the bounds",
            Figure.builder("")
                .x(Axis.linear("").withBounds(0, 1e-300))
                .add(Line.of("a", new double[] {-1e300, 1e300}, new double[] {0, 1}))),
        ugly(
            "control characters",
            Figure.builder("a\u0000\u001b[31m\ud800").add(Line.of("\n\t\u007f", three, three))),
        ugly("fifty series with long names", fifty));
  }

  private static DynamicTest ugly(String name, Figure.Builder builder) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Figure figure = builder.build();
          assertThat(Figures.svg(figure)).doesNotContain("NaN\"").doesNotContain("Infinity\"");
          Document svg = parse(Figures.svg(figure));
          NodeList paths = svg.getElementsByTagName("path");
          assertThat(paths.getLength()).isPositive();
          for (int i = 0; i < paths.getLength(); i++) {
            assertThat(((Element) paths.item(i)).getAttribute("d")).matches("[MLHVCQZh0-9. -]*");
          }
          assertThat(image(figure, FigureFormat.PNG).getWidth()).isEqualTo(960);
          assertThat(Figures.data(figure).header()).startsWith("kind");
        });
  }

  @Nested
  class Refuses {
    @Test
    void seriesOfUnequalLength() {
      assertThatThrownBy(() -> Line.of("a", new double[2], new double[3]))
          .hasMessage(
              "The series 'a' has 2 horizontal and 3 vertical values; there must be as many.");
    }

    @Test
    void gridsThatDoNotFit() {
      assertThatThrownBy(() -> Grid.of(new double[] {1, 2}, new double[] {1}, new double[][] {{1}}))
          .hasMessage("A grid of 2 columns and 1 rows has 2 values, not 1.");
      assertThatThrownBy(() -> Grid.of(new double[] {2, 1}, new double[] {1}, new double[1][2]))
          .hasMessageContaining("at index 1 there is 1.0");
    }

    @Test
    void barsWithoutAsManyEdges() {
      assertThatThrownBy(() -> Bars.of("a", new double[] {0, 1}, new double[] {1, 2}))
          .hasMessageContaining("one edge more");
    }

    @Test
    void equalAspectOnALogarithmicAxis() {
      assertThatThrownBy(() -> Figure.builder("a").x(Axis.log("x")).equalAspect().build())
          .hasMessageContaining("equal aspect");
    }

    @Test
    void axesThatDoNotRise() {
      assertThatThrownBy(() -> Axis.linear("x").withBounds(1, 1))
          .hasMessageContaining("below its end");
      assertThatThrownBy(() -> Axis.log("x").withBounds(0, 1)).hasMessageContaining("positive");
    }
  }
}
