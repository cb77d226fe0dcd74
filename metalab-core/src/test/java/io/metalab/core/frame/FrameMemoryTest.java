package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What columns take up, and what a budget does to them. */
class FrameMemoryTest {
  private static ScriptedStore store(List<RunRecord> records) {
    ScriptedStore store = new ScriptedStore();
    records.forEach(store::put);
    return store;
  }

  private static StudyFrame frame(ScriptedStore store) {
    return StudyFrame.over(store, "", Long.MAX_VALUE);
  }

  private static long bytes(StudyFrame frame, String column) {
    return requireNonNull(frame.info().columns().get(column));
  }

  @Test
  void answersTheSameWithoutMemoryAndSaysSo() {
    ScriptedStore store = store(SampleRuns.random(9_000, 6));
    StudyFrame small = StudyFrame.over(store, "", 20_000);
    StudyFrame large = frame(store);

    for (int i = 0; i < 2; i++) {
      assertThat(small.where("loss > 0.5").groupBy("lr", "model").aggregate("loss", "steps"))
          .isEqualTo(large.where("loss > 0.5").groupBy("lr", "model").aggregate("loss", "steps"));
    }
    assertThat(small.info().scanned()).contains("metrics.loss");
    assertThat(large.info().scanned()).isEmpty();
    assertThat(large.info().columns()).containsKeys("record.id", "metrics.loss", "params.lr");
  }

  @Test
  void holdsFewDifferentValuesInAByteEach() {
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      runs.add(SampleRuns.run(i, Params.of("lr", i % 7 * 0.1), Map.of("loss", i * 0.3)).build());
    }
    StudyFrame frame = frame(store(runs)).load(List.of("lr", "loss"));

    assertThat(frame.info().columns().get("params.lr")).isBetween(40_000L, 42_000L);
    assertThat(frame.info().columns().get("metrics.loss")).isBetween(320_000L, 500_000L);
  }

  private static StudyFrame ofModels(int count, IntFunction<String> model) {
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(SampleRuns.run(i, Params.of("model", model.apply(i)), Map.of()).build());
    }
    return frame(store(runs)).load(List.of("model"));
  }

  @Test
  void holdsEachTextOnceAndAsManyBytesOfCodesAsItTakes() {
    String prefix = "a name of which nobody wants forty thousand copies in memory ";
    StudyFrame few = ofModels(40_000, i -> prefix + i % 5);
    StudyFrame more = ofModels(40_000, i -> prefix + i % 1_000);

    assertThat(bytes(few, "params.model")).isBetween(40_000L, 42_000L);
    assertThat(bytes(more, "params.model")).isBetween(80_000L, 80_000L + 1_000 * 250L);
    assertThat(few.where("model == '" + prefix + "3'").count()).isEqualTo(8_000);
    assertThat(more.where("model == '" + prefix + "3'").count()).isEqualTo(40);
  }

  @Test
  void holdsStatusesInAByteEach() {
    RunStatus[] statuses = {RunStatus.SUCCESS, RunStatus.CANCELLED, RunStatus.RUNNING};
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      runs.add(SampleRuns.run(i, Params.empty(), Map.of()).status(statuses[i % 3]).build());
    }
    StudyFrame frame = frame(store(runs));

    assertThat(frame.where("status == 'cancelled'").count()).isEqualTo(10_000);
    assertThat(bytes(frame, "record.status")).isBetween(30_000L, 33_000L);
  }

  @Test
  void keepsToTheBudgetBetweenQuestionsAndLetsGoWhatWasNotUsedLongest() {
    ScriptedStore store = store(SampleRuns.random(9_000, 8));
    StudyFrame all = frame(store).load(List.of("loss", "lr", "width"));
    long always =
        bytes(all, "record.id") + bytes(all, "record.status") + bytes(all, "record.study");
    long budget = always + bytes(all, "params.lr") + bytes(all, "params.width") + 100;
    StudyFrame frame = StudyFrame.over(store, "", budget);

    frame.where("lr > 0.1").count();
    frame.where("width > 16").count();
    assertThat(held(frame)).containsExactlyInAnyOrder("params.lr", "params.width");
    assertThat(frame.info().sizeBytes()).isBetween(always, budget);
    frame.where("lr > 0.2").count();
    frame.where("replicate > 0").count();
    assertThat(held(frame)).contains("params.lr").doesNotContain("params.width");
    assertThat(frame.info().sizeBytes()).isBetween(always, budget);
  }

  private static List<String> held(StudyFrame frame) {
    Set<String> always = Set.of("record.id", "record.status", "record.study");
    return frame.info().columns().keySet().stream().filter(name -> !always.contains(name)).toList();
  }
}
