package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Statistics of columns against those of records one by one. */
class FrameStatisticsTest {
  /** A frame that has seen runs come, change and go, with little or with all memory. */
  private static StudyFrame frame(List<RunRecord> runs, long budget) {
    ScriptedStore store = new ScriptedStore();
    runs.subList(0, runs.size() / 2).forEach(store::put);
    store.put(SampleRuns.run(1_000_000, Params.of("lr", 99), Map.of("loss", 1e300)).build());
    StudyFrame frame = StudyFrame.over(store, "", budget);
    frame.load(List.of("loss", "lr"));
    runs.subList(runs.size() / 2, runs.size()).forEach(store::put);
    store.remove(SampleRuns.id(1_000_000));
    frame.refresh();
    return frame;
  }

  private static List<Object> plainKey(Map<String, @Nullable Object> key) {
    List<Object> plain = new ArrayList<>();
    key.values().forEach(value -> plain.add(value instanceof Number n ? n.doubleValue() : value));
    return plain;
  }

  private static Offset<Double> ulps(double expected) {
    return within(4 * Math.ulp(expected));
  }

  @Test
  void groupsHaveTheStatisticsOfTheirSuccesses() {
    for (int seed = 0; seed < 3; seed++) {
      List<RunRecord> runs = SampleRuns.random(2_000 + 4_000 * seed, seed);
      Map<List<@Nullable Object>, List<RunRecord>> expected =
          PlainAnswers.byParams(runs, "lr", "model");

      List<Group> groups =
          frame(runs, seed % 2 == 0 ? Long.MAX_VALUE : 10_000)
              .all()
              .groupBy("lr", "model")
              .quantiles(0, 0.1, 0.5, 1)
              .aggregate("loss", "steps");

      assertThat(groups).hasSameSizeAs(expected.keySet());
      for (Group group : groups) {
        List<RunRecord> members = requireNonNull(expected.get(plainKey(group.key())));
        assertThat(group.runs()).isEqualTo(members.size());
        assertThat(group.excluded())
            .isEqualTo(members.stream().filter(run -> run.status() != RunStatus.SUCCESS).count());
        checkStatistic(group.statistic("metrics.loss"), PlainAnswers.metric(members, "loss"));
        checkStatistic(group.statistic("metrics.steps"), PlainAnswers.metric(members, "steps"));
      }
    }
  }

  private static void checkStatistic(Statistic statistic, double[] values) {
    double[] numbers = DoubleStream.of(values).filter(value -> !Double.isNaN(value)).toArray();
    assertThat(statistic.nan()).isEqualTo(values.length - numbers.length);
    assertThat(statistic.n()).isEqualTo(numbers.length);
    assertThat(statistic.min()).isEqualTo(DoubleStream.of(numbers).min().orElse(Double.NaN));
    assertThat(statistic.max()).isEqualTo(DoubleStream.of(numbers).max().orElse(Double.NaN));
    if (numbers.length < 2 || Arrays.stream(numbers).anyMatch(Double::isInfinite)) {
      assertThat(statistic.mean()).isNotIn(0.0);
      return;
    }
    double mean = PlainAnswers.mean(numbers);
    double deviation = PlainAnswers.deviation(numbers);
    assertThat(statistic.mean()).isCloseTo(mean, ulps(mean));
    assertThat(statistic.sd()).isCloseTo(deviation, ulps(deviation));
    assertThat(statistic.sem()).isCloseTo(deviation / Math.sqrt(numbers.length), ulps(deviation));
    // The same distribution of another library.
    double t = new TDistribution(numbers.length - 1.0).inverseCumulativeProbability(0.975);
    double half = t * deviation / Math.sqrt(numbers.length);
    assertThat(statistic.low()).isCloseTo(mean - half, within(1e-7 * half + Math.ulp(mean)));
    assertThat(statistic.high()).isCloseTo(mean + half, within(1e-7 * half + Math.ulp(mean)));
    assertThat(statistic.median()).isEqualTo(statistic.quantile(0.5));
    for (double probability : new double[] {0, 0.1, 0.5, 1}) {
      double quantile = PlainAnswers.quantile(numbers, probability);
      // The place between two values is rounded once more there or here.
      assertThat(statistic.quantile(probability))
          .isCloseTo(quantile, within(1e-12 * (1 + Math.abs(quantile))));
    }
  }

