package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.await;
import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What other stores know of runs is taken in, whatever the order, and handed out again. */
interface MergeContract extends StoreFixture {
  /** A time with nanoseconds. */
  Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");

  /** Returns the store as one that merges; the test is left out for one that does not. */
  default MergeableStore mergeable() {
    assumeThat(store()).isInstanceOf(MergeableStore.class);
    return (MergeableStore) store();
  }

  /** Returns what the store knows of a run. */
  default RunHistory history(RunId run) {
    return mergeable().findHistories(List.of(run)).getOrDefault(run, RunHistory.none(run));
  }

  /** Returns what all know of one run: its attempts, an edit of each time, removals up to one. */
  static RunHistory historyOf(RunRecord run, int removed, List<RunRecord> attempts, Instant... at) {
    List<RunEdit> edits = new ArrayList<>();
    for (Instant time : at) {
      edits.add(new RunEdit(run.runId(), 3, time, new Annotation.Note("noted at " + time)));
    }
    return new RunHistory(run.runId(), run.experimentId(), removed, attempts, edits);
  }

  @Test
  default void handsOutRecordsAsTheyWerePutAndEditsApart() {
    MergeableStore mergeable = mergeable();
    assumeThat(store()).isInstanceOf(AnnotationStore.class);
    RunRecord run = Samples.success(SeedBundle.of(180));
    RunRecord failed = Samples.attempt(run, 1, RunStatus.FAILED);
    RunRecord success = Samples.attempt(run, 2, RunStatus.SUCCESS);
    put(store(), failed, success, Samples.attempt(run, 3, RunStatus.RUNNING));
    AnnotationStore annotations = (AnnotationStore) store();
    annotations.tag(run.runId(), List.of("late"), List.of("kit"));
    annotations.note(run.runId(), "noted");
    annotations.putDerived(run.runId(), Map.of("half", 0.5));

    RunHistory history = history(run.runId());

    assertThat(history.experimentId()).isEqualTo(run.experimentId());
    assertThat(history.removedAttempts()).isZero();
    assertThat(history.attempts()).containsExactly(success, failed);
    assertThat(history.edits())
        .extracting(RunEdit::annotation)
        .containsExactly(
            new Annotation.Tags(List.of("late"), List.of("kit")),
            new Annotation.Note("noted"),
            new Annotation.Derived(Map.of("half", 0.5)));
    try (var all = mergeable.histories(run.experimentId())) {
      assertThat(all).containsExactly(history);
    }
    try (var none = mergeable.histories("unknown:1")) {
      assertThat(none).isEmpty();
    }
    assertThat(mergeable.findHistories(List.of(Samples.success(SeedBundle.of(181)).runId())))
        .isEmpty();
  }

  @Test
  default void handsOutTheHistoriesOfAnExperimentInTheOrderOfItsRuns() {
    MergeableStore mergeable = mergeable();
    List<RunRecord> runs = Samples.successes(SeedBundle.of(182), 600);
    StoreFixture.putAll(store(), runs);
    String experiment = runs.get(0).experimentId();
    try (var histories = mergeable.histories(experiment);
        var records = store().runRecords(experiment)) {
      assertThat(histories.map(RunHistory::runId).toList())
          .hasSizeGreaterThan(100)
          .isEqualTo(records.map(RunRecord::runId).toList());
    }
  }

  @Test
  default void takesInTheSameWhateverTheOrder() {
    MergeableStore mergeable = mergeable();
    for (SeedBundle seeds : StoreFixture.seeds("merging", 40)) {
      RunRecord run = Samples.success(seeds);
      RunRecord first = Samples.attempt(run, 1, RunStatus.FAILED);
      RunRecord second = Samples.attempt(run, 2, RunStatus.SUCCESS);
      RunRecord third = Samples.attempt(run, 3, RunStatus.SUCCESS);
      List<RunHistory> parts =
          new ArrayList<>(
              List.of(
                  historyOf(run, 0, List.of(first)),
                  historyOf(run, 0, List.of(second, first), NOON),
                  historyOf(run, 0, List.of(third), NOON.plusNanos(1), NOON),
                  historyOf(run, 0, List.of(second), NOON.minusSeconds(1)),
                  historyOf(run, 1, List.of())));
      Collections.shuffle(parts, new Random(seeds.stream("order").nextLong()));
      for (RunHistory part : parts) {
        await(mergeable.merge(part));
      }
      RunHistory merged = history(run.runId());
      assertThat(merged)
          .isEqualTo(
              historyOf(
                  run, 1, List.of(second, third), NOON.minusSeconds(1), NOON, NOON.plusNanos(1)));
      RunRecord shown = store().findRunRecord(run.runId()).orElseThrow();
      assertThat(shown.attempt()).isEqualTo(2);
      assertThat(shown.notes())
          .containsExactly(
              "noted at " + NOON.minusSeconds(1),
              "noted at " + NOON,
              "noted at " + NOON.plusNanos(1));
      await(mergeable.merge(merged));
      assertThat(history(run.runId())).isEqualTo(merged);
    }
  }

