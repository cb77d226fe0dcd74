package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.leased;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWriterTest {
  private static final Duration LEASE = Duration.ofHours(1);

  @TempDir Path directory;

  /** As when the heart beats, and finds the fence, while the record is on its way to be written. */
  @Test
  void whatBeganUnderAWriterIdThatIsShutOutIsNotWrittenUnderTheNext() throws IOException {
    FileStoreConfig config = leased(LEASE, new AtomicLong());
    Layout layout = Layout.open(directory, config.options());
    SegmentFiles files = SegmentFiles.ofRecords(layout);
    Fences fences = new Fences(layout, files);
    Sessions sessions = new Sessions(layout, fences, LEASE, config.nanoTime());
    JournalWriter writer =
        new JournalWriter(
            layout,
            config,
            sessions,
            new Catalog(layout, files, fences, false),
            new ArtifactFiles(layout));
    List<RunRecord> records = samples(1, 2);
    Session first = sessions.current();
    Entry.Finished late = finished(records.get(0), first);
    fences.fence(first.writer());
    assertThat(sessions.checkFenced(first)).isTrue();
    Entry.Finished timely = finished(records.get(1), sessions.current());

    writer.commit(List.of(late, timely), JournalWriterTest::complete);
    writer.close();
    sessions.close();

    timely.done().join();
    assertThatThrownBy(() -> late.done().join())
        .cause()
        .isInstanceOfSatisfying(
            MetalabException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.LEASE_LOST));
    assertThat(recordsOf(directory)).containsExactly(records.get(1));
  }

  private static void complete(CompletableFuture<Void> done, Throwable problem) {
    if (problem == null) {
      done.complete(null);
    } else {
      done.completeExceptionally(problem);
    }
  }

  private static Entry.Finished finished(RunRecord record, Session begun) {
    ProvenanceText provenance = new ProvenanceText.Cache().get(record.provenance());
    return new Entry.Finished(
        record,
        begun,
        provenance,
        RecordSegment.recordLine(record, provenance, new JsonBytes(64)),
        new CompletableFuture<>());
  }
}
