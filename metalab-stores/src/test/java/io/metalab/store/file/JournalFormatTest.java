package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.copy;
import static io.metalab.store.file.FileStoreTests.only;
import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.records;
import static io.metalab.store.file.FileStoreTests.recordsOf;
import static io.metalab.store.file.FileStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.JsonBytes;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFormatTest {
  private static final RunId ID = new RunId("0123456789abcdef".repeat(4));

  @TempDir Path directory;

  private static RunRecord record() {
    return RunRecord.builder()
        .runId(ID)
        .experimentId("sweep:1")
        .identity("{\"v\":1}")
        .computation("c".repeat(64))
        .operation("fit@1")
        .params(Params.of("lr", 0.1))
        .seeds(SeedBundle.of(7, 2))
        .caseId("lr=0.1")
        .started(Instant.parse("2026-01-02T03:04:05.000000006Z"))
        .finished(Instant.parse("2026-01-02T03:04:06Z"))
        .metrics(Map.of("loss", Double.NaN))
        .resultDigest("d".repeat(64))
        .provenance(new Provenance(Map.of("code", "e".repeat(64))))
        .build();
  }

  @Test
  void writesExactlyTheseBytesForARecord() {
    ProvenanceText provenance = ProvenanceText.of(record().provenance());
    String line =
        new String(RecordSegment.recordLine(record(), provenance, new JsonBytes(8)).bytes(), UTF_8);

    String body =
        "{\"id\":\""
            + ID
            + "\",\"status\":\"success\",\"attempt\":1,\"experiment\":\"sweep:1\",\"computation\":\""
            + "c".repeat(64)
            + "\",\"provenance\":\""
            + provenance.sha256()
            + "\",\"operation\":\"fit@1\",\"result_digest\":\""
            + "d".repeat(64)
            + "\",\"case\":\"lr=0.1\",\"params\":{\"lr\":0.1},\"seed\":{\"root\":\"7\",\"replicate\":2},"
            + "\"started\":\"2026-01-02T03:04:05.000000006Z\",\"finished\":\"2026-01-02T03:04:06Z\","
            + "\"metrics\":{\"loss\":{\"$number\":\"NaN\"}},\"identity\":\"{\\\"v\\\":1}\"";
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(UTF_8));
    assertThat(line).isEqualTo(body + ",\"crc\":\"%08x\"}\n".formatted(crc.getValue()));
    assertThat(provenance.text()).isEqualTo("{\"code\":\"" + "e".repeat(64) + "\"}");
  }

  @Test
  void keepsTheProvenanceOfManyRecordsOnceInASegment() throws IOException {
    try (FileStore store = FileStore.open(directory)) {
      for (int i = 0; i < 5; i++) {
        put(store, record().toBuilder().runId(new RunId("%064x".formatted(i + 1))).build());
      }
    }
    assertThat(Files.readAllLines(only(directory, "segments")))
        .filteredOn(line -> line.contains("\"kind\":\"provenance\""))
        .hasSize(1);
    assertThat(recordsOf(directory))
        .extracting(RunRecord::provenance)
        .containsOnly(record().provenance());
  }

  @Test
  void letsJqAndSha256sumPrintTheRunId() throws Exception {
    Needs.that(hasTools(), "jq and sha256sum (packages jq and coreutils)");
    RunRecord record = samples(1, 1).get(0);
    try (FileStore store = FileStore.open(directory)) {
      put(store, record);
    }
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "jq -rj 'select(.id) | .identity' \"$0\" | sha256sum",
                only(directory, "segments").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(output).startsWith(record.runId().hex());
  }

  private static boolean hasTools() throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "command -v jq && command -v sha256sum").start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Test
  void readsAStoreThatVersion1Wrote() throws IOException, URISyntaxException {
    Path golden = Path.of(Objects.requireNonNull(getClass().getResource("/store-v1")).toURI());
    Path store = directory.resolve("store");
    Files.createDirectories(store);
    // Directories whose names start with a dot get lost on the way of some tools.
    copy(golden, store.resolve(".metalab"));

    try (FileStore opened = FileStore.open(store, OpenOptions.readOnlyExisting())) {
      List<RunRecord> records = records(opened);
      assertThat(records).hasSize(3);
      assertThat(records)
          .extracting(RunRecord::status)
          .containsExactly(RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.LOST);
      RunRecord first = records.get(0);
      assertThat(first)
          .isEqualTo(
              record().toBuilder()
                  .artifacts(first.artifacts())
                  .tags(List.of("golden"))
                  .notes(List.of("zwei\nZeilen"))
                  .derived(Map.of("ratio", 0.5))
                  .build());
      ArtifactDescriptor artifact = first.artifacts().get(0);
      assertThat(opened.openArtifact(artifact).readAllBytes()).isEqualTo("a,b\n".getBytes(UTF_8));
      StreamKey log = new StreamKey(ID, 1, StreamKey.Kind.LOG);
      assertThat(new String(opened.read(log, 0, 100), UTF_8)).isEqualTo("größe \"1\"\n");
      assertThat(opened.documents("experiment"))
          .singleElement()
          .satisfies(document -> assertThat(document.text()).isEqualTo("{\"name\":\"sweep\"}"));
      assertThat(opened.attempts(records.get(1).runId())).hasSize(2);
    }
  }
}
