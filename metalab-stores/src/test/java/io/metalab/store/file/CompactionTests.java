package io.metalab.store.file;

import static io.metalab.store.file.FileStoreTests.put;
import static io.metalab.store.file.FileStoreTests.samples;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tests of compaction share. */
final class CompactionTests {
  private CompactionTests() {}

  /** Everything that a store tells of its runs. */
  record Content(
      List<RunRecord> effective,
      Map<String, List<RunRecord>> attempts,
      Map<String, String> logs,
      List<StoredDocument> documents) {}

  static FileStore open(Path directory) {
    return FileStore.open(
        directory, FileStoreConfig.of(OpenOptions.readWrite()).withCompactAfter(1000));
  }

  /** Lets writers come and go that each store a run with a log, and some a note or a removal. */
  static void write(Path directory, int seed, int writers) {
    List<RunRecord> records = samples(seed, writers);
    for (int i = 0; i < writers; i++) {
      RunRecord record = records.get(i);
      try (FileStore store = open(directory)) {
        if (i % 3 == 1) {
          // As if it had been killed in the middle of the attempt.
          put(store, Samples.attempt(records.get(i - 1), 2, RunStatus.RUNNING));
        }
        store.append(log(record), ("line of " + record.runId() + "\n").getBytes(UTF_8));
        put(store, i % 4 == 2 ? Samples.attempt(record, 1, RunStatus.FAILED) : record);
        store.putDocument("experiment", "document " + i);
        if (i > 0) {
          store.note(records.get(i - 1).runId(), "note " + i);
          store.tag(records.get(i - 1).runId(), List.of("tag" + i), List.of());
        }
        if (i == 3) {
          store.remove(records.get(0).runId());
        }
        put(store, samples(seed + 1000, 1).get(0).toBuilder().tags(List.of("w" + i)).build());
      }
    }
  }

  private static StreamKey log(RunRecord record) {
    return new StreamKey(record.runId(), 1, StreamKey.Kind.LOG);
  }

  static Content content(Path directory) {
    try (FileStore store = FileStore.open(directory, OpenOptions.readOnlyExisting())) {
      return content(store);
    }
  }

  static Content content(FileStore store) {
    List<RunRecord> effective = FileStoreTests.records(store);
    Map<String, List<RunRecord>> attempts = new LinkedHashMap<>();
    Map<String, String> logs = new LinkedHashMap<>();
    for (RunRecord record : effective) {
      attempts.put(record.runId().hex(), store.attempts(record.runId()));
      logs.put(record.runId().hex(), new String(store.read(log(record), 0, 1000), UTF_8));
    }
    return new Content(effective, attempts, logs, store.documents("experiment"));
  }

  /** Returns the files below some of the directories of a store. */
  static List<Path> files(Path directory, String... parts) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : parts) {
      Path place = directory.resolve(".metalab").resolve(part);
      if (Files.exists(place)) {
        try (Stream<Path> all = Files.list(place)) {
          files.addAll(all.sorted().toList());
        }
      }
    }
    return files;
  }

  static void checkSound(Path directory) {
    try (FileStore store = FileStore.open(directory, OpenOptions.readOnlyExisting())) {
      assertThat(store.verify("", true).findings())
          .filteredOn(finding -> !finding.kind().equals("nondeterminism"))
          .isEmpty();
    }
  }

  /** Returns the process of a child that has ended. */
  static Owner deadProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", "exit 0").start();
    process.waitFor();
    Owner self = Owner.self(java.time.Duration.ofHours(1));
    return new Owner(self.boot(), self.space(), process.pid(), "1", self.host(), self.lease());
  }

  static Optional<Path> first(List<Path> files) {
    return files.stream().findFirst();
  }
}
