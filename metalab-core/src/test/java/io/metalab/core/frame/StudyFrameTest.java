package io.metalab.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.where.FilterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is held of records, however they are read and changed. */
class StudyFrameTest {
  static final List<String> ALL =
      List.of(
          "record.id",
          "record.status",
          "record.attempt",
          "record.started",
          "record.finished",
          "record.duration",
          "record.error",
          "record.error_type",
          "record.fingerprint",
          "record.study",
          "record.operation",
          "record.stage",
          "record.case",
          "record.seed",
          "record.replicate",
          "record.notes",
          "record.tags",
          "params.lr",
          "params.width",
          "params.model",
          "params.odd",
          "params.odd.eps",
          "metrics.loss",
          "metrics.steps",
          "derived.fit.r2");

  private static ScriptedStore store(List<RunRecord> records) {
    ScriptedStore store = new ScriptedStore();
    records.forEach(store::put);
    return store;
  }

  private static StudyFrame frame(ScriptedStore store) {
    return StudyFrame.over(store, "", Long.MAX_VALUE);
  }

  /** All values by run; rows of changed runs may stand elsewhere. */
  private static Map<?, ?> contents(StudyFrame frame) {
    FramePage page = frame.all().top(ALL, List.of("record.id"), Integer.MAX_VALUE);
    Map<Object, Object> byRun = new java.util.TreeMap<>();
    for (int i = 0; i < page.rows().size(); i++) {
      byRun.put(page.runs().get(i), page.rows().get(i));
    }
    return byRun;
  }

  private static StudyFrame fresh(ScriptedStore store) {
    return StudyFrame.of(() -> store.records().stream());
  }

  @Test
  void readsTheSameFromStoredTextAsFromRecords() {
    ScriptedStore store = store(SampleRuns.random(8_300, 1));

    assertThat(contents(frame(store))).isEqualTo(contents(fresh(store))).hasSize(8_300);
    assertThat(frame(store).fields()).isEqualTo(fresh(store).fields());
  }

  @Test
  void keepsWhatIsMissingApartFromNanAndNull() {
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      Map<String, Object> metrics =
          i % 3 == 0 ? Map.of() : Map.of("loss", i % 3 == 1 ? Double.NaN : i * 0.1);
      runs.add(SampleRuns.run(i, Params.of("x", i % 2 == 0 ? null : 1), metrics).build());
    }
    StudyFrame frame = frame(store(runs));

