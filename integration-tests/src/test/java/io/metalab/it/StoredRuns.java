package io.metalab.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.store.StreamKey;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a store holds of its runs, to be compared with another's. */
final class StoredRuns {
  private StoredRuns() {}

  /** Returns all that a store holds of each run, without times and places. */
  static List<String> text(Path store) {
    List<String> told = new ArrayList<>();
    try (FileStore opened = FileStore.open(store);
        Stream<RunRecord> records = opened.runRecords("")) {
      for (RunRecord record : records.sorted((a, b) -> a.runId().compareTo(b.runId())).toList()) {
        StringBuilder text = new StringBuilder(record.runId().hex());
        text.append(record.status()).append(record.attempt()).append(record.metrics());
        text.append(record.resultDigest()).append(record.tags()).append(record.notes());
        text.append(record.error().type()).append(record.error().fingerprint());
        text.append(record.artifacts().stream().map(ArtifactDescriptor::sha256).toList());
        for (StreamKey.Kind kind : StreamKey.Kind.values()) {
          StreamKey key = new StreamKey(record.runId(), record.attempt(), kind);
          text.append(
              new String(opened.read(key, 0, 1 << 20), UTF_8).replaceAll("....-..-..T\\S+Z", ""));
        }
        told.add(text.toString().replaceAll("\"(t|time|at)\":[^,}]*", ""));
      }
    }
    return told;
  }
}
