package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.core.controller.Controllers;
import io.metalab.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Eight processes of eight threads that execute one study in one store at the same time. */
@Timeout(600)
class ManyControllersIT {
  private static final int RUNS = 640;
  private static final int PROCESSES = 8;
  private static final int THREADS = 8;

  @TempDir Path directory;

  @Test
  void shareAStudyInOneJournalAndExecuteEachRunOnce() throws Exception {
    assertShared("runs");
  }

  @Test
  void shareAStudyInOneSqliteFileAndExecuteEachRunOnce() throws Exception {
    assertShared("sqlite:" + directory.resolve("runs.db"));
  }

  @Test
  void shareAStudyInOnePostgresqlSchemaAndExecuteEachRunOnce() throws Exception {
    assertShared(PostgresServer.sharedLocator("many_controllers"));
  }

  private void assertShared(String place) throws Exception {
    String locator = place.contains(":") ? place : directory.resolve(place).toString();
    try (ControllerProcesses processes = new ControllerProcesses(directory, locator, RUNS)) {
      for (int i = 0; i < PROCESSES; i++) {
        processes.start("thread", THREADS);
      }
      try (Store store = processes.reader()) {
        processes.awaitRunning(store, (long) PROCESSES * THREADS);
        processes.go();
        while (processes.anyAlive()) {
          // A reader is never kept waiting by an error.
          assertThat(store.counts()).hasSize(1);
          assertThat(successes(store)).isBetween(0L, (long) RUNS);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        for (int i = 0; i < PROCESSES; i++) {
          assertThat(processes.awaitSuccess(i)).doesNotContainIgnoringCase("lock", "error", "warn");
        }
        assertEachExecutedOnce(store);
      }
    }
  }

  private static long successes(Store store) {
    return store.counts().get(0).count(RunStatus.SUCCESS);
  }

  private static void assertEachExecutedOnce(Store store) {
    Set<Integer> shares = new HashSet<>();
    try (Stream<RunRecord> records = store.runRecords(ControllerProcesses.STUDY)) {
      List<RunRecord> all = records.toList();
      assertThat(all).hasSize(RUNS);
      for (RunRecord record : all) {
        assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(store.attempts(record.runId())).containsExactly(record);
        assertThat(record.attempt()).isEqualTo(1);
        shares.add(ControllerProcesses.executedBy(record));
      }
    }
    assertThat(shares)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PROCESSES).boxed().toList());
    assertThat(((VerifiableStore) store).verify("", true).findings()).isEmpty();
    assertThat(Controllers.of(store).live(ControllerProcesses.STUDY)).isEmpty();
  }
}
