package io.metalab.core.stats;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Histogram;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.frame.Statistic;
import io.metalab.core.frame.StudyFrame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statistics agree with SciPy and NumPy; make.py beside expected.txt says how. */
class StatsTest {
  private static final Map<String, String> EXPECTED = new HashMap<>();
  private final List<RunRecord> runs = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = requireNonNull(StatsTest.class.getResourceAsStream("expected.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(parts -> EXPECTED.put(parts[0], parts[1]));
    }
  }

  private static double expected(String name) {
    return Double.parseDouble(requireNonNull(EXPECTED.get(name)));
  }

  private static double a(int i) {
    return i * 37 % 101 / 10.0;
  }

  private static double b(int i) {
    return (i * 53 + 7) % 97 / 9.0;
  }

  private void add(String model, int width, int replicate, Map<String, Object> metrics) {
    runs.add(
        RunRecord.builder()
            .runId(new RunId("%064x".formatted(runs.size() + 1)))
            .experimentId("toy:1")
            .operation("toy@1")
            .status(metrics.isEmpty() ? RunStatus.FAILED : RunStatus.SUCCESS)
            .error(metrics.isEmpty() ? RunError.of("E", "no") : RunError.NONE)
            .params(Params.of("model", model, "width", width))
            .seeds(SeedBundle.of(1, replicate))
            .metrics(metrics)
            .build());
  }

  private FrameQuery query() {
    return StudyFrame.of(runs::stream).all();
  }

  private MetricCells samples() {
    for (int i = 0; i < 12; i++) {
      add("a", 8, i, Map.of("loss", a(i)));
      add("b", 8, i, Map.of("loss", b(i)));
    }
    return query().cells(List.of("model"), "loss");
  }

  @Test
  void comparesOverSharedSeedsAsScipyDoes() {
    PairedComparison comparison = PairedComparison.of(samples(), 0, 1);

    assertThat(comparison.pairs()).isEqualTo(12);
    // A few ulps for sums in another order, more for the distributions' functions.
    assertThat(comparison.difference()).isCloseTo(expected("difference"), within(1e-14));
    assertThat(comparison.low()).isCloseTo(expected("low"), within(1e-11));
    assertThat(comparison.high()).isCloseTo(expected("high"), within(1e-11));
    assertThat(comparison.tTest()).isCloseTo(expected("ttest"), within(1e-11));
    assertThat(comparison.wilcoxon()).isCloseTo(expected("wilcoxon"), within(1e-11));
  }

  @Test
  void summarizesGroupsAsNumpyDoes() {
    samples();
    Statistic loss =
        query()
            .groupBy("model")
            .quantiles(0.1, 0.25, 0.5, 0.9)
            .aggregate("loss")
            .get(0)
            .statistic("metrics.loss");

    assertThat(loss.mean()).isCloseTo(expected("mean"), within(1e-14));
    assertThat(loss.sd()).isCloseTo(expected("sd"), within(1e-14));
    assertThat(loss.low()).isCloseTo(expected("mean_low"), within(1e-11));
    assertThat(loss.high()).isCloseTo(expected("mean_high"), within(1e-11));
    for (double p : new double[] {0.1, 0.25, 0.5, 0.9}) {
      assertThat(loss.quantile(p)).isCloseTo(expected("q" + p), within(1e-14));
    }
  }

  @Test
  void countsInBinsAsNumpyDoes() {
    for (int i = 0; i < 12; i++) {
      add("a", 8, i, Map.of("loss", a(i), "other", b(i)));
    }
    Histogram histogram = query().histogram("loss", 5);
    assertThat(histogram.counts()).isEqualTo(counts("histogram"));
    assertThat(query().bins("loss", 3, "other", 4).counts().stream().flatMap(List::stream).toList())
        .isEqualTo(counts("bins"));
  }

  private static List<Long> counts(String name) {
    return Arrays.stream(requireNonNull(EXPECTED.get(name)).split(" ")).map(Long::valueOf).toList();
  }

  @Test
  void leavesNothingOutInSilence() {
    for (int i = 0; i < 6; i++) {
      add("a", 8, i, Map.of("loss", 1.0 + i));
      add("b", 8, i, i == 0 ? Map.of() : Map.of("loss", i == 1 ? Double.NaN : 3.0 + i * 1.5));
    }
    MetricCells cells = query().cells(List.of("model"), "loss");
    PairedComparison comparison = PairedComparison.of(cells, 1, 0);

    assertThat(comparison.pairs()).isEqualTo(4);
    assertThat(comparison.undefined()).isEqualTo(1);
    assertThat(comparison.unpaired()).isEqualTo(1);
    BestConfiguration best = BestConfiguration.of(cells, false).orElseThrow();
    // NaN is worst, also where more is better.
    assertThat(best.key()).containsEntry("params.model", "a");
    assertThat(best.incomplete()).containsExactly(cells.configurations().get(1));
  }

  @Test
  void namesWhatCannotBeToldFromTheBest() {
    for (int i = 0; i < 8; i++) {
      add("best", 8, i, Map.of("loss", 1 + 0.01 * a(i)));
      add("close", 8, i, Map.of("loss", 1 + 0.01 * b(i)));
      add("far", 8, i, Map.of("loss", 5 + 0.01 * b(i)));
    }
    BestConfiguration best =
        BestConfiguration.of(query().cells(List.of("model"), "loss"), true).orElseThrow();

    assertThat(best.n()).isEqualTo(8);
    assertThat(best.alike()).hasSize(1);
    assertThat(best.incomplete()).isEmpty();
  }

  @Test
  void sharesTheVarianceOfAnAdditiveMetricAmongItsParams() {
    for (int model = 0; model < 2; model++) {
      for (int width = 0; width < 4; width++) {
        add("m" + model, width, 0, Map.of("loss", 3.0 * model + width));
      }
    }
    // Of a full grid the shares of an additive metric sum to 1: 18 of 28 and 10 of 28.
    assertThat(MarginalEffect.of(query(), "model", "loss").share())
        .isCloseTo(18 / 28.0, within(1e-14));
    assertThat(MarginalEffect.of(query(), "width", "loss").share())
        .isCloseTo(10 / 28.0, within(1e-14));
  }
}
