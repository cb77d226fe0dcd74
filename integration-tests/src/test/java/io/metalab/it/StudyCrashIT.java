package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.StoredRun;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.Ending;
import io.metalab.core.run.StudyResult;
import io.metalab.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that die or freeze in the middle of a study. */
@Timeout(180)
class StudyCrashIT {
  private static final int POINTS = 400;
  private static final int KILLS = 3;

  @TempDir Path directory;

  private final List<RunId> executedHere = Collections.synchronizedList(new ArrayList<>());

  @Test
  void afterEachKillOnlyWhatIsMissingIsExecutedAndNothingAcknowledgedIsLost() throws Exception {
    Random random = new Random(20261120);
    StudyPlan plan = recordingPlan();
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start("child-" + kill, 2_000, 10_000);
      awaitLines(child, "child-" + kill + ".acknowledged", 1 + random.nextInt(POINTS / 8));
      child.destroyForcibly().waitFor();
      try (FileStore store = FileStore.open(directory.resolve("store"))) {
        assertThat(successes(store, plan)).containsAll(acknowledged());
      }
    }
    Set<RunId> before;
    try (FileStore store = FileStore.open(directory.resolve("store"))) {
      before = successes(store, plan);
      StudyResult result = Studies.runner(plan, store, 2).start().result();
      assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(result.counts().reused()).isEqualTo(before.size());
      assertThat(successes(store, plan)).hasSize(POINTS);
      assertThat(store.verify("", true).findings()).isEmpty();
    }
    assertThat(executedHere)
        .hasSize(POINTS - before.size())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void aFrozenControllerCannotCommitWhatAnotherHasTakenOver() throws Exception {
    StudyPlan plan = recordingPlan();
    Process child = start("frozen", 5_000, 500);
    awaitLines(child, "frozen.acknowledged", 20);
    signal("STOP", child);
    try {
      OpenOptions options = OpenOptions.readWrite().withLease(Duration.ofMillis(500));
      try (FileStore store = FileStore.open(directory.resolve("store"), options)) {
        assertThat(Studies.runner(plan, store, 2).start().result().ending())
            .isEqualTo(Ending.COMPLETE);
        assertThat(successes(store, plan)).hasSize(POINTS).containsAll(acknowledged());
      }
    } finally {
      signal("CONT", child);
    }
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(directory.resolve("frozen.result")).strip())
        .isEqualTo("COMPLETE " + POINTS);
    Set<RunId> acknowledged = new HashSet<>(acknowledged());
    acknowledged.retainAll(executedHere);
    assertThat(acknowledged).isEmpty();
    try (FileStore store = FileStore.open(directory.resolve("store"))) {
      assertThat(successes(store, plan)).hasSize(POINTS);
      assertThat(store.verify("", true).findings()).isEmpty();
    }
  }

  private StudyPlan recordingPlan() {
    return Studies.plan(
        POINTS,
        (context, params, seeds, runtime, capture) -> {
          executedHere.add(runtime.runId());
          capture.metric("square", params.getLong("x") * params.getLong("x"));
          return null;
        });
  }

  private static Set<RunId> successes(FileStore store, StudyPlan plan) {
    List<RunId> ids = IntStream.range(0, POINTS).mapToObj(i -> plan.runAt(i).runId()).toList();
    Set<RunId> successes = new HashSet<>();
    for (Map.Entry<RunId, StoredRun> entry : store.findRuns(ids).entrySet()) {
      if (entry.getValue().status() == RunStatus.SUCCESS) {
        successes.add(entry.getKey());
      }
    }
    return successes;
  }

  private List<RunId> acknowledged() throws IOException {
    List<RunId> ids = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory, "*.acknowledged")) {
      for (Path file : files) {
        // A killed writer may leave part of a line behind.
        Files.readAllLines(file).stream()
            .filter(line -> line.length() == 64)
            .map(RunId::new)
            .forEach(ids::add);
      }
    }
    return ids;
  }

  private Process start(String name, int microsPerRun, int leaseMillis) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NumbersMain.class.getName(),
            directory.toString(),
            Integer.toString(POINTS),
            Integer.toString(microsPerRun),
            Integer.toString(leaseMillis),
            name)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".out").toFile())
        .start();
  }

  private void awaitLines(Process child, String file, int lines) throws IOException {
    Path path = directory.resolve(file);
    while (!Files.exists(path) || Files.readAllLines(path).size() < lines) {
      assertThat(child.isAlive()).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private static void signal(String name, Process child) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start().waitFor())
        .isZero();
  }
}