  @Test
  void aMeanOverManyPagesIsThatOfAllValuesInWhateverPortionsTheyAreAdded() {
    List<RunRecord> runs = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 17 * Bits.ROWS + 5; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(16));
      runs.add(SampleRuns.run(i, Params.of("g", i % 3), Map.of("x", value)).build());
    }
    double[] all = PlainAnswers.metric(runs, "x");

    Statistic statistic =
        StudyFrame.of(runs::stream).all().groupBy().aggregate("x").get(0).statistic("metrics.x");

    assertThat(statistic.n()).isEqualTo(all.length);
    assertThat(statistic.mean()).isCloseTo(PlainAnswers.mean(all), ulps(statistic.mean()));
    assertThat(statistic.sd()).isCloseTo(PlainAnswers.deviation(all), ulps(statistic.sd()));
  }

  @Test
  void confidenceIntervalsAreThoseOfStudentsT() {
    // The quantiles of t have closed forms for one degree of freedom (tan) and two.
    double oneDegree = Math.tan(Math.PI * 0.475);
    double twoDegrees = 0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95));

    Statistic two = new Statistic(2, 0, 5, 3, 0, 0, Map.of());
    Statistic three = new Statistic(3, 0, 5, 3, 0, 0, Map.of());

    assertThat(two.high() - 5).isCloseTo(oneDegree * 3 / Math.sqrt(2), within(1e-9));
    assertThat(5 - three.low()).isCloseTo(twoDegrees * 3 / Math.sqrt(3), within(1e-9));
    assertThat(new Statistic(1, 0, 5, Double.NaN, 5, 5, Map.of()).low()).isNaN();
  }

  @Test
  void replicatesAreFoldedOverEqualParams() {
    List<RunRecord> runs = SampleRuns.random(3_000, 11);
    Map<Object, List<RunRecord>> expected = new LinkedHashMap<>();
    runs.forEach(
        run -> expected.computeIfAbsent(nullsLeftOut(run), params -> new ArrayList<>()).add(run));

    List<Group> groups = frame(runs, Long.MAX_VALUE).all().replicates().aggregate("loss");

    assertThat(groups.stream().mapToLong(Group::runs).sorted().toArray())
        .isEqualTo(expected.values().stream().mapToLong(List::size).sorted().toArray());
  }

  @Test
  void replicatesHaveTheStatisticsOfTheRunsOfOneStudyWithTheirParams() {
    Random random = new Random(12);
    List<RunRecord> runs = new ArrayList<>();
    Map<List<@Nullable Object>, List<RunRecord>> expected = new LinkedHashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String study = "toy:" + random.nextInt(2);
      double a = random.nextInt(5) / 8.0;
      Params params = i % 3 == 0 ? Params.of("a", a) : Params.of("a", a, "b", "x" + i % 3);
      RunRecord run =
          SampleRuns.run(i, params, Map.of("loss", random.nextGaussian()))
              .experimentId(study)
              .seeds(SeedBundle.of(42, i))
              .build();
      runs.add(run);
      expected
          .computeIfAbsent(
              Arrays.asList(study, a, params.asMap().get("b")), key -> new ArrayList<>())
          .add(run);
    }

    List<Group> groups =
        StudyFrame.of(runs::stream).all().replicates().quantiles(0, 0.1, 0.5, 1).aggregate("loss");

    assertThat(groups).hasSize(30).hasSameSizeAs(expected.keySet());
    for (Group group : groups) {
      List<RunRecord> members = requireNonNull(expected.get(plainKey(group.key())));
      assertThat(group.runs()).isEqualTo(members.size());
      checkStatistic(group.statistic("metrics.loss"), PlainAnswers.metric(members, "loss"));
    }
  }

  /** A null param and a missing one are the same to a group. */
  private static Object nullsLeftOut(RunRecord run) {
    Map<String, Object> params = new LinkedHashMap<>();
    run.params()
        .asMap()
        .forEach(
            (name, value) -> {
              if (value != null) {
                params.put(name, value);
              }
            });
    return params;
  }

  @Test
  void histogramsCountEveryRunOnce() {
    for (int seed = 20; seed < 22; seed++) {
      List<RunRecord> runs = SampleRuns.random(10_000, seed);
      double[] values = PlainAnswers.metric(runs, "loss");
      double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
      int bins = 1 + seed % 7 * 9;

      Histogram histogram = frame(runs, Long.MAX_VALUE).all().histogram("loss", bins);

      long[] counts = new long[bins];
      for (double value : finite) {
        counts[PlainAnswers.bin(histogram.edges(), value)]++;
      }
      double low = DoubleStream.of(finite).min().orElseThrow();
      double high = DoubleStream.of(finite).max().orElseThrow();
      for (int i = 0; i <= bins; i++) {
        double edge = low + (high - low) * i / bins;
        assertThat(histogram.edges().get(i)).isCloseTo(edge, within(1e-14 * (high - low)));
      }
      assertThat(histogram.counts())
          .containsExactly(Arrays.stream(counts).boxed().toArray(Long[]::new));
      assertThat(histogram.nan()).isEqualTo(DoubleStream.of(values).filter(Double::isNaN).count());
      assertThat(histogram.infinite())
          .isEqualTo(DoubleStream.of(values).filter(Double::isInfinite).count());
      assertThat(histogram.missing()).isEqualTo(runs.size() - values.length);
    }
  }

  @Test
  void binsInTwoDimensionsCountPairsOfFiniteValues() {
    List<RunRecord> runs = SampleRuns.random(12_000, 30);

    Bins bins = frame(runs, Long.MAX_VALUE).all().bins("loss", 7, "steps", 5);

    long[][] expected = new long[7][5];
    long inside = 0;
    for (RunRecord run : runs) {
      if (run.status() == RunStatus.SUCCESS
          && run.metrics().get("loss") instanceof Number x
          && run.metrics().get("steps") instanceof Number y
          && Double.isFinite(x.doubleValue())) {
        int row = PlainAnswers.bin(bins.x().edges(), x.doubleValue());
        expected[row][PlainAnswers.bin(bins.y().edges(), y.doubleValue())]++;
        inside++;
      }
    }
    for (int i = 0; i < 7; i++) {
      assertThat(bins.counts().get(i))
          .containsExactly(Arrays.stream(expected[i]).boxed().toArray(Long[]::new));
      assertThat(bins.x().counts().get(i)).isEqualTo(Arrays.stream(expected[i]).sum());
    }
    assertThat(bins.left()).isEqualTo(runs.size() - inside);
  }
}
