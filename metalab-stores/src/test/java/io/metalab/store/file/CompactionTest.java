package io.metalab.store.file;

import static io.metalab.store.file.CompactionTests.checkSound;
import static io.metalab.store.file.CompactionTests.content;
import static io.metalab.store.file.CompactionTests.files;
import static io.metalab.store.file.CompactionTests.open;
import static io.metalab.store.file.CompactionTests.write;
import static io.metalab.store.file.FileStoreTests.copy;
import static io.metalab.store.file.FileStoreTests.failure;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.records;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.store.OpenOptions;
import io.metalab.store.file.CompactionTests.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompactionTest extends CompactionFixture {
  @Test
  void packsTheSegmentsOfWritersThatAreGoneAndChangesNothingElse() throws IOException {
    write(directory, 1, 9);
    Content before = content(directory);
    assertThat(before.effective()).hasSizeGreaterThan(5);
    assertThat(files(directory, "segments", "streams")).hasSize(18);

    assertThat(compact(directory)).isEqualTo(18);

    assertThat(files(directory, "segments", "streams")).isEmpty();
    assertThat(files(directory, "packs/segments-1")).hasSize(1);
    assertThat(files(directory, "packs/streams-1")).hasSize(1);
    assertThat(files(directory, "index")).hasSize(1);
    assertThat(files(directory, "tmp", "claims", "writers")).isEmpty();
    assertThat(content(directory)).isEqualTo(before);
    Files.delete(files(directory, "index").get(0));
    assertThat(content(directory)).isEqualTo(before);
    checkSound(directory);
    assertThat(compact(directory)).isZero();
  }

  @Test
  void holdsEachSegmentByteForByteBehindALineThatTellsTheirLengths() throws IOException {
    write(directory, 1, 3);
    StringBuilder segments = new StringBuilder();
    for (Path segment : files(directory, "segments")) {
      segments.append(Files.readString(segment));
    }
    compact(directory);
    String pack = Files.readString(files(directory, "packs/segments-1").get(0));
    int head = pack.indexOf('\n') + 1;
    assertThat(pack.substring(head)).isEqualTo(segments.toString());
    assertThat(pack.substring(0, head)).startsWith("{\"pack\":3,\"format\":1,\"lengths\":{\"");
  }

  @Test
  void isMergedWithACopyThatIsNotCompacted() throws IOException {
    write(directory.resolve("a"), 1, 7);
    copy(directory.resolve("a"), directory.resolve("b"));
    write(directory.resolve("a"), 2, 3);
    write(directory.resolve("b"), 3, 3);
    Path plain = directory.resolve("plain");
    copy(directory.resolve("a"), plain);
    copy(directory.resolve("b"), plain);
    Content expected = content(plain);
    compact(directory.resolve("a"));
    for (boolean both : List.of(false, true)) {
      if (both) {
        compact(directory.resolve("b"));
      }
      Path merged = directory.resolve("merged-" + both);
      copy(directory.resolve("a"), merged);
      copy(directory.resolve("b"), merged);
      assertThat(content(merged)).isEqualTo(expected);
      compact(merged);
      assertThat(content(merged)).isEqualTo(expected);
      assertThat(files(merged, "segments", "streams")).isEmpty();
      checkSound(merged);
    }
  }

  @Test
  void takesTheLongerCopyOfASegmentThatCameAfterItWasPacked() throws IOException {
    List<RunRecord> records = samples(1, 4);
    Path live = directory.resolve("live");
    Path backup = directory.resolve("backup");
    try (FileStore store = open(live)) {
      put(store, records.get(0));
      Files.createDirectories(backup.resolve(".metalab/segments"));
      for (String name : List.of("format.json", "segments")) {
        copy(live.resolve(".metalab").resolve(name), backup.resolve(".metalab").resolve(name));
      }
      try (FileStore other = open(backup)) {
        put(other, records.get(1));
      }
      assertThat(compact(backup)).isEqualTo(2);
      put(store, records.get(2));
      try (FileStore reader = open(backup)) {
        assertThat(records(reader)).containsExactlyInAnyOrder(records.get(0), records.get(1));
        copy(live.resolve(".metalab/segments"), backup.resolve(".metalab/segments"));
        assertThat(records(reader)).containsExactlyInAnyOrderElementsOf(records.subList(0, 3));
        put(reader, records.get(3));
      }
      compact(backup);
      assertThat(recordsOf(backup)).containsExactlyInAnyOrderElementsOf(records);
      checkSound(backup);
    }
  }

  @Test
  void cutsWhatAShutOutWriterWroteAfterItsFence() throws IOException {
    write(directory, 1, 2);
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    Path segment = files(directory, "segments").get(0);
    SegmentName name = SegmentName.parse(segment.getFileName().toString()).orElseThrow();
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(segment, String.join("\n", lines.subList(0, 3)) + "\n");
    new Fences(layout, SegmentFiles.ofRecords(layout)).fence(name.writer());
    Files.writeString(segment, String.join("\n", lines) + "\n");
    Content before = content(directory);

    compact(directory);

    assertThat(content(directory)).isEqualTo(before);
    Pack pack = Pack.read(files(directory, "packs/segments-1").get(0)).orElseThrow();
    Extent part = Objects.requireNonNull(pack.parts().get(name));
    assertThat(new String(part.read(0, (int) part.length()), UTF_8))
        .isEqualTo(String.join("\n", lines.subList(0, 3)) + "\n");
  }

  @Test
  void measuresPackedSegmentsWhenTheirWriterIsShutOutLater() throws IOException {
    write(directory, 1, 3);
    Content before = content(directory);
    Path segment = files(directory, "segments").get(0);
    String writer = SegmentName.parse(segment.getFileName().toString()).orElseThrow().writer();
    compact(directory);
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    new Fences(layout, SegmentFiles.ofRecords(layout)).fence(writer);
    assertThat(content(directory)).isEqualTo(before);
  }

  @Test
  void letsAReaderGoOnWhereItIs() throws IOException {
    write(directory, 1, 8);
    Content before = content(directory);
    try (FileStore reader = open(directory);
        Stream<RunRecord> stream = reader.runRecords("")) {
      Iterator<RunRecord> all = stream.iterator();
      List<RunRecord> read = new ArrayList<>();
      read.add(all.next());
      compact(directory);
      read.add(all.next());
      write(directory, 2, 2);
      compact(directory);
      all.forEachRemaining(read::add);
      assertThat(read).isEqualTo(before.effective());
      Content after = content(reader);
      assertThat(after.effective().subList(0, read.size())).isEqualTo(read);
      assertThat(after).isEqualTo(content(directory));
    }
  }

  @Test
  void packsSmallPacksOnceThereAreMany() throws IOException {
    FileStoreConfig often = FileStoreConfig.of(OpenOptions.readWrite()).withCompactAfter(2);
    for (int i = 0; i < 3; i++) {
      write(directory, i, 3);
      compact(directory);
    }
    assertThat(files(directory, "packs/segments-1")).hasSize(3);
    write(directory, 9, 3);
    Content before = content(directory);
    try (FileStore reader = open(directory);
        FileStore store = FileStore.open(directory, often)) {
      assertThat(content(reader)).isEqualTo(before);
      store.compact();
      assertThat(content(reader)).isEqualTo(before);
    }
    assertThat(files(directory, "packs/segments-1", "packs/streams-1", "segments")).isEmpty();
    assertThat(files(directory, "packs/segments-2")).hasSize(1);
    assertThat(content(directory)).isEqualTo(before);
    checkSound(directory);
  }

  @Test
  void namesPackAndLineOfADamagedRecord() throws IOException {
    write(directory, 1, 4);
    compact(directory);
    Path pack = files(directory, "packs/segments-1").get(0);
    List<String> lines = new ArrayList<>(Files.readAllLines(pack));
    int line = 0;
    while (!lines.get(line).startsWith("{\"id\"") || !lines.get(line).contains("success")) {
      line++;
    }
    // The last line of a segment of a dead writer would be taken for torn in a file of its own.
    lines.set(line, lines.get(line).replaceFirst("success", "succeSs"));
    Files.writeString(pack, String.join("\n", lines) + "\n");
    for (Path sidecar : files(directory, "index")) {
      Files.delete(sidecar);
    }
    assertThat(failure(() -> recordsOf(directory)))
        .hasMessageContaining("%s line %d".formatted(pack, line + 1));
    try (FileStore store = FileStore.open(directory, OpenOptions.readOnlyExisting())) {
      assertThat(store.verify("", false).findings())
          .extracting(finding -> finding.place())
          .containsExactly("%s line %d".formatted(pack, line + 1));
    }
  }
}
