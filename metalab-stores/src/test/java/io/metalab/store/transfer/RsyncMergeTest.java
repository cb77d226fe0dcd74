package io.metalab.store.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.store.MemoryStore;
import io.metalab.store.file.FileStore;
import io.metalab.testkit.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of journals are merged by rsync alone. */
class RsyncMergeTest {
  /** What rsync says when a file that it was about to copy has been packed meanwhile. */
  private static final int VANISHED = 24;

  @TempDir Path directory;

  @BeforeEach
  void needRsync() {
    boolean present =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "rsync")));
    Needs.that(present, "rsync (package rsync)");
  }

  private void rsync(Path from, Path to) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("rsync", "-a", from + "/", to + "/").redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isIn(0, VANISHED);
  }

  private Path filled(String name, List<RunRecord> pool, int seed) {
    Path place = directory.resolve(name);
    try (FileStore store = FileStore.open(place)) {
      StoreContent.fill(store, pool, SeedBundle.of(30, seed));
    }
    return place;
  }

  @Test
  void copyingTheFilesOfThreeMachinesIsTheSameAsMergingTheirStores() throws Exception {
    List<RunRecord> pool = StoreContent.pool(30, 40);
    List<Path> machines = List.of(filled("a", pool, 1), filled("b", pool, 2), filled("c", pool, 3));
    MemoryStore merged = new MemoryStore();
    for (Path machine : machines) {
      try (FileStore store = FileStore.open(machine, OpenOptions.readOnlyExisting())) {
        Transfer.run(store, merged, Scope.ALL, false, TransferProgress.NONE);
      }
    }
    Map<String, Object> expected = StoreContent.of(merged);
    int number = 0;
    for (List<Path> order : StoreContent.orders(machines)) {
      Path target = directory.resolve("merged-" + number++);
      for (Path machine : order) {
        rsync(machine, target);
      }
      try (FileStore store = FileStore.open(target)) {
        assertThat(StoreContent.of(store)).as("%s", order).isEqualTo(expected);
        assertThat(store.verify("", true).findings())
            .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo("nondeterminism"));
      }
    }
  }

  @Test
  void aStoreThatIsBeingWrittenIsCopiedUpToSomeRecordAndLaterWhole() throws Exception {
    Path source = directory.resolve("source");
    Path target = filled("target", StoreContent.pool(31, 10), 4);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                source.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<RunId> acknowledged = new HashSet<>();
    Set<RunId> seen = new HashSet<>();
    try (BufferedReader lines = child.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged.add(new RunId(line));
        if (acknowledged.size() % 40 == 0) {
          Set<RunId> before = Set.copyOf(acknowledged);
          rsync(source, target);
          try (FileStore store = FileStore.open(target)) {
            Set<RunId> now = ids(store);
            assertThat(now).containsAll(seen).containsAll(before);
            seen.addAll(now);
          }
        }
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(acknowledged).hasSize(400);
    rsync(source, target);
    try (FileStore store = FileStore.open(target);
        FileStore original = FileStore.open(source, OpenOptions.readOnlyExisting())) {
      assertThat(ids(store)).containsAll(acknowledged);
      assertThat(StoreContent.shown(store)).containsAllEntriesOf(StoreContent.shown(original));
      assertThat(StoreContent.streams(store)).containsAllEntriesOf(StoreContent.streams(original));
      assertThat(store.verify("", true).findings()).isEmpty();
    }
  }

  private static Set<RunId> ids(FileStore store) {
    try (Stream<RunRecord> records = store.runRecords("")) {
      return records.map(RunRecord::runId).collect(Collectors.toSet());
    }
  }

  /** Writes runs in a process of its own and prints each that is acknowledged. */
  public static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      try (FileStore store = FileStore.open(Path.of(args[0]))) {
        var random = SeedBundle.of(32).stream("writer");
        for (RunRecord run : StoreContent.pool(32, 400)) {
          StoreContent.put(store, run, 1, RunStatus.SUCCESS, random);
          System.out.println(run.runId());
        }
      }
    }
  }
}