    assertThat(frame.where("has(loss)").count()).isEqualTo(8_000);
    assertThat(frame.where("loss == loss").count()).isEqualTo(4_000);
    assertThat(frame.where("loss != loss").count()).isEqualTo(4_000);
    assertThat(frame.where("x == null").count()).isEqualTo(6_000);
    assertThat(frame.where("has(x)").count()).isEqualTo(12_000);
  }

  @Test
  void followsChangesWhateverTheyAre() {
    for (int seed = 0; seed < 2; seed++) {
      Random random = new Random(seed);
      ScriptedStore store = store(SampleRuns.random(random.nextInt(9_000), seed));
      StudyFrame frame = frame(store);
      frame.load(seed % 2 == 0 ? ALL : List.of("loss"));
      for (int round = 0; round < 2; round++) {
        int next = store.records().size() * 2;
        int more = random.nextInt(9_000);
        for (int i = 0; i < more; i++) {
          store.put(SampleRuns.random(20_000 * round + next + i, random));
        }
        List<RunRecord> known = store.records();
        for (int i = 0; i < 50 && !known.isEmpty(); i++) {
          RunRecord some = known.get(random.nextInt(known.size()));
          if (random.nextInt(3) == 0) {
            store.remove(some.runId());
          } else {
            store.put(SampleRuns.random(0, random).toBuilder().runId(some.runId()).build());
          }
        }
        frame.refresh();
        assertThat(contents(frame)).as("seed %d", seed).isEqualTo(contents(fresh(store)));
      }
    }
  }

  @Test
  void readsOnlyWhatHasChangedAndTellsHowMuch() {
    ScriptedStore store = store(SampleRuns.random(1_000, 3));
    StudyFrame frame = frame(store);
    assertThat(frame.refresh()).isEqualTo(new FrameChange(1_000, 0, 0, false));
    store.told = 0;

    store.put(SampleRuns.run(5_000, Params.of("x", 1), Map.of()).build());
    store.put(store.records().get(7).toBuilder().tags(List.of("new")).build());
    store.remove(SampleRuns.id(9));

    assertThat(frame.refresh()).isEqualTo(new FrameChange(1, 1, 1, false));
    assertThat(store.told).isEqualTo(3);
    assertThat(frame.where("tag == 'new'").count()).isEqualTo(1);
    assertThat(frame.all().count()).isEqualTo(1_000);
    store.put(SampleRuns.run(9, Params.of("x", 1), Map.of()).build());
    frame.refresh();
    assertThat(frame.all().count()).isEqualTo(1_001);
  }

  @Test
  void aFieldIsGoneOnceNoRunHasItAnyMore() {
    ScriptedStore store = store(SampleRuns.random(100, 8));
    store.put(SampleRuns.run(500, Params.of("rare", 1), Map.of("odd", 2.0)).build());
    store.put(SampleRuns.run(501, Params.of("rare", 1), Map.of()).build());
    StudyFrame frame = frame(store);
    assertThat(frame.fields()).contains("params.rare", "metrics.odd");

    store.remove(SampleRuns.id(500));
    frame.refresh();
    assertThat(frame.fields()).contains("params.rare").doesNotContain("metrics.odd");

    store.remove(SampleRuns.id(501));
    frame.refresh();
    assertThat(frame.fields()).isEqualTo(fresh(store).fields()).doesNotContain("params.rare");
    assertThat(frame.all().replicates().aggregate("loss").get(0).key().keySet())
        .doesNotContain("params.rare");
  }

  @Test
  void startsAnewWhenTheStoreHasForgottenTheMark() {
    ScriptedStore store = store(SampleRuns.random(500, 4));
    StudyFrame frame = frame(store);
    frame.refresh();
    store.remove(SampleRuns.id(3));
    store.forget();

    assertThat(frame.refresh()).isEqualTo(new FrameChange(499, 0, 0, true));
    assertThat(contents(frame)).isEqualTo(contents(fresh(store)));
  }

  @Test
  void aQuestionThatHasBegunIsNotDisturbedByARefresh() {
    ScriptedStore store = store(SampleRuns.random(100, 5));
    StudyFrame frame = frame(store);
    View before = frame.all().view(ALL);
    List<Object> values = values(before);
    IntStream.range(0, 100)
        .forEach(
            i ->
                store.put(
                    SampleRuns.run(i, Params.of("lr", 7), Map.of("loss", 1.0))
                        .status(RunStatus.SUCCESS)
                        .build()));
    store.put(SampleRuns.run(1_000, Params.of("new", 1), Map.of()).build());
    frame.refresh();

    assertThat(values(before)).isEqualTo(values);
    assertThat(frame.where("lr == 7").count()).isEqualTo(100);
  }

  private static List<Object> values(View view) {
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < view.data().rows(); row++) {
      for (String field : ALL) {
        values.add(String.valueOf(view.data().column(field).value(0, row)));
      }
    }
    return values;
  }

  @Test
  void refusesNamesThatNoRunHas() {
    StudyFrame frame = frame(store(SampleRuns.random(10, 7)));

    assertThatThrownBy(() -> frame.where("los > 1").count())
        .isInstanceOf(FilterException.class)
        .hasMessageContaining("did you mean 'metrics.loss'?");
    assertThatThrownBy(() -> frame.all().groupBy("los").aggregate("loss"))
        .isInstanceOf(FilterException.class);
    assertThatThrownBy(() -> frame.all().histogram("model", 3))
        .hasMessageContaining("must be a number");
    assertThat(frame(store(List.of())).where("anything > 1").count()).isZero();
  }
}
