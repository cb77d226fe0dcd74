package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.Metalab;
import io.metalab.StudyBuilder;
import io.metalab.StudyHandle;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.run.Ending;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that starts a study, and another that connects to it. */
@Timeout(60)
class ConnectTest {
  @TempDir Path directory;

  private String store() {
    return directory.resolve("runs").toString();
  }

  private static StudyBuilder waits() {
    return Metalab.study("waits", "1").operation("test.wait").grid("n", 1, 2, 3);
  }

  private static RunOptions oneAtATime() {
    return RunOptions.builder().workers(1).build();
  }

  @Test
  void followsAndCancelsThroughTheStore() {
    try (StudyHandle started = waits().start(store(), oneAtATime());
        StudyHandle connected = Metalab.connect(started.locator(), "waits")) {
      assertThat(connected.study()).isEqualTo("waits:1");
      assertThat(connected.result(Duration.ZERO)).isEmpty();
      while (connected.status().counts().running() == 0) {
        Thread.onSpinWait();
      }
      StudyStatus status = connected.status();
      assertThat(status.counts().total()).isEqualTo(3);
      assertThat(status.finished()).isFalse();
      connected.cancel("changed my mind");
      assertThat(started.result().ending()).isEqualTo(Ending.CANCELLED);
      assertThat(connected.result().ending()).isEqualTo(Ending.CANCELLED);
      assertThat(connected.result().counts().cancelled()).isEqualTo(1);
      assertThat(connected.gather().map(run -> run.error().message()))
          .containsExactly("changed my mind");
    }
  }

  @Test
  void readsWhatWasExecutedBeforeInTheOrderOfThePlan() throws Exception {
    Files.writeString(
        directory.resolve("s.yaml"),
        "{study: s, version: '1', operation: test.add, sweep: {grid: {a: [3, 1, 2]}}}");
    CliRun.in(directory).run("run", "s.yaml", "--only", "a < 3", "-j", "1");
    CliRun.in(directory).run("run", "s.yaml");
    try (StudyHandle connected = Metalab.connect(store(), "s:1")) {
      assertThat(connected.result().ending()).isEqualTo(Ending.COMPLETE);
      assertThat(connected.gather().map(run -> run.params().getLong("a")))
          .containsExactly(3L, 1L, 2L);
      assertThat(connected.results().where("a == 3").count()).isEqualTo(1);
    }
  }

  @Test
  void theExampleOfTheManualTellsOfAStudy() throws Exception {
    Metalab.study("sums", "1").operation("test.add").grid("a", 1, 2).run(store()).close();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Path.of("../examples/quickstart/Follow.java").toAbsolutePath().toString(),
                store(),
                "sums")
            .redirectErrorStream(true)
            .start();
    assertThat(process.inputReader().lines())
        .containsExactly(
            "2 of 2 runs, 0.0 a second",
            "{a=1, b=0.5, fail_at=-1} {sum=1.5}",
            "{a=2, b=0.5, fail_at=-1} {sum=2.5}");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void refusesAStoreOrStudyThatIsNotThere() {
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> Metalab.connect(store(), "waits"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(directory.resolve("runs")).doesNotExist();
    Metalab.study("sums", "1").operation("test.add").constant("a", 1).run(store()).close();
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> Metalab.connect(store(), "sum"))
        .withMessage("The store holds no study 'sum'.");
  }
}
