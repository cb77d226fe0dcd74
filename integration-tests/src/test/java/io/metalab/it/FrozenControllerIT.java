package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller that stands still past its lease while another goes on. */
@Timeout(600)
class FrozenControllerIT {
  private static final int RUNS = 120;
  private static final int WORKERS = 2;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void losesItsRunsToTheOtherAndCommitsNoneOfThemLater(String executor) throws Exception {
    String locator = directory.resolve("runs").toString();
    try (ControllerProcesses processes = new ControllerProcesses(directory, locator, RUNS)) {
      Process frozen = processes.start(executor, WORKERS);
      try (Store store = processes.reader()) {
        processes.awaitRunning(store, WORKERS);
        signal("STOP", frozen);
        processes.go();
        processes.start(executor, WORKERS);
        processes.awaitSuccess(1);
        assertThat(store.counts().get(0).count(RunStatus.SUCCESS)).isEqualTo(RUNS);
        signal("CONT", frozen);
        assertThat(processes.awaitSuccess(0)).contains("ok=0 failed=0 reused=0").contains("exit=0");
        try (Stream<RunRecord> records = store.runRecords(ControllerProcesses.STUDY)) {
          List<RunRecord> all = records.toList();
          assertThat(all).hasSize(RUNS);
          assertThat(all)
              .extracting(RunRecord::status, ControllerProcesses::executedBy)
              .containsOnly(tuple(RunStatus.SUCCESS, 1));
        }
        assertThat(((VerifiableStore) store).verify("", true).findings()).isEmpty();
      }
    }
  }

  private static void signal(String name, Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }
}
