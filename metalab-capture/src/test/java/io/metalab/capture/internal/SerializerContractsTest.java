package io.metalab.capture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.MetalabException;
import io.metalab.capture.CsvTable;
import io.metalab.capture.NdArray;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Line;
import io.metalab.testkit.SerializerContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SerializerContractsTest {
  private static byte[] write(ArtifactSerializer serializer, Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serializer.write(value, out);
    return out.toByteArray();
  }

  private static String text(ArtifactSerializer serializer, Object value) throws IOException {
    return new String(write(serializer, value), StandardCharsets.UTF_8);
  }

  private static <T> T read(ArtifactSerializer serializer, String text, Class<T> type)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return serializer.read(new ByteArrayInputStream(bytes), type);
  }

  @Nested
  class Text extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new TextSerializer();
    }

    @Override
    protected List<Object> samples() {
      return List.of("", "two\nlines", "λ → \ud83d\ude00");
    }

    @Test
    void refusesTextThatIsNotUnicode() {
      assertThatThrownBy(() -> write(serializer(), "\ud800")).isInstanceOf(MetalabException.class);
    }
  }

  @Nested
  class Bytes extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new BytesSerializer();
    }

    @Override
    protected List<Object> samples() {
      return List.of(new byte[0], new byte[] {0, -1, 127});
    }
  }

  @Nested
  class Json extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new JsonSerializer();
    }

    @Override
    protected List<Object> samples() {
      Map<String, @Nullable Object> mixed = new LinkedHashMap<>();
      mixed.put("z", null);
      mixed.put("a", List.of(1L, 2.5, true, "text", Map.of()));
      mixed.put("m \"\n", new TreeMap<>(Map.of("k", -0.0)));
      return List.of(Map.of(), List.of(), mixed, 7L, -2.5, false, (1L << 53) - 1);
    }

    @Test
    void sortsKeysSinceEqualMapsMayDifferInOrder() throws IOException {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("b", 1);
      one.put("a", 2);

      assertThat(text(serializer(), one)).isEqualTo("{\"a\":2,\"b\":1}\n");
      assertThat(text(serializer(), Map.of("a", 2, "b", 1))).isEqualTo(text(serializer(), one));
    }

    @Test
    void writesArraysAndReadsThemBackByType() throws IOException {
      double[] doubles = {1, 0.1, Double.NaN, Double.NEGATIVE_INFINITY};
      String written = text(serializer(), doubles);

      assertThat(written).isEqualTo("[1,0.1,\"NaN\",\"-Infinity\"]\n");
      assertThat(read(serializer(), written, double[].class)).containsExactly(doubles);
      assertThat(read(serializer(), "[[1,2],[3]]", int[][].class))
          .isDeepEqualTo(new int[][] {{1, 2}, {3}});
      assertThat(read(serializer(), "[true,false]", boolean[].class)).containsExactly(true, false);
      assertThatThrownBy(() -> read(serializer(), "[1.5]", int[].class))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("element 0");
      assertThatThrownBy(() -> read(serializer(), "[2147483648]", int[].class))
          .isInstanceOf(MetalabException.class);
    }

    @Test
    void namesThePathOfWhatItRefuses() {
      List<Object> cyclic = new ArrayList<>();
      cyclic.add(cyclic);
      assertRefused(Map.of("a", List.of(new Object())), "The value a[0] is of type");
      assertRefused(Map.of("a", 1L << 53), "The value a (9007199254740992)");
      assertRefused(Map.of(1, 2), "has the key 1");
      assertRefused(cyclic, "nests deeper");
      assertRefused(Set.of(1), "The value at the top is of type");
    }

    private void assertRefused(Object value, String part) {
      assertThatThrownBy(() -> write(serializer(), value))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining(part);
    }
  }

  @Nested
  class Csv extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new CsvSerializer();
    }

    @Override
    protected List<Object> samples() {
      return List.of(
          new CsvTable(List.of("a"), List.of()),
          new CsvTable(List.of("a"), List.of(List.of(""), List.of("x"))),
          CsvTable.of(
              List.of("n", "a \"b\"", "c,d"),
              List.of(
                  Arrays.asList(1, 0.1, null),
                  List.of("x\ny", "\"", "\r"),
                  List.of(true, Double.NaN, " "))));
    }

    @Test
    void quotesOnlyWhereNeeded() throws IOException {
      assertThat(text(serializer(), samples().get(2)))
          .isEqualTo("n,\"a \"\"b\"\"\",\"c,d\"\n1,0.1,\n\"x\ny\",\"\"\"\",\"\r\"\ntrue,NaN, \n");
    }

    @Test
    void writesRowsThatAreMapsUnderSortedColumns() throws IOException {
      assertThat(text(serializer(), List.of(Map.of("b", 1, "a", 2), Map.of("c", 3))))
          .isEqualTo("a,b,c\n2,1,\n,,3\n");
    }

    @Test
    void readsWhatOthersWrite() throws IOException {
      CsvTable table =
          read(serializer(), "\ufeffyear,n\r\n1700,5.0\r\n\r\n1701,\"1,1\"", CsvTable.class);

      assertThat(table.header()).containsExactly("year", "n");
      assertThat(table.column("n")).containsExactly("5.0", "1,1");
      assertThat(table.doubles("year")).containsExactly(1700, 1701);
    }

    @Test
    void refusesRowsThatDoNotFitTheHeader() {
      assertThatThrownBy(() -> read(serializer(), "a,b\n1\n", CsvTable.class))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("Row 1 has 1 cells");
      assertThatThrownBy(() -> read(serializer(), "a\n\"b", CsvTable.class))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("not closed");
    }
  }

  @Nested
  class NpyArrays extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new NpySerializer();
    }

    @Override
    protected List<Object> samples() {
      return List.of(
          new double[] {1, Double.NaN},
          new float[] {1.5f},
          new long[] {Long.MIN_VALUE},
          new int[0],
          new boolean[] {true, false},
          new double[][] {{1, 2, 3}, {4, 5, 6}},
          new int[0][0],
          NdArray.of(new double[] {7}),
          NdArray.of(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    }
  }

  @Nested
  class NpzArrays extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new NpzSerializer();
    }

    @Override
    protected String artifactName(Object sample) {
      return "arrays.npz";
    }

    @Override
    protected List<Object> samples() {
      Map<String, Object> backwards = new LinkedHashMap<>();
      backwards.put("z", new int[] {1});
      backwards.put("a", new double[][] {{1, 2}});
      return List.of(Map.of("x", new double[] {1, 2}, "y", new boolean[] {true}), backwards);
    }

    @Override
    protected boolean sameValue(Object written, Object read) {
      Map<?, ?> one = (Map<?, ?>) written;
      Map<?, ?> two = (Map<?, ?>) read;
      return one.keySet().equals(two.keySet())
          && one.keySet().stream().allMatch(key -> Objects.deepEquals(one.get(key), two.get(key)));
    }
  }

  @Nested
  class Png extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new PngSerializer();
    }

    @Override
    protected String artifactName(Object sample) {
      return "image.png";
    }

    @Override
    protected List<Object> samples() {
      try {
        return List.of(write(serializer(), image()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Test
    void readsAnImageBackPixelByPixel() throws IOException {
      byte[] png = write(serializer(), image());
      BufferedImage read = serializer().read(new ByteArrayInputStream(png), BufferedImage.class);

      assertThat(read.getWidth()).isEqualTo(3);
      assertThat(read.getHeight()).isEqualTo(2);
      assertThat(read.getRGB(2, 1)).isEqualTo(0xff336699);
      assertThat(read.getRGB(0, 0)).isEqualTo(0xff000000);
    }

    @Test
    void refusesBytesThatAreNoPng() {
      assertThatThrownBy(() -> write(serializer(), new byte[] {1, 2, 3}))
          .isInstanceOf(MetalabException.class);
    }

    private BufferedImage image() {
      BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
      image.setRGB(2, 1, 0x336699);
      return image;
    }
  }

  @Nested
  class Webp extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new WebpSerializer();
    }

    @Override
    protected String artifactName(Object sample) {
      return "image.webp";
    }

    @Override
    protected List<Object> samples() {
      try {
        return List.of(write(serializer(), figure()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Test
    void readsAnImageBackPixelByPixel() throws IOException {
      BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
      image.setRGB(2, 1, 0x336699);
      byte[] webp = write(serializer(), image);
      BufferedImage read = serializer().read(new ByteArrayInputStream(webp), BufferedImage.class);

      assertThat(read.getWidth()).isEqualTo(3);
      assertThat(read.getRGB(2, 1)).isEqualTo(0xff336699);
      assertThat(read.getRGB(0, 0)).isEqualTo(0xff000000);
    }
  }

  @Nested
  class Svg extends SerializerContract {
    @Override
    protected ArtifactSerializer serializer() {
      return new SvgSerializer();
    }

    @Override
    protected List<Object> samples() {
      return List.of(figure());
    }

    @Override
    protected boolean sameValue(Object written, Object read) {
      return Figures.svg((Figure) written).equals(read);
    }
  }

  private static Figure figure() {
    return Figure.builder("one line")
        .add(Line.of("a", new double[] {0, 1}, new double[] {0, 1}))
        .build();
  }
}
