package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.assertFails;
import static io.metalab.testkit.StoreFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.StudyCount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels, remarks and derived metrics are added after the fact, and runs removed. */
interface AnnotationContract extends StoreFixture {
  /** Returns the store as one that annotates; the test is left out for one that does not. */
  default AnnotationStore annotations() {
    assumeThat(store()).isInstanceOf(AnnotationStore.class);
    return (AnnotationStore) store();
  }

  /** Returns the effective record of a run that is there. */
  default RunRecord effective(RunId runId) {
    return store().findRunRecord(runId).orElseThrow();
  }

  @Test
  default void changesNothingOfARunThatIsNotStored() {
    AnnotationStore annotations = annotations();
    RunId absent = Samples.success(SeedBundle.of(69)).runId();
    assertFails(ErrorCode.NOT_FOUND, () -> annotations.tag(absent, List.of("a"), List.of()));
    assertFails(ErrorCode.NOT_FOUND, () -> annotations.note(absent, "n"));
    assertFails(ErrorCode.NOT_FOUND, () -> annotations.putDerived(absent, Map.of("d", 1L)));
    assertFails(ErrorCode.NOT_FOUND, () -> annotations.remove(absent));
    assertThat(store().findRuns(List.of(absent))).isEmpty();
  }

  @Test
  default void addsAndDropsTags() {
    AnnotationStore annotations = annotations();
    RunRecord run =
        Samples.success(SeedBundle.of(50)).toBuilder().tags(List.of("own", "kit")).build();
    put(store(), run);
    annotations.tag(run.runId(), List.of("größe", "kit", "späť"), List.of());
    assertThat(effective(run.runId()).tags()).containsExactly("own", "kit", "größe", "späť");
    annotations.tag(run.runId(), List.of("new"), List.of("own", "späť", "unknown"));
    assertThat(effective(run.runId()).tags()).containsExactly("kit", "größe", "new");
    assertThat(effective(run.runId()).metrics()).isEqualTo(run.metrics());
  }

  @Test
  default void addsNotesInOrder() {
    AnnotationStore annotations = annotations();
    RunRecord run = Samples.success(SeedBundle.of(51)).toBuilder().notes(List.of("first")).build();
    put(store(), run);
    annotations.note(run.runId(), "zwei\nZeilen 🙂");
    annotations.note(run.runId(), "third");
    assertThat(effective(run.runId()).notes()).containsExactly("first", "zwei\nZeilen 🙂", "third");
  }

  @Test
  default void setsAndReplacesDerivedMetrics() {
    AnnotationStore annotations = annotations();
    RunRecord run = Samples.success(SeedBundle.of(52));
    put(store(), run);
    annotations.putDerived(run.runId(), Map.of("ratio", 0.5));
    annotations.putDerived(run.runId(), Map.of("worst", Double.NaN, "label", "NaN"));
    annotations.putDerived(run.runId(), Map.of("ratio", 2L));
    RunRecord found = effective(run.runId());
    assertThat(found.derived())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("ratio", 2L, "worst", Double.NaN, "label", "NaN"));
    assertThat(found.toBuilder().derived(Map.of()).build()).isEqualTo(run);
  }

  @Test
  default void showsAnnotationsWhereverTheRecordIsRead() {
    AnnotationStore annotations = annotations();
    RunRecord run = Samples.success(SeedBundle.of(53));
    put(store(), run);
    annotations.note(run.runId(), "seen");
    assertThat(store().attempts(run.runId()).get(0)).isEqualTo(effective(run.runId()));
    try (var records = store().runRecords(run.experimentId())) {
      assertThat(records).containsExactly(effective(run.runId()));
    }
    assertThat(effective(run.runId()).notes()).contains("seen");
  }

  @Test
  default void removesARunWithAllItsAttempts() {
    AnnotationStore annotations = annotations();
    RunRecord run = Samples.success(SeedBundle.of(54));
    RunRecord stays = Samples.success(SeedBundle.of(55));
    put(store(), Samples.attempt(run, 1, RunStatus.FAILED), stays);
    put(store(), Samples.attempt(run, 2, RunStatus.SUCCESS));
    annotations.tag(run.runId(), List.of("old"), List.of());
    annotations.remove(run.runId());
    assertThat(store().findRunRecord(run.runId())).isEmpty();
    assertThat(store().attempts(run.runId())).isEmpty();
    assertThat(store().findRuns(List.of(run.runId(), stays.runId())))
        .containsOnlyKeys(stays.runId());
    assertThat(annotations.removedAttempts(List.of(run.runId(), stays.runId())))
        .isEqualTo(Map.of(run.runId(), 2));
    assertThat(store().findComputations(List.of(run.computation()))).isEmpty();
    assertThat(store().findByPrefix("", 10)).containsExactly(stays.runId());
    assertThat(store().counts()).extracting(StudyCount::total).containsExactly(1L);
    try (var records = store().runRecords("")) {
      assertThat(records).containsExactly(stays);
    }
    RunRecord anew = Samples.attempt(run, 3, RunStatus.SUCCESS);
    put(store(), anew);
    assertThat(store().findRunRecord(run.runId())).contains(anew);
    assertThat(store().attempts(run.runId())).containsExactly(anew);
    assertThat(store().findByPrefix(run.runId().hex(), 10)).containsExactly(run.runId());
  }

  @Test
  default void anAttemptThatIsBeingExecutedOutlivesTheRemovalOfThoseBefore() {
    AnnotationStore annotations = annotations();
    RunRecord run = Samples.success(SeedBundle.of(56));
    put(store(), Samples.attempt(run, 1, RunStatus.FAILED));
    put(store(), Samples.attempt(run, 2, RunStatus.RUNNING));
    annotations.remove(run.runId());
    assertThat(annotations.removedAttempts(List.of(run.runId()))).containsEntry(run.runId(), 1);
    RunRecord finished = Samples.attempt(run, 2, RunStatus.SUCCESS);
    put(store(), finished);
    assertThat(store().attempts(run.runId())).containsExactly(finished);
    annotations.remove(run.runId());
    assertThat(store().findRunRecord(run.runId())).isEmpty();
  }
}
