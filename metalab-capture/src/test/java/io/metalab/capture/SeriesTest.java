package io.metalab.capture;

import static io.metalab.capture.CaptureHarness.RUN;
import static io.metalab.capture.CaptureHarness.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.StreamKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private final CaptureHarness harness = new CaptureHarness();
  private final SeriesReader reader = new SeriesReader(harness.store, RUN, 1);

  @Test
  void writesOneJsonObjectForEachSeries() {
    harness.capture.metric("loss", 0.5, 0);
    harness.capture.metric("a \"name\"", 1, -3);
    harness.capture.metric("loss", Double.NaN, 1);
    harness.capture.metric("loss", Double.NEGATIVE_INFINITY, 2);
    harness.capture.metric("loss", 1e-7, 3);
    harness.capture.close();

    assertThat(harness.series())
        .isEqualTo(
            """
            {"name":"loss","steps":[0,1,2,3],"values":[0.5,"NaN","-Infinity",1e-7]}
            {"name":"a \\"name\\"","steps":[-3],"values":[1]}
            """);
  }

  @Test
  void readsBackWhatWasCaptured() {
    double[] values = {0.1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 3};
    for (int i = 0; i < values.length; i++) {
      harness.capture.metric("x", values[i], 10L * i);
      harness.capture.metric("y", i, i);
    }
    harness.capture.close();

    assertThat(reader.names()).containsExactly("x", "y");
    assertThat(reader.points("x").mapToDouble(SeriesPoint::value).toArray())
        .containsExactly(values);
    assertThat(reader.points("x").mapToLong(SeriesPoint::step).toArray())
        .containsExactly(0, 10, 20, 30, 40, 50);
    assertThat(reader.last("x")).contains(new SeriesPoint(50, 3));
    assertThat(reader.summaries().get("y"))
        .isEqualTo(new SeriesSummary("y", 6, new SeriesPoint(5, 5)));
    assertThat(reader.points("z")).isEmpty();
    assertThat(reader.last("z")).isEmpty();
    assertThat(reader.readAll().get("y")).hasSize(6);
  }

  @Test
  void keepsSeriesApartFromMetrics() {
    harness.capture.metric("loss", 1.0, 1);

    assertThat(harness.capture.close().metrics()).isEmpty();
  }

  @Test
  void canBeReadWhileItGrows() {
    harness.capture.metric("loss", 1, 1);
    assertThat(reader.points("loss")).isEmpty();

    harness.advanceMillis(1_000);
    harness.capture.metric("loss", 2, 2);
    assertThat(reader.points("loss")).hasSize(2);

    harness.advanceMillis(999);
    harness.capture.metric("loss", 3, 3);
    assertThat(reader.points("loss")).hasSize(2);
  }

  @Test
  void leavesOutALineThatIsNotWrittenWholeYet() {
    append("{\"name\":\"a\",\"steps\":[1],\"values\":[2]}\n{\"name\":\"a\",\"steps\":[2");

    assertThat(reader.points("a")).containsExactly(new SeriesPoint(1, 2));
  }

  @Test
  void namesTheLineThatIsDamaged() {
    int attempt = 0;
    for (String damaged :
        new String[] {
          "{\"name\":\"a\",\"steps\":[1,2],\"values\":[2]}",
          "{\"name\":\"a\",\"steps\":[1],\"values\":[\"two\"]}",
          "{\"name\":\"a\",\"steps\":[\0],\"values\":[2]}",
          "{\"steps\":[1],\"values\":[2]}",
          "[1]",
          ""
        }) {
      attempt++;
      append(attempt, "{\"name\":\"a\",\"steps\":[1],\"values\":[2]}\n" + damaged + "\n");
      SeriesReader damagedReader = new SeriesReader(harness.store, RUN, attempt);
      assertFails(ErrorCode.STORE_CORRUPT, damagedReader::readAll)
          .hasMessageContainingAll("Line 2", "5e5e5e5e", "in-memory:");
    }
  }

  @Test
  void takesMillionsOfPointsInPiecesOfBoundedSize() {
    int points = 3_000_000;
    for (int i = 0; i < points; i++) {
      harness.capture.metric(i % 2 == 0 ? "even" : "odd", i * 0.5, i);
    }
    harness.capture.close();

    List<Integer> sizes = harness.store.appendSizes;
    assertThat(sizes).hasSize((points + 4_095) / 4_096).allMatch(size -> size < 200_000);
    long bytes = sizes.stream().mapToLong(size -> size).sum();
    long digits = 0;
    for (int i = 0; i < points; i++) {
      digits += Integer.toString(i).length() + Integer.toString(i / 2).length() + 2 * (i % 2) + 2;
    }
    assertThat(bytes).isBetween(digits, digits + points / 20);
  }

  @Test
  void takesManySeriesInBoundedMemory() {
    IntStream.range(0, 20_000).forEach(i -> harness.capture.metric("s" + i, i, i));
    harness.capture.close();

    assertThat(reader.names()).hasSize(20_000);
    assertThat(harness.store.appendSizes).hasSize(5);
  }

  private void append(String text) {
    append(1, text);
  }

  private void append(int attempt, String text) {
    harness.store.append(
        new StreamKey(RUN, attempt, StreamKey.Kind.SERIES), text.getBytes(StandardCharsets.UTF_8));
  }
}
