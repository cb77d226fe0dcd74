package io.metalab.store.archive;

import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StoredRun;
import io.metalab.core.codec.JsonTree;
import io.metalab.core.codec.RunEditCodec;
import io.metalab.core.codec.RunRecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run in an entry of runs: what its first line tells, and where its other lines are. */
final class ArchivedRun {
  private final RunId runId;
  private final String experimentId;
  private final Optional<StoredRun> stored;
  private final int removed;
  private final List<StreamPlaces> streams;
  private final int edits;
  private final int next;

  private ArchivedRun(Map<String, @Nullable Object> head, int next) {
    this.runId = new RunId(text(head, "run"));
    this.experimentId = text(head, "experiment");
    this.stored =
        head.containsKey("status")
            ? Optional.of(
                new StoredRun(
                    RunStatus.fromWireName(text(head, "status")),
                    number(head, "attempt"),
                    text(head, "code")))
            : Optional.empty();
    this.removed = number(head, "removed");
    this.streams = new ArrayList<>();
    for (Object places : head.get("attempts") instanceof List<?> list ? list : List.of()) {
      streams.add(StreamPlaces.read(places));
    }
    this.edits = number(head, "edits");
    this.next = next;
  }

  private static String text(Map<String, @Nullable Object> head, String key) {
    return head.get(key) instanceof String text ? text : "";
  }

  private static int number(Map<String, @Nullable Object> head, String key) {
    return head.get(key) instanceof Long number ? Math.toIntExact(number) : 0;
  }

  /** Reads the first line of the run at an offset of a block. */
  static ArchivedRun at(byte[] block, int offset) {
    int end = lineEnd(block, offset);
    return new ArchivedRun(JsonTree.readObject(block, offset, end - offset), end + 1);
  }

  private static int lineEnd(byte[] block, int from) {
    int end = from;
    while (end < block.length && block[end] != '\n') {
      end++;
    }
    return end;
  }

  RunId runId() {
    return runId;
  }

  String experimentId() {
    return experimentId;
  }

  /** Returns what a look-up tells; empty if all attempts were removed. */
  Optional<StoredRun> stored() {
    return stored;
  }

  /** Returns where the streams of each attempt are, in the order of the records. */
  List<StreamPlaces> streams() {
    return streams;
  }

  /** Returns where the next run begins. */
  int end(byte[] block) {
    int at = next;
    for (int line = streams.size() + edits; line > 0; line--) {
      at = lineEnd(block, at) + 1;
    }
    return at;
  }

  /** Reads the records and edits. */
  RunHistory history(byte[] block, Function<String, Provenance> provenances) {
    List<RunRecord> records = new ArrayList<>();
    List<RunEdit> edited = new ArrayList<>();
    int at = next;
    for (int line = 0; line < streams.size() + edits; line++) {
      int end = lineEnd(block, at);
      if (line < streams.size()) {
        records.add(RunRecordCodec.decode(block, at, end - at, provenances));
      } else {
        edited.add(RunEditCodec.decode(block, at, end - at));
      }
      at = end + 1;
    }
    return new RunHistory(runId, experimentId, removed, records, edited);
  }
}
