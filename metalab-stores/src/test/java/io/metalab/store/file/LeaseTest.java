package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.failure;
import static io.metalab.store.file.FileStoreTests.leased;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.records;
import static io.metalab.store.file.FileStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.OpenOptions;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease is an hour long, so no heart beats; the observer's clock is moved by hand. */
class LeaseTest {
  private static final Duration LEASE = Duration.ofHours(1);
  private static final String PLAN = "ab".repeat(32);

  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong();

  private FileStore open() {
    return FileStore.open(directory, leased(LEASE, nanos));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static RunStatus status(FileStore store, RunId id) {
    return Objects.requireNonNull(store.findRuns(List.of(id)).get(id)).status();
  }

  /** Lets the observer see the holder's counter, and then nothing for as long as a lease. */
  private Claim takeOver(FileStore observer, long chunk) {
    assertThat(observer.tryClaim(PLAN, chunk)).isEmpty();
    pass(LEASE.minusNanos(1));
    assertThat(observer.tryClaim(PLAN, chunk)).isEmpty();
    pass(Duration.ofNanos(1));
    return observer.tryClaim(PLAN, chunk).orElseThrow();
  }

  @Test
  void keepsAClaimFromOthersUntilItIsClosed() throws IOException {
    try (FileStore holder = open();
        FileStore other = open()) {
      Claim claim = holder.tryClaim(PLAN, 1).orElseThrow();
      assertThat(other.tryClaim(PLAN, 1)).isEmpty();
      assertThat(other.tryClaim(PLAN, 2)).isPresent();
      claim.close();
      assertThat(other.tryClaim(PLAN, 1)).isPresent();
    }
    assertThat(directory.resolve(".metalab/claims")).isEmptyDirectory();
    assertThat(directory.resolve(".metalab/writers")).isEmptyDirectory();
  }

  @Test
  void takesOverFromAHolderWhoseCounterStandsStill() {
    RunRecord record = samples(1, 1).get(0);
    try (FileStore holder = open();
        FileStore observer = open()) {
      Claim lost = holder.tryClaim(PLAN, 1).orElseThrow();
      Claim taken = takeOver(observer, 1);

      assertThat(taken.isHeld()).isTrue();
      assertThat(lost.isHeld()).isFalse();
      lost.close();
      assertThat(taken.isHeld()).isTrue();
      assertThat(holder.tryClaim(PLAN, 1)).isEmpty();
      put(observer, record);
      assertThat(holder.findRunRecord(record.runId())).contains(record);
    }
  }

  @Test
  void aReaderTakesAClaimForHeldUntilItsHolderIsGone() {
    try (FileStore holder = open();
        FileStore reader =
            FileStore.open(
                directory,
                FileStoreConfig.of(OpenOptions.readOnlyExisting().withLease(LEASE))
                    .withClocks(InstantSource.system(), nanos::get))) {
      assertThat(holder.tryClaim(PLAN, 1)).isPresent();
      assertThat(reader.isClaimed(PLAN, 1)).isTrue();
      pass(LEASE.minusNanos(1));
      assertThat(reader.isClaimed(PLAN, 1)).isTrue();
      pass(Duration.ofNanos(1));
      assertThat(reader.isClaimed(PLAN, 1)).isFalse();
      assertThat(holder.isClaimed(PLAN, 1)).as("looking takes nothing from anybody").isTrue();
    }
  }

  @Test
  void startsToWatchAnewWhenTheCounterMoves() throws IOException {
    try (FileStore holder = open();
        FileStore observer = open()) {
      assertThat(holder.tryClaim(PLAN, 1)).isPresent();
      assertThat(observer.tryClaim(PLAN, 1)).isEmpty();
      pass(LEASE.minusNanos(1));
      // Beginning an attempt moves a counter that has not moved for a while.
      put(holder, Samples.attempt(samples(1, 1).get(0), 1, RunStatus.RUNNING));
      pass(Duration.ofNanos(1));
      assertThat(observer.tryClaim(PLAN, 1)).isEmpty();
      pass(LEASE);
      assertThat(observer.tryClaim(PLAN, 1)).isPresent();
    }
  }

  @Test
  void acknowledgesNothingOfAWriterThatWasShutOut() {
    List<RunRecord> records = samples(1, 4);
    try (FileStore holder = open();
        FileStore observer = open()) {
      assertThat(holder.tryClaim(PLAN, 1)).isPresent();
      put(holder, records.get(0));
      put(holder, Samples.attempt(records.get(2), 1, RunStatus.RUNNING));
      takeOver(observer, 1);

      assertThat(failure(() -> put(holder, records.get(1))).code()).isEqualTo(ErrorCode.LEASE_LOST);
      // It began under the writer id that was shut out.
      assertThat(failure(() -> put(holder, records.get(2))).code()).isEqualTo(ErrorCode.LEASE_LOST);
      put(holder, records.get(3));

      for (FileStore store : List.of(holder, observer)) {
        assertThat(store.findRunRecord(records.get(0).runId())).contains(records.get(0));
        assertThat(store.findRunRecord(records.get(1).runId())).isEmpty();
        assertThat(status(store, records.get(2).runId())).isEqualTo(RunStatus.LOST);
        assertThat(store.findRunRecord(records.get(3).runId())).contains(records.get(3));
      }
    }
    try (FileStore later = FileStore.open(directory, OpenOptions.readOnlyExisting())) {
      assertThat(later.findRunRecord(records.get(1).runId())).isEmpty();
      assertThat(later.verify("", true).findings()).isEmpty();
    }
  }

  @Test
  void forgetsWhatItReadOfAShutOutWriterPastItsLength() throws IOException {
    List<RunRecord> records = samples(1, 2);
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    try (FileStore holder = open();
        FileStore reader = open()) {
      put(holder, records.get(0));
      Path segment = FileStoreTests.only(directory, "segments");
      long length = Files.size(segment);
      put(holder, records.get(1));
      assertThat(records(reader)).isEqualTo(records);
      String writer = SegmentName.parse(segment.getFileName().toString()).orElseThrow().writer();
      Files.createFile(layout.fence(writer));
      Files.write(
          layout.fenceLengths(writer),
          Line.close(
              new io.metalab.core.codec.JsonBytes(99)
                  .raw(
                      "{\"fence\":\"%s\",\"lengths\":{\"%s\":%d}"
                          .formatted(writer, segment.getFileName(), length))));

      assertThat(records(reader)).containsExactly(records.get(0));
    }
  }

  @Test
  void finishesAFenceThatItsTakerLeftHalfDone() throws IOException {
    List<RunRecord> records = samples(1, 2);
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    Fences fences = new Fences(layout, SegmentFiles.ofRecords(layout));
    try (FileStore holder = open();
        FileStore observer = open()) {
      assertThat(holder.tryClaim(PLAN, 1)).isPresent();
      put(holder, records.get(0));
      String writer =
          SegmentName.parse(FileStoreTests.only(directory, "segments").getFileName().toString())
              .orElseThrow()
              .writer();
      Files.createFile(layout.fence(writer));
      Files.createFile(layout.fenceLengths(writer));
      assertThat(fences.lengths(writer)).isEmpty();

      assertThat(observer.tryClaim(PLAN, 1)).isPresent();

      assertThat(fences.lengths(writer)).isPresent();
      assertThat(records(observer)).containsExactly(records.get(0));
    }
  }

  @Test
  void waitsALeaseForAClaimWithoutName() throws IOException {
    try (FileStore observer = open()) {
      put(observer, samples(1, 1).get(0));
      Files.createFile(directory.resolve(".metalab/claims").resolve(PLAN + "-1.4"));
      assertThat(observer.tryClaim(PLAN, 1)).isEmpty();
      pass(LEASE);
      Optional<Claim> claim = observer.tryClaim(PLAN, 1);
      assertThat(claim).isPresent();
      assertThat(directory.resolve(".metalab/claims").resolve(PLAN + "-1.5")).exists();
    }
    assertThat(directory.resolve(".metalab/claims")).isEmptyDirectory();
  }

  @Test
  void callsAnAttemptLostOnceItsWriterIsGone() {
    RunRecord record = samples(1, 1).get(0);
    RunRecord running = Samples.attempt(record, 1, RunStatus.RUNNING);
    try (FileStore reader = open()) {
      try (FileStore writer = open()) {
        put(writer, running);
        assertThat(status(writer, record.runId())).isEqualTo(RunStatus.RUNNING);
        assertThat(status(reader, record.runId())).isEqualTo(RunStatus.RUNNING);
        pass(LEASE);
        assertThat(status(reader, record.runId())).isEqualTo(RunStatus.LOST);
        assertThat(status(writer, record.runId())).isEqualTo(RunStatus.RUNNING);
      }
      assertThat(reader.findRunRecord(record.runId()).orElseThrow().status())
          .isEqualTo(RunStatus.LOST);
      assertThat(reader.counts().get(0).count(RunStatus.LOST)).isEqualTo(1);
      RunRecord again = Samples.attempt(record, 2, RunStatus.SUCCESS);
      put(reader, again);
      assertThat(records(reader)).containsExactly(again);
    }
  }

  @Test
  void takesOverFromADeadProcessOfThisMachineAtOnce() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "exit 0").start();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    Owner self = Owner.self(LEASE);
    Owner dead =
        new Owner(self.boot(), self.space(), process.pid(), "1", self.host(), self.lease());
    assertThat(dead.isDead()).isTrue();
    assertThat(self.isDead()).isFalse();
    Owner reused = new Owner(self.boot(), self.space(), self.pid(), "1", self.host(), self.lease());
    assertThat(reused.isDead()).isTrue();
    Owner elsewhere =
        new Owner("other boot", self.space(), process.pid(), "1", "other", self.lease());
    assertThat(elsewhere.isDead()).isFalse();
    String writer = "d".repeat(32);
    try (FileStore store = open()) {
      put(store, samples(1, 1).get(0));
      Files.write(directory.resolve(".metalab/writers").resolve(writer), dead.leaseText(7));
      Files.writeString(directory.resolve(".metalab/claims").resolve(PLAN + "-3.1"), writer + "\n");

      assertThat(store.tryClaim(PLAN, 3)).isPresent();
      assertThat(directory.resolve(".metalab/fences").resolve(writer)).exists();
    }
  }

  @Test
  void keepsTheTextOfALeaseAtOneLength() {
    Owner self = Owner.self(LEASE);
    assertThat(self.leaseText(Long.MAX_VALUE)).hasSameSizeAs(self.leaseText(0));
    assertThat(Owner.parse(self.leaseText(3))).contains(self);
    assertThat(Owner.parse("{\"boot\":".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
  }
}