  @Test
  default void aRemovalTravelsToAStoreThatDoesNotHoldTheRunYet() {
    MergeableStore mergeable = mergeable();
    RunRecord run = Samples.success(SeedBundle.of(183));
    RunRecord later = Samples.attempt(run, 3, RunStatus.FAILED);
    RunHistory removal = historyOf(run, 2, List.of());
    await(mergeable.merge(removal));
    assertThat(history(run.runId())).isEqualTo(removal);
    try (var histories = mergeable.histories(run.experimentId())) {
      assertThat(histories).containsExactly(removal);
    }
    await(mergeable.merge(historyOf(run, 0, List.of(run))));
    assertThat(store().findRunRecord(run.runId())).isEmpty();
    assertThat(store().info().runs()).isZero();
    await(mergeable.merge(historyOf(run, 0, List.of(later, run))));
    assertThat(store().attempts(run.runId())).containsExactly(later);
    if (store() instanceof AnnotationStore annotations) {
      assertThat(annotations.removedAttempts(List.of(run.runId()))).containsEntry(run.runId(), 2);
    }
  }

  @Test
  default void takesInStreamsInParts() {
    MergeableStore mergeable = mergeable();
    RunRecord run = Samples.success(SeedBundle.of(184));
    StreamKey log = new StreamKey(run.runId(), 1, Kind.LOG);
    byte[] text = "größe\nzwei\n日本\n".getBytes(UTF_8);
    for (int split = 0; split <= text.length; split++) {
      StreamKey stream = new StreamKey(run.runId(), split + 2, Kind.SERIES);
      mergeable.mergeStream(stream, 0, Arrays.copyOf(text, split));
      mergeable.mergeStream(stream, 0, Arrays.copyOf(text, split));
      mergeable.mergeStream(stream, split, Arrays.copyOfRange(text, split, text.length));
      assertThat(StreamContract.readStream(store(), stream, 5)).as("%s", split).isEqualTo(text);
    }
    mergeable.mergeStream(log, 0, text);
    await(mergeable.merge(historyOf(run, 0, List.of(run))));
    assertThat(StreamContract.readStream(store(), log, 100)).isEqualTo(text);
  }

  @Test
  default void takesInDocumentsWithTheirTimes() {
    MergeableStore mergeable = mergeable();
    StoredDocument old = document("experiment", "old", NOON);
    StoredDocument older = document("experiment", "older", NOON.minusSeconds(9));
    StoredDocument context = document("context", "größe", NOON.minusSeconds(5));
    for (StoredDocument document : List.of(old, context, older, old)) {
      mergeable.mergeDocument(document);
    }
    assertThat(mergeable.documents()).containsExactly(older, context, old);
    assertThat(store().documents("experiment")).containsExactly(older, old);
    mergeable.mergeDocument(document("context", "größe", NOON.minusSeconds(4)));
    mergeable.mergeDocument(document("context", "größe", NOON.minusSeconds(99)));
    assertThat(mergeable.documents().get(0).stored()).isEqualTo(NOON.minusSeconds(99));
    mergeable.mergeDocument(document("context", "größe", NOON.minusSeconds(100)));
    context = document("context", "größe", NOON.minusSeconds(100));
    assertThat(mergeable.documents()).containsExactly(context, older, old);
    assertThat(store().findDocument(context.sha256())).contains("größe");
    put(store(), Samples.success(SeedBundle.of(185)));
    assertThat(mergeable.documents()).containsExactly(context, older, old);
  }

  private static StoredDocument document(String kind, String text, Instant stored) {
    return new StoredDocument(kind, Digests.sha256(text), stored, text);
  }
}
