package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Filters, orders, grids and joins of columns against those of records one by one. */
class FrameOrderTest {
  private static StudyFrame frame(List<RunRecord> runs) {
    ScriptedStore store = new ScriptedStore();
    runs.forEach(store::put);
    return StudyFrame.over(store, "", Long.MAX_VALUE);
  }

  private static double loss(RunRecord run) {
    return ((Number) requireNonNull(run.metrics().get("loss"))).doubleValue();
  }

  @Test
  void filtersKeepTheRunsThatJavaKeeps() {
    Map<String, Predicate<RunRecord>> filters =
        Map.of(
            "loss < 0.25 && width >= 64",
            run -> loss(run) < 0.25 && run.params().getLong("width") >= 64,
            "!(loss < 0.25) && has(steps)",
            run -> !(loss(run) < 0.25) && run.metrics().containsKey("steps"),
            "model == 'mlp' || status == 'failed'",
            run ->
                "mlp".equals(run.params().asMap().get("model"))
                    || run.status().wireName().equals("failed"),
            "loss != loss",
            run -> Double.isNaN(loss(run)),
            "tag in ['keep'] && replicate != 1",
            run -> run.tags().contains("keep") && run.seeds().replicate() != 1);
    for (int seed = 0; seed < 2; seed++) {
      List<RunRecord> runs = SampleRuns.random(9_000, seed);
      StudyFrame frame = frame(runs);
      filters.forEach(
          (text, plain) -> {
            List<RunId> expected = runs.stream().filter(plain).map(RunRecord::runId).toList();
            FrameQuery query = frame.where(text);
            assertThat(query.count()).as(text).isEqualTo(expected.size());
            assertThat(query.top(List.of(), List.of(), 10_000).runs()).as(text).isEqualTo(expected);
          });
    }
  }

  /** Finite numbers in their order, then infinities, then NaN. */
  private static Comparator<RunRecord> byLoss(boolean descending) {
    return (a, b) -> {
      int rank = Integer.compare(rank(loss(a)), rank(loss(b)));
      int value = Double.compare(loss(a) + 0.0, loss(b) + 0.0);
      return rank != 0 ? rank : descending ? -value : value;
    };
  }

  private static int rank(double value) {
    return Double.isNaN(value) ? 2 : Double.isInfinite(value) ? 1 : 0;
  }

  @Test
  void theFirstRunsAndAllPagesBehindThemAreThoseOfAFullSort() {
    for (int seed = 0; seed < 2; seed++) {
      List<RunRecord> runs = SampleRuns.random(2_500, 40 + seed);
      boolean descending = seed % 2 == 1;
      List<RunId> expected =
          runs.stream()
              .sorted(byLoss(descending).thenComparing(RunRecord::runId))
              .map(RunRecord::runId)
              .toList();
      FrameQuery all = frame(runs).all();
      List<String> sort = List.of(descending ? "loss:desc" : "loss");

      assertThat(all.top(List.of("id"), sort, 7).runs()).isEqualTo(expected.subList(0, 7));
      assertThat(all.top(List.of("id"), sort, 5_000).runs()).isEqualTo(expected);
      List<RunId> paged = new ArrayList<>();
      Optional<RunId> last = Optional.empty();
      FramePage page;
      do {
        page = all.page(List.of("loss"), sort, last, 400);
        paged.addAll(page.runs());
        last = page.last();
      } while (last.isPresent());
      assertThat(paged).isEqualTo(expected);
    }
  }

  @Test
  void aPivotIsItsGroupsAsAGrid() {
    List<RunRecord> runs = SampleRuns.random(600, 50);

    Pivot pivot = frame(runs).all().pivot("model", "width", "steps");

    Map<List<Object>, List<RunRecord>> groups = PlainAnswers.byParams(runs, "model", "width");
    assertThat(pivot.rowKeys()).containsExactly("k\u00f6nig \u201c\ud83d\ude00", "mlp", null);
    assertThat(pivot.columnKeys()).containsExactly(16L, 32L, 64L, 128L);
    for (int i = 0; i < pivot.rowKeys().size(); i++) {
      for (int j = 0; j < pivot.columnKeys().size(); j++) {
        List<Object> key = new ArrayList<>();
        key.add(pivot.rowKeys().get(i));
        key.add(((Number) pivot.columnKeys().get(j)).doubleValue());
        List<RunRecord> members = groups.getOrDefault(key, List.of());
        Optional<Group> cell = pivot.cells().get(i).get(j);
        assertThat(cell.map(Group::runs).orElse(0L)).isEqualTo(members.size());
        double[] steps = PlainAnswers.metric(members, "steps");
        assertThat(cell.orElseThrow().statistic("metrics.steps").mean())
            .isCloseTo(PlainAnswers.mean(steps), within(4 * Math.ulp(PlainAnswers.mean(steps))));
      }
    }
  }

