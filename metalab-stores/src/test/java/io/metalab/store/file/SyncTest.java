package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.content;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.store.StreamKey;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.FileOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often the disk is asked to sync, and what many runs cost in files. */
@Timeout(300)
class SyncTest {
  private static final int RECORDS = 50;

  @TempDir Path directory;

  @Test
  void groupSyncsTogetherWhatIsQueuedWhileTheFirstIsWritten() throws IOException {
    // One for the first record, one for all the others.
    assertThat(syncs(SyncMode.GROUP)).isEqualTo(2);
  }

  @Test
  void eachSyncsEveryRecordByItself() throws IOException {
    assertThat(syncs(SyncMode.EACH)).isEqualTo(RECORDS);
  }

  @Test
  void noneSyncsNoRecord() throws IOException {
    assertThat(syncs(SyncMode.NONE)).isZero();
  }

  /** Stores records that are queued while the first is written; counts syncs of segments. */
  private long syncs(SyncMode mode) throws IOException {
    FaultFileSystem disk = FaultFileSystem.over(directory, FaultPlan.NONE);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    FileStoreConfig config =
        FileStoreConfig.defaults()
            .withSync(mode)
            .withClocks(holding(taken, queued), System::nanoTime);
    try (FileStore store = FileStore.open(disk.root(), config)) {
      List<RunRecord> records = samples(1, RECORDS);
      List<CompletableFuture<Void>> saved = new ArrayList<>();
      saved.add(store.putRunRecord(records.get(0)));
      await(taken);
      records.stream().skip(1).forEach(record -> saved.add(store.putRunRecord(record)));
      queued.countDown();
      saved.forEach(CompletableFuture::join);
      return syncsIn("segments", disk);
    }
  }

  private static long syncsIn(String place, FaultFileSystem disk) {
    return disk.log().stream()
        .filter(operation -> operation.kind() == FileOperation.Kind.FORCE)
        .filter(operation -> operation.path().toString().contains("/" + place + "/"))
        .count();
  }

  @Test
  void theLogsOfRecordsThatAreSyncedTogetherAreSyncedOnce() throws IOException {
    FaultFileSystem disk = FaultFileSystem.over(directory, FaultPlan.NONE);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    FileStoreConfig config =
        FileStoreConfig.defaults().withClocks(holding(taken, queued), System::nanoTime);
    try (FileStore store = FileStore.open(disk.root(), config)) {
      List<RunRecord> records = samples(1, RECORDS);
      CompletableFuture<Void> first = store.putRunRecord(records.get(0));
      await(taken);
      List<CompletableFuture<Void>> saved = new ArrayList<>();
      for (RunRecord record : records.subList(1, RECORDS)) {
        appendToLog(store, record);
        saved.add(store.putRunRecord(record));
      }
      queued.countDown();
      first.join();
      saved.forEach(CompletableFuture::join);
      assertThat(syncsIn("streams", disk)).isEqualTo(1);
      assertThat(syncsIn("segments", disk)).isEqualTo(2);
    }
  }

  @Test
  void aLogIsSyncedWithTheRecordOfItsRunAndNotBefore() throws IOException {
    FaultFileSystem disk = FaultFileSystem.over(directory, FaultPlan.NONE);
    try (FileStore store = FileStore.open(disk.root())) {
      RunRecord record = samples(1, 1).get(0);
      for (int i = 0; i < RECORDS; i++) {
        appendToLog(store, record);
      }
      assertThat(syncsIn("streams", disk)).isZero();
      put(store, record);
      assertThat(syncsIn("streams", disk)).isEqualTo(1);
    }
  }

  private static void appendToLog(FileStore store, RunRecord record) {
    StreamKey log = new StreamKey(record.runId(), record.attempt(), StreamKey.Kind.LOG);
    store.append(log, "line\n".getBytes(UTF_8));
  }

  /** A clock that holds the committer, which has taken a batch and dates its segment. */
  private static InstantSource holding(CountDownLatch taken, CountDownLatch queued) {
    return () -> {
      if (Thread.currentThread().getName().equals("metalab-commit")) {
        taken.countDown();
        await(queued);
      }
      return Instant.EPOCH;
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void manyRunsWithLogsTakeNoMoreFilesThanOne() throws IOException {
    assertThat(filesOf(300)).containsExactlyElementsOf(filesOf(1));
  }

  /** Stores runs, each with a log; returns the names of all files and directories. */
  private List<String> filesOf(int runs) throws IOException {
    Path place = Files.createDirectory(directory.resolve("runs-" + runs));
    try (FileStore store = FileStore.open(place)) {
      for (RunRecord record : samples(1, runs)) {
        appendToLog(store, record);
        put(store, record);
      }
    }
    return content(place).keySet().stream()
        .map(path -> path.replaceAll("[0-9a-f]{32}", "id"))
        .toList();
  }
}
