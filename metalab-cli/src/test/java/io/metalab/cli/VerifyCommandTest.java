package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of a store with two studies; a run of the study {@code bad} does not fit its id. */
class VerifyCommandTest {
  private static final String WRONG = "1".repeat(64);
  private static final String OF_EMPTY_TEXT =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir static Path directory;

  @BeforeAll
  static void fillStore() {
    try (Store store =
        Stores.open(
            directory.resolve("runs").toString(),
            OpenOptions.readWrite(),
            VerifyCommandTest.class.getClassLoader())) {
      put(store, "bad:1", WRONG);
      put(store, "good:1", OF_EMPTY_TEXT);
    }
  }

  private static void put(Store store, String study, String id) {
    store
        .putRunRecord(
            RunRecord.builder()
                .runId(new RunId(id))
                .experimentId(study)
                .attempt(1)
                .status(RunStatus.SUCCESS)
                .build())
        .join();
  }

  @Test
  void findingsAreExitCodeThree() {
    CliRun.Outcome outcome = CliRun.in(directory).run("verify");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out())
        .startsWith("wrong-run-id  run " + WRONG)
        .contains("2 records and 0 artifacts checked, 1 finding\n");
  }

  @Test
  void aStudyHasTheFindingsOfItsRunsAlone() {
    assertThat(CliRun.in(directory).run("verify", "bad").exitCode()).isEqualTo(3);
    CliRun.Outcome good = CliRun.in(directory).run("verify", "good");
    assertThat(good.out()).isEqualTo("1 record and 0 artifacts checked, nothing wrong\n");
    assertThat(good.exitCode()).isZero();
  }

  @Test
  void aDeepCheckOfOneStudyReadsNothingOfOthers() {
    assertThat(
            CliRun.in(directory)
                .run("verify", "good:1", "--deep", "--json")
                .object("data")
                .get("records_checked"))
        .isEqualTo(1L);
  }

  @Test
  void anUnknownStudyIsExitCodeFive() {
    CliRun.Outcome outcome = CliRun.in(directory).run("verify", "god");
    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.err()).contains("no study 'god'");
  }
}
