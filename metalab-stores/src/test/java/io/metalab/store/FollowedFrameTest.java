package io.metalab.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import io.metalab.core.frame.FramePage;
import io.metalab.core.frame.StudyFrame;
import io.metalab.store.transfer.Home;
import io.metalab.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A frame that follows a growing store shows what one that is read anew shows. */
class FollowedFrameTest {
  private static final List<String> FIELDS =
      List.of("record.status", "record.attempt", "record.tags", "metrics.rmse");

  @TempDir Path directory;

  private static Map<Object, Object> rows(StudyFrame frame) {
    FramePage page = frame.all().top(FIELDS, List.of("record.id"), Integer.MAX_VALUE);
    Map<Object, Object> rows = new TreeMap<>();
    for (int i = 0; i < page.rows().size(); i++) {
      rows.put(page.runs().get(i), page.rows().get(i));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Home.class)
  void followsRunsAttemptsAnnotationsAndRemovalsOfSeveralWriters(Home home) {
    try (Store store = home.open(directory);
        Store other = home.open(directory)) {
      follow(store, other);
    }
  }

  @Test
  void followsWhatIsInMemory() {
    MemoryStore store = new MemoryStore();
    follow(store, store);
  }

  private static void follow(Store store, Store other) {
    StudyFrame followed = StudyFrame.of(store, "");
    for (int round = 0; round < 12; round++) {
      Store writer = round % 2 == 0 ? store : other;
      for (RunRecord run : Samples.successes(SeedBundle.of(40, round), 12)) {
        boolean late = run.runId().word(0) % 3 == 0;
        writer.putRunRecord(Samples.attempt(run, 1, RunStatus.FAILED)).join();
        if (!late) {
          writer.putRunRecord(Samples.attempt(run, 2, RunStatus.SUCCESS)).join();
        }
      }
      for (RunRecord run : Samples.successes(SeedBundle.of(40, Math.max(0, round - 3)), 12)) {
        boolean removes = round >= 3 && run.runId().word(1) % 5 == 0;
        if (store.findRunRecord(run.runId()).isPresent()) {
          ((AnnotationStore) other).tag(run.runId(), List.of("round " + round), List.of());
          if (removes) {
            ((AnnotationStore) writer).remove(run.runId());
          }
        }
      }
      followed.refresh();
      assertThat(rows(followed)).as("round %d", round).isEqualTo(rows(StudyFrame.of(store, "")));
    }
    assertThat(rows(followed)).hasSizeBetween(80, 144);
  }
}
