package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.codec.JsonBytes;
import io.metalab.store.Announcements;
import io.metalab.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementsTest {
  private final Announcements<Entry> announcements = new Announcements<>(Entry::recordOf);
  private final Entry beginA = begin(0);
  private final Entry endA = end(0);
  private final Entry beginB = begin(1);
  private final Entry endB = end(1);

  @Test
  void anAttemptThatBeginsWhileNothingElseHappensIsAnnouncedAtOnce() {
    assertThat(announcements.due(List.of(beginA))).containsExactly(beginA);
    assertThat(announcements.isPending()).isFalse();
  }

  @Test
  void anAttemptThatBeginsWhileOthersEndIsAnnouncedOneCommitLater() {
    assertThat(announcements.due(List.of(beginB, endA))).containsExactly(endA);
    assertThat(announcements.isPending()).isTrue();
    assertThat(announcements.due(List.of())).containsExactly(beginB);
    assertThat(announcements.isPending()).isFalse();
  }

  @Test
  void aHeldAnnouncementIsNotHeldAgainHoweverManyOthersEnd() {
    announcements.due(List.of(beginB, endA));
    assertThat(announcements.due(List.of(begin(2), endA))).containsExactly(beginB, endA);
  }

  @Test
  void anAttemptThatIsOverByTheNextCommitReachesTheWriterWithItsEnd() {
    announcements.due(List.of(beginB, endA));
    // Which writes of the two the end alone.
    assertThat(announcements.due(List.of(endB))).containsExactly(beginB, endB);
  }

  @Test
  void anAttemptThatBeginsAndEndsInOneBatchIsNotHeld() {
    assertThat(announcements.due(List.of(beginA, endA))).containsExactly(beginA, endA);
    assertThat(announcements.isPending()).isFalse();
  }

  @Test
  void aRunThatGoesOnAfterAllOthersHaveEndedBecomesVisible(@TempDir Path directory) {
    List<RunRecord> records = samples(3, 2);
    try (FileStore store = FileStore.open(directory)) {
      CompletableFuture<Void> visible =
          store.putRunRecord(Samples.attempt(records.get(0), 1, RunStatus.RUNNING));
      put(store, records.get(1));
      visible.join();
      assertThat(store.findRunRecord(records.get(0).runId()))
          .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.RUNNING));
    }
  }

  private static Entry begin(int sample) {
    RunRecord running = Samples.attempt(samples(3, sample + 1).get(sample), 1, RunStatus.RUNNING);
    return new Entry.Running(running, null, provenance(running), new CompletableFuture<>());
  }

  private static Entry end(int sample) {
    RunRecord ended = samples(3, sample + 1).get(sample);
    return new Entry.Finished(
        ended,
        null,
        provenance(ended),
        RecordSegment.recordLine(ended, provenance(ended), new JsonBytes(64)),
        new CompletableFuture<>());
  }

  private static ProvenanceText provenance(RunRecord record) {
    return new ProvenanceText.Cache().get(record.provenance());
  }
}
