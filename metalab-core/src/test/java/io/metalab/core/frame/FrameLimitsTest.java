package io.metalab.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.core.where.FilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Questions about nothing, about numbers at the ends of what there is, and such as make no sense.
 */
class FrameLimitsTest {
  private static FrameQuery values(double... values) {
    List<RunRecord> runs = new ArrayList<>();
    for (double value : values) {
      runs.add(SampleRuns.run(runs.size(), Params.of("g", 1), Map.of("x", value)).build());
    }
    return StudyFrame.of(runs::stream).all();
  }

  @Test
  void withoutRunsEachQuestionHasAnEmptyAnswer() {
    FrameQuery none = values(1, 2).where("x > 5");

    assertThat(none.count()).isZero();
    assertThat(none.groupBy("g").quantiles(0.5).aggregate("x")).isEmpty();
    assertThat(none.replicates().aggregate("x")).isEmpty();
    assertThat(none.histogram("x", 2))
        .isEqualTo(new Histogram("metrics.x", List.of(0.0, 0.5, 1.0), List.of(0L, 0L), 0, 0, 0, 0));
    assertThat(none.logHistogram("x", 1).edges()).containsExactly(1.0, 10.0);
    assertThat(none.bins("x", 1, "g", 1).counts()).containsExactly(List.of(0L));
    assertThat(none.pivot("g", "status", "x").cells()).isEmpty();
    assertThat(none.top(List.of("x"), List.of("x"), 3).rows()).isEmpty();
    assertThat(none.join(values(3), List.of("g"), List.of("x")))
        .allSatisfy(group -> assertThat(group.left()).isEmpty())
        .hasSize(1);
  }

  @Test
  void oneValueIsInTheMiddleOfItsBins() {
    assertThat(values(7, 7, Double.NaN).histogram("x", 4))
        .isEqualTo(
            new Histogram(
                "metrics.x",
                List.of(6.5, 6.75, 7.0, 7.25, 7.5),
                List.of(0L, 0L, 2L, 0L),
                0,
                1,
                0,
                0));
    assertThat(values(7, 7).logHistogram("x", 3))
        .satisfies(histogram -> assertThat(histogram.counts()).containsExactly(0L, 2L, 0L))
        .satisfies(
            histogram ->
                assertThat(histogram.edges().get(3) / histogram.edges().get(0))
                    .isCloseTo(10, within(1e-14)));
  }

  @Test
  void aBinHoldsItsLowerEndHoweverCloseOrFarApartTheEdgesAre() {
    double[][] ranges = {
      {1, 1 + 3 * Math.ulp(1.0)},
      {0, 3 * Double.MIN_VALUE},
      {-Double.MAX_VALUE, Double.MAX_VALUE},
      {1e18, 1e18 + 1024},
      {Double.MIN_VALUE, Double.MAX_VALUE},
      {-1, 1}
    };
    Random random = new Random(3);
    for (double[] range : ranges) {
      for (int bins : new int[] {1, 2, 7, 1_000}) {
        assertBins(Edges.linear(range[0], range[1], bins), range, bins, random);
        if (range[0] > 0) {
          assertBins(Edges.logarithmic(range[0], range[1], bins), range, bins, random);
        }
      }
    }
  }

  private static void assertBins(Edges edges, double[] range, int bins, Random random) {
    List<Double> list = edges.list();
    assertThat(list).isSorted().hasSize(bins + 1).startsWith(range[0]).endsWith(range[1]);
    for (int i = 0; i < 200; i++) {
      double place = random.nextDouble();
      double value = range[0] * (1 - place) + range[1] * place;
      double inside = Math.max(range[0], Math.min(range[1], i == 0 ? range[0] : value));
      assertThat(edges.bin(inside))
          .as("%s in %d bins from %s to %s", inside, bins, range[0], range[1])
          .isEqualTo(PlainAnswers.bin(list, inside));
    }
  }

  @Test
  void logarithmicBinsCountPositiveValuesInEqualRatios() {
    // The edges are 1, 10, 100 and 1000 but for rounding.
    Histogram histogram =
        values(1, 5, 20, 500, 1_000, 0, -3, Double.NaN, Double.POSITIVE_INFINITY)
            .logHistogram("x", 3);

    assertThat(histogram.counts()).containsExactly(2L, 1L, 2L);
    for (int i = 0; i < 4; i++) {
      double power = Math.pow(10, i);
      assertThat(histogram.edges().get(i)).isCloseTo(power, within(1e-13 * power));
    }
    assertThat(histogram.notPositive()).isEqualTo(2);
    assertThat(histogram.nan()).isEqualTo(1);
    assertThat(histogram.infinite()).isEqualTo(1);
    assertThat(histogram.missing()).isZero();
  }

  @Test
  void questionsThatMakeNoSenseAreRefused() {
    FrameQuery all = values(1, 2);

    assertThatThrownBy(() -> all.pivot("g", "params.g", "x"))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("must be two fields")
        .hasMessageContaining("params.g");
    assertThatThrownBy(() -> all.histogram("x", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The number of bins (0) must be at least 1.");
    assertThatThrownBy(() -> all.bins("x", 2, "g", -1))
        .hasMessage("The number of bins (-1) must be at least 1.");
    assertThatThrownBy(() -> all.page(List.of(), List.of(), Optional.empty(), -1))
        .hasMessage("The limit (-1) must be at least 0.");
    assertThatThrownBy(() -> all.page(List.of(), List.of(), Optional.of(SampleRuns.id(9)), 1))
        .hasMessageContaining(SampleRuns.id(9).hex().substring(0, 12));
    assertThatThrownBy(() -> all.groupBy("g").quantiles(1.5))
        .hasMessage("The probability (1.5) must be from 0 to 1.");
    assertThatThrownBy(() -> StudyFrame.over(new ScriptedStore(), "", -1))
        .hasMessage("The budget (-1 bytes) must be at least 0.");
  }
}
