package io.metalab.capture;

import static io.metalab.capture.CaptureHarness.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.ErrorCode;
import io.metalab.capture.internal.TextSerializer;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerializersTest {
  private final Serializers serializers = Serializers.load(getClass().getClassLoader());

  @Test
  void comesWithNineSerializers() {
    assertThat(serializers.names())
        .containsExactly("bytes", "csv", "json", "npy", "npz", "png", "svg", "text", "webp");
  }

  @Test
  void choosesByObjectAndExtension() {
    assertChosen("json", Map.of("a", 1), "config", "config.json", "epoch.10");
    assertChosen("json", new double[] {1}, "x.json", "X.JSON");
    assertChosen("json", 5, "x.json");
    assertChosen("npy", new double[] {1}, "x", "x.npy", "run.v2/weights");
    assertChosen("npy", new int[][] {{1}}, "x.npy");
    assertChosen("npz", Map.of("a", new long[0]), "x.npz");
    assertChosen("csv", List.of(Map.of("a", 1)), "x.csv");
    assertChosen("json", List.of(Map.of("a", 1)), "x", "x.json");
    assertChosen("csv", new CsvTable(List.of("a"), List.of()), "x", "x.tsv");
    assertChosen("text", "<svg/>", "x", "x.svg", "x.json");
    assertChosen("bytes", new byte[0], "x", "x.bin", "x.png");
    assertChosen("png", new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "x", "x.png");
    assertChosen("png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "x.png");
  }

  @Test
  void refusesAnExtensionThatSaysSomethingElse() {
    for (Object value : List.of(Map.of("a", 1), new double[] {1})) {
      assertFails(ErrorCode.SERIALIZATION, () -> serializers.forValue(value, "x.yaml"))
          .hasMessageContainingAll("'x.yaml'", "npy");
    }
  }

  @Test
  void prefersTheSerializerThatTheExtensionNames() {
    Serializers both = Serializers.of(List.of(new TextSerializer(), new Named("shout")));

    assertThat(both.forValue("hi", "x.shout").name()).isEqualTo("shout");
    assertThat(both.forValue("hi", "x.txt").name()).isEqualTo("shout");
    assertThat(both.forValue("hi", "x.text").name()).isEqualTo("text");
  }

  @Test
  void namesBothSerializersOfOneName() {
    assertFails(
            ErrorCode.DUPLICATE_PLUGIN,
            () -> Serializers.of(List.of(new TextSerializer(), new Named("text"))))
        .hasMessageContainingAll("'text'", TextSerializer.class.getName(), Named.class.getName());
  }

  private void assertChosen(String serializer, Object value, String... names) {
    for (String name : names) {
      assertThat(serializers.forValue(value, name).name()).as(name).isEqualTo(serializer);
    }
  }

  private record Named(String name) implements ArtifactSerializer {
    @Override
    public String mediaType() {
      return "text/plain";
    }

    @Override
    public boolean accepts(Object value, String artifactName) {
      return value instanceof String;
    }

    @Override
    public Map<String, String> write(Object value, OutputStream out) {
      return Map.of();
    }

    @Override
    public <T> T read(InputStream in, Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }
}