  @Test
  void studiesAreJoinedOnTheParamsThatBothHave() {
    List<RunRecord> left = new ArrayList<>();
    List<RunRecord> right = new ArrayList<>();
    Random random = new Random(60);
    for (int i = 0; i < 300; i++) {
      int x = random.nextInt(10);
      left.add(SampleRuns.run(i, Params.of("x", x, "only", i), Map.of("loss", x * 2.0)).build());
      int y = 5 + random.nextInt(10);
      right.add(SampleRuns.run(i, Params.of("x", y), Map.of("loss", y * 3.0)).build());
    }

    List<JoinedGroup> joined =
        frame(left).all().join(frame(right).all(), List.of(), List.of("loss"));

    assertThat(joined).hasSize(15);
    for (int x = 0; x < 15; x++) {
      JoinedGroup group = joined.get(x);
      assertThat(group.key()).isEqualTo(Collections.singletonMap("params.x", (long) x));
      assertThat(mean(group.left())).isEqualTo(x < 10 ? x * 2.0 : -1);
      assertThat(mean(group.right())).isEqualTo(x >= 5 ? x * 3.0 : -1);
    }
  }

  @Test
  void groupsOfEqualNumbersAndMissingParamsStandTogetherHoweverTheyAreWritten() {
    List<RunRecord> left = new ArrayList<>();
    List<RunRecord> right = new ArrayList<>();
    Random random = new Random(61);
    for (int i = 0; i < 400; i++) {
      long x = random.nextInt(4);
      Params some = i % 2 == 0 ? Params.of("x", x) : Params.of("x", x, "z", "b" + i % 3);
      left.add(SampleRuns.run(i, some, Map.of("loss", random.nextGaussian())).build());
      double y = 1 + random.nextInt(4);
      Params others = i % 2 == 0 ? Params.of("x", y) : Params.of("x", y, "z", "b" + i % 3);
      right.add(SampleRuns.run(i, others, Map.of("loss", random.nextGaussian())).build());
    }
    Map<List<Object>, List<RunRecord>> ofLeft = PlainAnswers.byParams(left, "x", "z");
    Map<List<Object>, List<RunRecord>> ofRight = PlainAnswers.byParams(right, "x", "z");

    List<JoinedGroup> joined =
        frame(left).all().join(frame(right).all(), List.of("x", "z"), List.of("loss"));

    assertThat(joined).hasSize(5 * 4);
    for (JoinedGroup group : joined) {
      double x = ((Number) requireNonNull(group.key().get("params.x"))).doubleValue();
      List<Object> key = new ArrayList<>();
      key.add(x);
      key.add(group.key().get("params.z"));
      checkSide(group.left(), ofLeft.getOrDefault(key, List.of()));
      checkSide(group.right(), ofRight.getOrDefault(key, List.of()));
    }
  }

  private static void checkSide(Optional<Group> group, List<RunRecord> members) {
    assertThat(group.map(Group::runs).orElse(0L)).isEqualTo(members.size());
    if (!members.isEmpty()) {
      double mean = PlainAnswers.mean(PlainAnswers.metric(members, "loss"));
      assertThat(mean(group)).isCloseTo(mean, within(4 * Math.ulp(mean)));
    }
  }

  private static double mean(Optional<Group> group) {
    return group.map(known -> known.statistic("metrics.loss").mean()).orElse(-1.0);
  }

  @Test
  void aScanHandsOutTheSameRowsAsTheFrameInTheOrderOfTheStore() throws Exception {
    List<RunRecord> runs = SampleRuns.random(9_000, 70);
    ScriptedStore store = new ScriptedStore();
    runs.forEach(store::put);
    store.remove(runs.get(3).runId());
    List<String> columns = StudyFrameTest.ALL;
    RowScan scan = RowScan.over(store, "");
    ScannedFields fields = scan.fields();
    List<List<Object>> rows = new ArrayList<>();

    scan.forEach(
        fields.table(),
        List.of(io.metalab.core.where.Where.parse("loss > 0 && tag != 'x'")),
        columns,
        rows::add);

    assertThat(rows)
        .isEqualTo(
            StudyFrame.over(store, "", Long.MAX_VALUE)
                .where("loss > 0 && tag != 'x'")
                .top(columns, List.of(), 100_000)
                .rows());
    assertThat(fields.replicates()).isTrue();
    assertThat(fields.errors()).isTrue();
    assertThat(fields.severalStudies()).isFalse();
  }
}
