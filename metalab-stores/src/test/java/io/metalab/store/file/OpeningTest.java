package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.content;
import static io.metalab.store.file.FileStoreTests.copy;
import static io.metalab.store.file.FileStoreTests.failure;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.records;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  @TempDir Path directory;

  private Path write(String name, List<RunRecord> records) {
    Path store = directory.resolve(name);
    try (FileStore opened = FileStore.open(store)) {
      records.forEach(record -> put(opened, record));
    }
    return store;
  }

  @Test
  void readingWhatIsThereWritesNothingAtAll() throws IOException {
    Path store = write("store", samples(1, 20));
    Files.delete(FileStoreTests.only(store, "index"));
    Map<String, String> before = content(store);

    try (FileStore opened = FileStore.open(store, OpenOptions.readOnlyExisting())) {
      assertThat(records(opened)).hasSize(20);
      assertThat(opened.counts()).isNotEmpty();
      assertThat(opened.verify("", true).findings()).isEmpty();
      assertThat(opened.info().runs()).isEqualTo(20);
      assertThat(failure(() -> opened.putRunRecord(samples(2, 1).get(0))).code())
          .isEqualTo(ErrorCode.STORE_UNUSABLE);
      assertThat(failure(() -> opened.tryClaim("p", 1)).code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    }
    assertThat(content(store)).isEqualTo(before);
  }

  @Test
  void openingToWriteWithoutWritingTakesNoWriterId() throws IOException {
    Path store = write("store", samples(1, 1));
    Map<String, String> before = content(store);
    try (FileStore opened = FileStore.open(store)) {
      assertThat(records(opened)).hasSize(1);
    }
    assertThat(content(store)).isEqualTo(before);
  }

  @Test
  void saysThatThereIsNoStoreAndCreatesNone() {
    Path nowhere = directory.resolve("nowhere/at/all");

    assertThat(failure(() -> FileStore.open(nowhere, OpenOptions.readOnlyExisting())).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void leavesWhatElseIsInTheDirectoryAlone() throws IOException {
    Path store = directory.resolve("store");
    Files.createDirectories(store.resolve("segments"));
    Files.writeString(store.resolve("notes.txt"), "mine");

    write("store", samples(1, 1));

    try (var files = Files.list(store)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("segments", "notes.txt", ".metalab");
    }
    assertThat(store.resolve("segments")).isEmptyDirectory();
    assertThat(store.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void refusesAFileInPlaceOfADirectory() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThat(failure(() -> FileStore.open(file)).code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
    assertThat(failure(() -> FileStore.open(file))).hasMessageContaining(file.toString());
    Path below = file.resolve("store");
    assertThat(failure(() -> FileStore.open(below)).code()).isEqualTo(ErrorCode.STORE_UNUSABLE);
  }

  @Test
  void holdsTheSameAfterItWasMoved() throws IOException {
    List<RunRecord> records = samples(1, 30);
    Path store = write("store", records);
    Path moved = directory.resolve("elsewhere/moved");
    Files.createDirectories(moved.getParent());
    Files.move(store, moved);

    assertThat(recordsOf(moved)).isEqualTo(records);
  }

  @Test
  void isMergedWithAnotherStoreByCopyingItsFiles() throws IOException {
    List<RunRecord> records = samples(1, 30);
    RunRecord failed = Samples.attempt(records.get(5), 1, RunStatus.FAILED);
    List<RunRecord> mine = new ArrayList<>(records.subList(0, 20));
    mine.set(5, failed);
    Path one = write("one", mine);
    Path other = write("other", records.subList(5, 30));
    Path there = directory.resolve("there");
    copy(one, there);
    copy(other, there);
    Path back = directory.resolve("back");
    copy(other, back);
    copy(one, back);

    for (Path merged : List.of(there, back)) {
      assertThat(recordsOf(merged)).containsExactlyInAnyOrderElementsOf(records);
      try (FileStore store = FileStore.open(merged)) {
        assertThat(store.attempts(failed.runId())).containsExactly(records.get(5), failed);
        assertThat(store.info().runs()).isEqualTo(30);
      }
    }
    assertThat(recordsOf(there)).isEqualTo(recordsOf(back));
  }

  @Test
  void rollsSegmentsAndReadsThemInOrder() throws IOException {
    List<RunRecord> records = samples(1, 60);
    FileStoreConfig small = FileStoreConfig.defaults().withSegmentBytes(10_000);
    try (FileStore store = FileStore.open(directory, small)) {
      records.forEach(record -> put(store, record));
      assertThat(records(store)).isEqualTo(records);
    }
    try (var files = Files.list(directory.resolve(".metalab/segments"))) {
      assertThat(files).hasSizeGreaterThan(5);
    }
    assertThat(recordsOf(directory)).isEqualTo(records);
  }

  @Test
  void opensByLocatorWithEverySyncMode() {
    FileStoreProvider provider = new FileStoreProvider();
    for (SyncMode mode : SyncMode.values()) {
      URI locator =
          URI.create(directory.resolve("a b+" + mode).toUri() + "?sync=" + mode.wireName());
      List<RunRecord> records = samples(3, 10);
      String again;
      try (Store store = provider.open(locator, OpenOptions.readWrite())) {
        records.forEach(record -> put(store, record));
        again = store.locator();
      }
      URI same = mode == SyncMode.GROUP ? Path.of(again).toUri() : URI.create(again);
      try (Store store = provider.open(same, OpenOptions.readOnlyExisting())) {
        assertThat(records(store)).isEqualTo(records);
        assertThat(store.info().details()).containsEntry("sync", mode.wireName());
      }
    }
    URI wrong = URI.create(directory.toUri() + "?sync=often");
    assertThat(failure(() -> provider.open(wrong, OpenOptions.readWrite())))
        .hasMessageContaining("group, each, none");
  }

  @Test
  void showsWhatAnotherWriterOfTheDirectoryCommits() {
    List<RunRecord> records = samples(1, 40);
    try (FileStore one = FileStore.open(directory);
        FileStore other = FileStore.open(directory);
        FileStore reader = FileStore.open(directory, OpenOptions.readOnlyExisting())) {
      for (int i = 0; i < records.size(); i++) {
        put(i % 2 == 0 ? one : other, records.get(i));
        for (FileStore store : List.of(one, other, reader)) {
          assertThat(store.findRunRecord(records.get(i).runId())).contains(records.get(i));
        }
      }
      assertThat(records(one)).containsExactlyInAnyOrderElementsOf(records);
      assertThat(records(other)).isEqualTo(records(reader));
    }
  }
}
