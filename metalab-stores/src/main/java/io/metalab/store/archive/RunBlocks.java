package io.metalab.store.archive;

import com.google.common.hash.Hashing;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunEditCodec;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers runs into entries of about equal size, and their provenances. For one thread. */
final class RunBlocks {
  private static final int BLOCK_BYTES = 1 << 20;

  private final ArchiveOutput out;
  private final JsonBytes block = new JsonBytes(BLOCK_BYTES + (BLOCK_BYTES >> 2));
  private final Map<Provenance, String> digests = new HashMap<>();
  private final TreeMap<String, Provenance> provenances = new TreeMap<>();
  private int number;

  RunBlocks(ArchiveOutput out) {
    this.out = out;
  }

  /**
   * Adds a run.
   *
   * @param streams where the log and the series of each attempt are
   */
  void add(RunHistory history, List<StreamPlaces> streams) throws IOException {
    writeHead(history, streams);
    for (RunRecord attempt : history.attempts()) {
      RunRecordCodec.writeOpen(attempt, digest(attempt.provenance()), block);
      block.raw("}\n");
    }
    for (RunEdit edit : history.edits()) {
      byte[] line = RunEditCodec.encode(edit);
      block.raw(line, 0, line.length).raw('\n');
    }
    if (block.size() >= BLOCK_BYTES) {
      flush();
    }
  }

  private void writeHead(RunHistory history, List<StreamPlaces> streams) {
    List<RunRecord> attempts = history.attempts();
    block.raw("{\"run\":\"").raw(history.runId().hex()).raw('"');
    block.field("experiment", history.experimentId());
    if (!attempts.isEmpty()) {
      RunRecord effective = attempts.get(0);
      int highest = attempts.stream().mapToInt(RunRecord::attempt).max().orElse(0);
      block.field("status", effective.status().wireName()).field("attempt", highest);
      block.field("code", effective.provenance().codeDigest());
    }
    if (history.removedAttempts() > 0) {
      block.field("removed", history.removedAttempts());
    }
    block.key("attempts").raw('[');
    streams.forEach(places -> places.write(block));
    block.raw(']').field("edits", history.edits().size()).raw("}\n");
  }

  private String digest(Provenance provenance) {
    return digests.computeIfAbsent(
        provenance,
        values -> {
          String text = RunRecordCodec.provenanceText(values);
          String sha256 = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
          provenances.put(sha256, values);
          return sha256;
        });
  }

  /** Writes what has been gathered. */
  void flush() throws IOException {
    if (block.size() > 0) {
      out.put(Entries.runs(number), block);
      number++;
      block.clear();
    }
  }

  /** Writes the provenances that the records refer to. */
  void writeProvenances() throws IOException {
    JsonBytes lines = new JsonBytes(1 << 12);
    provenances.forEach(
        (sha256, provenance) ->
            lines
                .raw("{\"provenance\":\"")
                .raw(sha256)
                .raw("\",\"values\":")
                .value(provenance.values())
                .raw("}\n"));
    out.put(Entries.PROVENANCES, lines);
  }
}
