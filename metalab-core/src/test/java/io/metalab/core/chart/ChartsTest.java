package io.metalab.core.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.capture.CaptureFactory;
import io.metalab.capture.RunCapture;
import io.metalab.capture.Serializers;
import io.metalab.capture.plot.Band;
import io.metalab.capture.plot.Bars;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.HeatMap;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Numbers;
import io.metalab.capture.plot.Points;
import io.metalab.capture.plot.Scale;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.StudyFrame;
import io.metalab.testkit.InMemoryStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChartsTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final ChartOptions TITLED = ChartOptions.titled("toy");

  private final InMemoryStore store = new InMemoryStore();
  private int runs;

  private RunId put(Map<String, Object> params, Map<String, Object> metrics) {
    RunRecordBuilder record = record(params).metrics(metrics);
    store.putRunRecord(record.build()).join();
    return record.build().runId();
  }

  private void putFailed(Map<String, Object> params) {
    RunRecord record =
        record(params).status(RunStatus.FAILED).error(RunError.of("E", "no")).build();
    store.putRunRecord(record).join();
  }

  private RunRecordBuilder record(Map<String, Object> params) {
    runs++;
    return RunRecord.builder()
        // Multiples of the golden ratio are spread evenly, as digests are.
        .runId(new RunId("%016x".formatted(runs * 0x9E3779B97F4A7C15L) + "0".repeat(48)))
        .experimentId("toy:1")
        .operation("toy@1")
        .status(RunStatus.SUCCESS)
        .params(Params.copyOf(params))
        .seeds(SeedBundle.of(42, runs))
        .started(START)
        .finished(START.plusSeconds(runs));
  }

  private void series(RunId run, String name, long[] steps, double... values) {
    RunCapture capture =
        new CaptureFactory(store, Serializers.load(getClass().getClassLoader()), () -> START)
            .open(run, 1, artifact -> {});
    for (int i = 0; i < steps.length; i++) {
      capture.metric(name, values[i], steps[i]);
    }
    capture.close();
  }

  private FrameQuery all() {
    return StudyFrame.of(store, "toy:1").all();
  }

  @Nested
  class Curves {
    private final long[] steps = {0, 1, 2};

    @Test
    void areMeansAndExtremesOverRunsThatDifferBySeedAlone() {
      series(put(Map.of("lr", 0.1), Map.of()), "loss", steps, 1, 2, 3);
      series(put(Map.of("lr", 0.1), Map.of()), "loss", steps, 3, 2, Double.NaN);
      series(put(Map.of("lr", 0.2), Map.of()), "loss", steps, 7, 7, 7);

      Figure figure = CurveChart.of(store, all(), List.of("loss"), List.of(), TITLED).figure();

      assertThat(figure.series().get(0))
          .isInstanceOfSatisfying(
              Band.class,
              band -> {
                assertThat(band.low()).isEqualTo(Numbers.of(1, 2, 3));
                assertThat(band.high()).isEqualTo(Numbers.of(3, 2, 3));
              });
      assertThat(figure.series().get(1))
          .isInstanceOfSatisfying(
              Line.class,
              line -> {
                assertThat(line.name()).isEqualTo("lr=0.1");
                assertThat(line.y()).isEqualTo(Numbers.of(2, 2, 3));
              });
      assertThat(figure.series()).hasSize(3);
      assertThat(figure.notes())
          .containsExactly(
              "Lines: mean of 1 to 2 runs each. Bands: least to greatest value.",
              "1 value is NaN or infinite and left out.");
    }

    @Test
    void haveAtMostAThousandBucketsWhoseExtremesAreKept() {
      int count = 25_000;
      long[] many = new long[count];
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        many[i] = i;
        values[i] = i == 12_345 ? 1000 : 1 + i % 2;
      }
      series(put(Map.of("lr", 0.1), Map.of()), "loss", many, values);

      Figure figure = CurveChart.of(store, all(), List.of("loss"), List.of(), TITLED).figure();

      Band band = (Band) figure.series().get(0);
      Line line = (Line) figure.series().get(1);
      assertThat(line.x().size()).isEqualTo(1_000);
      // 25 steps to a bucket: steps 12,325 to 12,349 are the 493rd, and their middle is 12,337.
      assertThat(line.x().get(493)).isEqualTo(12_337);
      assertThat(band.high().get(493)).isEqualTo(1000);
      assertThat(band.high().get(492)).isEqualTo(2);
      // Of those 25 values 13 belong to odd steps; one of these is the peak.
      assertThat(line.y().get(493)).isCloseTo((12 * 1 + 12 * 2 + 1000) / 25.0, within(1e-12));
      assertThat(figure.notes()).containsExactly("Means and extremes of 25 steps at a time.");
    }

    @Test
    void ofARunAreItsSeriesWithTrainingDashed() {
      RunId run = put(Map.of("lr", 0.1), Map.of());
      series(run, "train_loss", steps, 1, 0.1, 0.001);
      series(run, "valid_loss", steps, 1, 0.2, 0.002);

      assertThat(CurveChart.names(store, all())).containsExactly("train_loss", "valid_loss");
      Figure figure =
          CurveChart.of(store, all(), List.of("train_loss", "valid_loss"), List.of(), TITLED)
              .figure();

      assertThat(figure.series())
          .extracting(series -> ((Line) series).name() + " " + ((Line) series).dash())
          .containsExactly("train_loss DASHED", "valid_loss SOLID");
      assertThat(figure.y().scale()).isEqualTo(Scale.LOG);
    }

    @Test
    void ofMoreGroupsThanCanBeToldApartAreTheFirstOnes() {
      for (int i = 0; i < 60; i++) {
        series(put(Map.of("lr", (double) i), Map.of()), "loss", steps, 1, 2, 3);
      }

      Chart chart = CurveChart.of(store, all(), List.of("loss"), List.of(), TITLED);

      assertThat(chart.figure().series()).hasSize(50);
      assertThat(chart.shown()).isEqualTo(50);
      assertThat(chart.total()).isEqualTo(60);
      assertThat(chart.figure().notes()).contains("The first 50 of 60 groups of runs.");
    }

    @Test
    void thatAreNotThereAreAnErrorNamingThoseThatAre() {
      series(put(Map.of("lr", 0.1), Map.of()), "loss", steps, 1, 2, 3);

      assertThatThrownBy(() -> CurveChart.of(store, all(), List.of("los"), List.of(), TITLED))
          .isInstanceOf(MetalabException.class)
          .hasMessage("No run has a series los. The series are loss.");
    }
  }

  @Nested
  class Scatter {
    @Test
    void drawsARunForEachPointAndSaysWhichAreLeftOut() {
      put(Map.of("lr", 0.1, "model", "a"), Map.of("loss", 1.0));
      put(Map.of("lr", 0.2, "model", "b"), Map.of("loss", Double.NaN));
      put(Map.of("lr", 0.3, "model", "b"), Map.of());
      putFailed(Map.of("lr", 0.4, "model", "b"));

      Chart chart = ScatterChart.of(all(), "lr", "loss", Optional.of("model"), TITLED);

      assertThat(chart.figure().series())
          .extracting(series -> ((Points) series).name(), series -> ((Points) series).x())
          .containsExactly(tuple("model=a", Numbers.of(0.1)), tuple("model=b", Numbers.of(0.2)));
      assertThat(chart.figure().notes())
          .containsExactly("2 of 4 runs; 1 not successful, 1 without lr or loss.");
    }

    @Test
    void ofManyRunsDrawsAPartThatDoesNotDependOnTheirOrder() {
      for (int i = 0; i < 12_000; i++) {
        put(Map.of("lr", (double) i), Map.of("loss", 1.0));
      }

      Chart chart = ScatterChart.of(all(), "lr", "loss", Optional.empty(), TITLED);
      Chart again = ScatterChart.of(all(), "lr", "loss", Optional.empty(), TITLED);

      assertThat(chart).isEqualTo(again);
      assertThat(chart.shown()).isBetween(4_990L, 5_010L);
      assertThat(chart.figure().notes().get(0))
          .startsWith(
              chart.shown() / 1000
                  + ","
                  + "%03d".formatted(chart.shown() % 1000)
                  + " of 12,000 runs.");
    }

    @Test
    void namesTheValuesOfAFieldThatIsNoNumber() {
      put(Map.of("model", "b"), Map.of("loss", 1.0));
      put(Map.of("model", "a"), Map.of("loss", 2.0));

      Figure figure = ScatterChart.of(all(), "model", "loss", Optional.empty(), TITLED).figure();

      assertThat(figure.x().categories()).containsExactly("a", "b");
      assertThat(((Points) figure.series().get(0)).x()).isEqualTo(Numbers.of(1, 0));
    }
  }

  @Nested
  class HeatMaps {
    @Test
    void areMeansOverAllRunsOfACell() {
      put(Map.of("lr", 0.1, "width", 16L), Map.of("loss", 1.0));
      put(Map.of("lr", 0.1, "width", 16L), Map.of("loss", 3.0));
      put(Map.of("lr", 0.2, "width", 64L), Map.of("loss", 5.0));
      putFailed(Map.of("lr", 0.2, "width", 16L));

      Chart chart = HeatMapChart.of(all(), "width", "lr", "loss", TITLED);

      HeatMap map = (HeatMap) chart.figure().series().get(0);
      assertThat(map.name()).isEqualTo("mean loss");
      assertThat(chart.figure().x().categories()).containsExactly("16", "64");
      assertThat(map.grid().values()).isEqualTo(Numbers.of(2, Double.NaN, Double.NaN, 5));
      assertThat(chart.figure().notes())
          .containsExactly(
              "Means over 3 of 4 runs; 1 not successful.",
              "Without a value: width=64 lr=0.1, width=16 lr=0.2.");
    }
  }

  @Test
  void aHistogramCountsAllRunsAndNamesWhatFallsIntoNoBin() {
    for (double value : new double[] {0, 1, 1, 4, Double.NaN, Double.POSITIVE_INFINITY}) {
      put(Map.of("lr", 0.1), Map.of("loss", value));
    }
    putFailed(Map.of("lr", 0.1));

    Chart chart = HistogramChart.of(all(), "loss", 4, TITLED);

    assertThat(((Bars) chart.figure().series().get(0)).heights()).isEqualTo(Numbers.of(1, 2, 0, 1));
    assertThat(chart.figure().notes())
        .containsExactly("4 of 7 runs; 1 NaN, 1 infinite, 1 without a value.");
  }

  @Test
  void theSweepSaysWhichParamsAreLogarithmic() {
    assertThat(
            SweepScales.logarithmic(
                Map.of(
                    "params",
                    Map.of("x", Map.of("log", List.of(1, 10, 2))),
                    "sweep",
                    Map.of(
                        "grid",
                            Map.of("lr", Map.of("log", List.of(0.001, 0.1, 3)), "n", List.of(1)),
                        "random", Map.of("n", 4, "eps", Map.of("loguniform", List.of(1, 2)))))))
        .containsExactlyInAnyOrder("lr", "eps");
  }

  @Test
  void valuesSayItWhereTheSweepDoesNot() {
    assertThat(scale("params.n", 1_000, 10_000, 100_000)).isEqualTo(Scale.LOG);
    assertThat(scale("params.n", 1, 50, 100, 150)).isEqualTo(Scale.LINEAR);
    assertThat(scale("params.width", 16, 32, 64)).isEqualTo(Scale.LINEAR);
    assertThat(scale("metrics.loss", 0.001, 0.5, 1)).isEqualTo(Scale.LOG);
    assertThat(scale("metrics.loss", -1, 0.5, 1000)).isEqualTo(Scale.LINEAR);
  }

  private static Scale scale(String field, double... values) {
    return Scales.of(Optional.empty(), field, Set.of(), Arrays.stream(values));
  }
}
