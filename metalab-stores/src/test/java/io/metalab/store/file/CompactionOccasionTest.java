package io.metalab.store.file;

import static io.metalab.store.file.CompactionTests.checkSound;
import static io.metalab.store.file.CompactionTests.content;
import static io.metalab.store.file.CompactionTests.deadProcess;
import static io.metalab.store.file.CompactionTests.files;
import static io.metalab.store.file.CompactionTests.open;
import static io.metalab.store.file.CompactionTests.write;
import static io.metalab.store.file.FileStoreTests.failure;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.records;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.store.file.CompactionTests.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When a compaction is done, and what it leaves alone. */
class CompactionOccasionTest extends CompactionFixture {
  @Test
  void leavesTheSegmentsOfLiveWritersAndLargeOnesAlone() throws IOException {
    write(directory, 1, 3);
    try (FileStore live = open(directory)) {
      put(live, samples(5, 1).get(0));
      List<Path> leases = files(directory, "writers");
      Path own =
          files(directory, "segments").stream()
              .filter(file -> isOf(file, leases))
              .findFirst()
              .orElseThrow();
      assertThat(compact(directory)).isEqualTo(6);
      assertThat(files(directory, "segments")).containsExactly(own);
      put(live, samples(6, 1).get(0));
      assertThat(records(live)).contains(samples(5, 1).get(0), samples(6, 1).get(0));
    }
    FileStoreConfig tiny =
        FileStoreConfig.of(OpenOptions.readWrite()).withCompactAfter(1000).withSegmentBytes(800);
    write(directory, 7, 2);
    try (FileStore store = FileStore.open(directory, tiny)) {
      store.compact();
    }
    assertThat(files(directory, "segments")).hasSize(3);
  }

  private static boolean isOf(Path segment, List<Path> leases) {
    return leases.stream()
        .anyMatch(
            lease -> segment.getFileName().toString().startsWith(lease.getFileName().toString()));
  }

  @Test
  void isDoneByAWriterOnceThereAreManySegmentsAndNeverByAReader() throws IOException {
    FileStoreConfig often = FileStoreConfig.of(OpenOptions.readWrite()).withCompactAfter(4);
    write(directory, 1, 5);
    Content before = content(directory);
    assertThat(files(directory, "segments")).hasSize(5);
    try (FileStore store = FileStore.open(directory, often)) {
      assertThat(content(store)).isEqualTo(before);
    }
    assertThat(files(directory, "segments")).hasSize(5);
    RunRecord more = samples(4, 1).get(0);
    try (FileStore store = FileStore.open(directory, often)) {
      put(store, more);
    }
    assertThat(files(directory, "packs/segments-1")).hasSize(1);
    assertThat(files(directory, "segments")).hasSize(1);
    assertThat(recordsOf(directory)).containsAll(before.effective()).contains(more);
  }

  @Test
  void isSafeToBeDoneByTwoAtOnceWhileOthersReadAndWrite() throws IOException {
    for (int round = 0; round < 4; round++) {
      Path place = directory.resolve("round-" + round);
      write(place, 1, 8);
      Content before = content(place);
      int seed = 50 + round;
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        // Without the claim, as if the lease of one had run out.
        all.add(CompletableFuture.runAsync(() -> compactUnclaimed(place)));
      }
      all.add(CompletableFuture.runAsync(() -> write(place, seed, 2)));
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try (FileStore reader = open(place)) {
                  for (int i = 0; i < 20; i++) {
                    assertThat(content(reader).effective()).containsAll(before.effective());
                  }
                }
              }));
      all.forEach(CompletableFuture::join);
      assertThat(content(place).effective()).containsAll(before.effective());
      checkSound(place);
    }
  }

  private static void compactUnclaimed(Path place) {
    Layout layout = Layout.open(place, OpenOptions.readWrite());
    SegmentFiles files = SegmentFiles.ofRecords(layout);
    try {
      new Compactor(layout, new Fences(layout, files), files, 64 << 20, true)
          .compact(1, 1, () -> true);
    } catch (java.nio.file.NoSuchFileException e) {
      // The other one was faster.
      assertThat(e.getFile()).isNotEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void doesNothingWhileAnotherHoldsTheClaim() throws IOException {
    write(directory, 1, 3);
    try (FileStore other = open(directory);
        FileStore store = open(directory)) {
      assertThat(other.tryClaim(Maintenance.CLAIM, 0)).isPresent();
      assertThat(store.compact()).isZero();
    }
    assertThat(files(directory, "segments")).hasSize(3);
  }

  @Test
  void leavesADamagedSegmentToBeFoundByItsReaders() throws IOException {
    write(directory, 1, 4);
    Path segment = files(directory, "segments").get(1);
    String text = Files.readString(segment);
    Files.writeString(segment, text.replaceFirst("success", "succeSs"));
    Files.delete(directory.resolve(".metalab/index").resolve(segment.getFileName() + ".idx"));
    compact(directory);
    assertThat(files(directory, "segments")).containsExactly(segment);
    assertThat(failure(() -> recordsOf(directory)).code()).isEqualTo(ErrorCode.STORE_CORRUPT);
  }

  @Test
  void clearsAwayWhatTheDeadLeftAndNothingElse() throws Exception {
    write(directory, 1, 1);
    Path home = directory.resolve(".metalab");
    Owner dead = deadProcess();
    Owner self = Owner.self(dead.lease());
    Path deadLease = Files.write(home.resolve("writers/" + "d".repeat(32)), dead.leaseText(1));
    Path liveLease = Files.write(home.resolve("writers/" + "e".repeat(32)), self.leaseText(1));
    Path deadFile = Files.createFile(home.resolve("tmp/" + ProcessTag.of(dead) + ".x"));
    Path liveFile = Files.createFile(home.resolve("tmp/" + ProcessTag.SELF + ".x"));
    Path otherFile = Files.createFile(home.resolve("tmp/other"));
    String chunk = "claims/" + "ab".repeat(32) + "-1.";
    Path oldClaim = Files.writeString(home.resolve(chunk + 9), "e".repeat(32) + "\n");
    Path claim = Files.writeString(home.resolve(chunk + 10), "d".repeat(32) + "\n");
    Path orphan = Files.createFile(home.resolve("index/" + "a".repeat(32) + "-000001.jsonl.idx"));

    try (FileStore store = open(directory)) {
      put(store, samples(2, 1).get(0));
    }

    assertThat(List.of(deadLease, deadFile, oldClaim, orphan)).noneMatch(Files::exists);
    assertThat(List.of(liveLease, liveFile, otherFile, claim)).allMatch(Files::exists);
    assertThat(files(directory, "index")).hasSize(2);
  }
}
