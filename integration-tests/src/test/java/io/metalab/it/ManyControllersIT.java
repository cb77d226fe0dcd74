package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.core.controller.Controllers;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole {@code metalab run} processes that execute one study in one journal at the same time. */
@Timeout(180)
class ManyControllersIT {
  private static final String STUDY = "squares:1";
  private static final int RUNS = 2_000;
  private static final int THREADS = 8;

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void writeStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: squares
        version: "1"
        operation: {class: io.metalab.it.SharedWorkOperation}
        sweep: {grid: {n: {range: [1, %d, 1]}}}
        run: {workers: %d}
        """
            .formatted(RUNS, THREADS));
  }

  @AfterEach
  void endWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.metalab.cli.Main",
                "run",
                "study.yaml")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("run-" + processes.size() + ".out").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private FileStore reader() {
    return FileStore.open(directory.resolve("runs"), OpenOptions.readOnlyExisting());
  }

  private String told(int process) throws IOException {
    return Files.readString(directory.resolve("run-" + process + ".out"));
  }

  /** Waits until so many controllers work, each at a run that waits for the others. */
  private void awaitControllers(int count) throws IOException {
    while (!Files.exists(directory.resolve("runs/.metalab/format.json"))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    try (FileStore store = reader()) {
      while (Controllers.of(store).live(STUDY).size() < count
          || running(store) < (long) count * THREADS) {
        assertThat(processes).as(told(0)).allMatch(Process::isAlive);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static long running(FileStore store) {
    return store.counts().stream().mapToLong(counts -> counts.count(RunStatus.RUNNING)).sum();
  }

  @Test
  void eightOfEightThreadsShareAStudyAndExecuteEachRunOnce() throws Exception {
    for (int i = 0; i < 8; i++) {
      start();
    }
    awaitControllers(8);
    Files.createFile(directory.resolve("go"));
    Set<Long> pids = new HashSet<>();
    for (int i = 0; i < processes.size(); i++) {
      assertThat(processes.get(i).waitFor()).as(told(i)).isZero();
      assertThat(told(i)).doesNotContainIgnoringCase("lock", "error", "warn");
      pids.add(processes.get(i).pid());
    }
    try (FileStore store = reader();
        Stream<RunRecord> records = store.runRecords(STUDY)) {
      Set<Long> workers = new HashSet<>();
      List<RunRecord> all = records.toList();
      assertThat(all).hasSize(RUNS);
      for (RunRecord record : all) {
        assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(record.attempt()).as("attempts at %s", record.runId()).isEqualTo(1);
        assertThat(store.attempts(record.runId())).hasSize(1);
        workers.add(worker(record));
      }
      assertThat(workers).isEqualTo(pids);
      assertThat(store.verify("", true).findings()).isEmpty();
      assertThat(Controllers.of(store).live(STUDY)).isEmpty();
    }
  }

  private static long worker(RunRecord record) {
    return record.tags().stream()
        .filter(tag -> tag.startsWith("by-"))
        .mapToLong(tag -> Long.parseLong(tag.substring(3)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFrozenControllerLosesItsRunsToAnotherAndCommitsNoneOfThemLater() throws Exception {
    Process frozen = start();
    awaitControllers(1);
    signal("STOP", frozen);
    Files.createFile(directory.resolve("go"));
    Process other = start();
    assertThat(other.waitFor()).as(told(1)).isZero();
    try (FileStore store = reader()) {
      assertThat(store.counts().get(0).count(RunStatus.SUCCESS)).isEqualTo(RUNS);
    }
    signal("CONT", frozen);
    assertThat(frozen.waitFor()).as(told(0)).isZero();
    assertThat(told(0)).contains("ok=0 failed=0 reused=0").contains("exit=0");
    try (FileStore store = reader();
        Stream<RunRecord> records = store.runRecords(STUDY)) {
      assertThat(records.toList())
          .hasSize(RUNS)
          .allSatisfy(record -> assertThat(worker(record)).isEqualTo(other.pid()));
      assertThat(store.verify("", true).findings()).isEmpty();
    }
  }

  private static void signal(String name, Process process) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }
}
