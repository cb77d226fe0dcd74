package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.copy;
import static io.metalab.store.file.FileStoreTests.failure;
import static io.metalab.store.file.FileStoreTests.only;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.records;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.core.codec.JsonBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  @TempDir Path directory;

  private List<RunRecord> write(int count) {
    List<RunRecord> records = samples(1, count);
    try (FileStore store = FileStore.open(directory)) {
      records.forEach(record -> put(store, record));
    }
    return records;
  }

  private Path segment() throws IOException {
    return only(directory, "segments");
  }

  private void dropSidecars() throws IOException {
    Files.delete(only(directory, "index"));
  }

  private VerifyReport verify() {
    try (FileStore store = FileStore.open(directory)) {
      return store.verify("", true);
    }
  }

  /** Rewrites the segment as its writer would have left it when killed in the middle of a line. */
  private void tear(int bytes) throws IOException {
    List<String> lines = Files.readAllLines(segment());
    String unsealed = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
    byte[] content = unsealed.getBytes(UTF_8);
    Files.write(segment(), java.util.Arrays.copyOf(content, content.length - bytes));
  }

  @Test
  void leavesOutALineThatItsWriterHadNoTimeToFinish() throws IOException {
    List<RunRecord> records = write(5);
    dropSidecars();
    tear(7);

    assertThat(recordsOf(directory)).isEqualTo(records.subList(0, 4));
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void takesNoSidecarForASegmentThatHasBecomeShorter() throws IOException {
    List<RunRecord> records = write(5);
    tear(7);

    assertThat(recordsOf(directory)).isEqualTo(records.subList(0, 4));
  }

  @Test
  void namesFileAndLineOfADamagedRecord() throws IOException {
    List<RunRecord> records = write(5);
    dropSidecars();
    int line = damage(records.get(2));

    MetalabException failure = failure(() -> recordsOf(directory));

    assertThat(failure.code()).isEqualTo(ErrorCode.STORE_CORRUPT);
    assertThat(failure)
        .hasMessageContaining(segment() + " line " + line)
        .hasMessageContaining("metalab verify");
    assertThat(verify().findings())
        .extracting(Finding::kind, Finding::place)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("damaged-record", segment() + " line " + line));
  }

  @Test
  void findsDamageBehindASidecarWhenTheRecordIsRead() throws IOException {
    List<RunRecord> records = write(5);
    damage(records.get(2));

    try (FileStore store = FileStore.open(directory)) {
      assertThat(store.findRunRecord(records.get(1).runId())).contains(records.get(1));
      assertThat(failure(() -> store.findRunRecord(records.get(2).runId())).code())
          .isEqualTo(ErrorCode.STORE_CORRUPT);
    }
  }

  @Test
  void listsEveryDamagedLineAndGoesOn() throws IOException {
    List<RunRecord> records = write(6);
    damage(records.get(1));
    damage(records.get(4));

    VerifyReport report = verify();

    assertThat(report.findings())
        .extracting(Finding::kind)
        .containsExactly("damaged-record", "damaged-record");
    assertThat(report.recordsChecked()).isEqualTo(4);
  }

  /** Changes a byte within a record's line and returns the line's number. */
  private int damage(RunRecord record) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(segment()));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("{\"id\":\"" + record.runId())) {
        lines.set(i, lines.get(i).replace("\"attempt\":1", "\"attempt\":2"));
        Files.write(segment(), (String.join("\n", lines) + "\n").getBytes(UTF_8));
        return i + 1;
      }
    }
    throw new AssertionError("There is no line of " + record);
  }

  @Test
  void refusesAStatusThatItDoesNotKnow() throws IOException {
    write(1);
    dropSidecars();
    String line = Files.readAllLines(segment()).get(2);
    JsonBytes open = new JsonBytes(2000);
    open.raw(line.replace("\"success\"", "\"paused\"").replaceFirst(",\"crc\".*", ""));
    Path other = segment().resolveSibling("f".repeat(32) + "-000001.jsonl");
    Files.write(other, Lines.header(new SegmentName("f".repeat(32), 1), java.time.Instant.EPOCH));
    Files.write(other, Line.close(open), StandardOpenOption.APPEND);

    MetalabException failure = failure(() -> recordsOf(directory));

    assertThat(failure.code()).isEqualTo(ErrorCode.STORE_CORRUPT);
    assertThat(failure).hasMessageContaining("paused").hasMessageContaining("line 2");
  }

  @Test
  void rebuildsASidecarThatIsMissingOrDamaged() throws IOException {
    List<RunRecord> records = write(50);
    Path sidecar = only(directory, "index");
    byte[] whole = Files.readAllBytes(sidecar);
    for (int at = 0; at < whole.length; at += 97) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(sidecar, damaged);
      try (FileStore store = FileStore.open(directory)) {
        assertThat(records(store)).isEqualTo(records);
      }
      assertThat(sidecar).hasBinaryContent(whole);
    }
    Files.delete(sidecar);
    try (FileStore store = FileStore.open(directory)) {
      assertThat(records(store)).isEqualTo(records);
    }
    assertThat(sidecar).hasBinaryContent(whole);
  }

  @Test
  void findsASidecarThatTellsOfOtherRecordsThanItsSegment() throws IOException {
    write(5);
    SegmentName name = SegmentName.parse(segment().getFileName().toString()).orElseThrow();
    Layout layout = Layout.open(directory, OpenOptions.readWrite());
    Sidecar right = Sidecar.read(layout, name, Extent.of(segment())).orElseThrow();
    right.entries().offsets[3]++;
    right.write(layout, name, Extent.of(segment()));

    assertThat(verify().findings()).extracting(Finding::kind).containsExactly("wrong-sidecar");
  }

  @Test
  void findsADamagedSidecarAndArtifact() throws IOException {
    RunRecord record = samples(1, 1).get(0);
    try (FileStore store = FileStore.open(directory)) {
      var draft = new ArtifactDraft(record.runId(), "a", "text/plain", "", Map.of());
      var artifact = store.putArtifact(draft, new ByteArrayInputStream("content".getBytes(UTF_8)));
      put(store, record.toBuilder().artifacts(List.of(artifact)).build());
    }
    Files.write(only(directory, "index"), new byte[] {1, 2, 3, 4, 5});
    Path artifact;
    try (var paths = Files.walk(directory.resolve(".metalab/artifacts"))) {
      artifact = paths.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.writeString(artifact, "c0ntent");

    try (FileStore store = FileStore.open(directory)) {
      assertThat(store.verify("", false).findings())
          .extracting(Finding::kind)
          .containsExactly("damaged-sidecar");
      assertThat(store.verify("", true).findings())
          .extracting(Finding::kind)
          .containsExactly("damaged-sidecar", "damaged-artifact");
    }
  }

  @Test
  void refusesAStoreOrSegmentOfANewerVersionAndTouchesNothing() throws IOException {
    write(1);
    Path format = directory.resolve(".metalab/format.json");
    Path other = directory.resolveSibling(directory.getFileName() + "-copy");
    copy(directory, other);
    Files.writeString(format, "{\"format\":2}\n");
    Map<String, String> before = FileStoreTests.content(directory);

    MetalabException failure = failure(() -> FileStore.open(directory));

    assertThat(failure.code()).isEqualTo(ErrorCode.STORE_NEWER);
    assertThat(FileStoreTests.content(directory)).isEqualTo(before);
    JsonBytes header = new JsonBytes(99).raw("{\"segment\":\"x\",\"format\":2");
    Path segment = only(other, "segments");
    Files.write(segment.resolveSibling("f".repeat(32) + "-000001.jsonl"), Line.close(header));
    assertThat(failure(() -> recordsOf(other)).code()).isEqualTo(ErrorCode.STORE_NEWER);
  }
}
