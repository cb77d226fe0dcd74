package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.signal.Signals;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of three runs, two of which another writer to the store executes while it is watched. */
class StatusWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");

  @TempDir Path directory;
  private Store writer = Stores.open("memory:", OpenOptions.readWrite(), loader());
  private final List<Duration> pauses = new ArrayList<>();

  private static ClassLoader loader() {
    return StatusWatchTest.class.getClassLoader();
  }

  @BeforeEach
  void runOneOfThree() throws IOException {
    Files.writeString(
        directory.resolve("s.yaml"),
        "{study: s, version: '1', operation: test.add, sweep: {grid: {a: [1, 2, 3]}}}");
    CliRun.in(directory).run("run", "s.yaml", "--limit", "1");
    writer = Stores.open(directory.resolve("runs").toString(), OpenOptions.readWrite(), loader());
  }

  @AfterEach
  void closeStore() {
    writer.close();
  }

  private void put(int number, RunStatus status) {
    writer
        .putRunRecord(
            RunRecord.builder()
                .runId(new RunId("%064x".formatted(number)))
                .experimentId("s:1")
                .attempt(1)
                .status(status)
                .error(status == RunStatus.FAILED ? RunError.of("T", "no") : RunError.NONE)
                .started(NOW.minusSeconds(20))
                .finished(NOW.minusSeconds(number))
                .build())
        .join();
  }

  /** What the writer does while the watch waits, once for each time. */
  private void go(Duration time) {
    pauses.add(time);
    switch (pauses.size()) {
      case 1 -> put(1, RunStatus.RUNNING);
      case 2 -> {}
      case 3 -> put(1, RunStatus.FAILED);
      default -> put(2, RunStatus.SUCCESS);
    }
  }

  private CliRun watch() {
    return CliRun.in(directory).clock(() -> NOW).pause(this::go);
  }

  @Test
  void tellsEachChangeInALineUntilNothingIsLeft() {
    CliRun.Outcome outcome = watch().run("status", "s", "-w");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            """
            16:00:00Z s:1 success=1 failed=0 running=0 cancelled=0 lost=0 left=2
            16:00:00Z s:1 success=1 failed=0 running=1 cancelled=0 lost=0 left=1
            16:00:00Z s:1 success=1 failed=1 running=0 cancelled=0 lost=0 left=1
            16:00:00Z s:1 success=2 failed=1 running=0 cancelled=0 lost=0 left=0
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(pauses).hasSize(4).containsOnly(Duration.ofMillis(500));
  }

  @Test
  void tellsOfEveryStudyOfTheStore() {
    assertThat(watch().run("status", "-w").out().lines()).hasSize(4);
  }

  @Test
  void drawsOnePictureAgainWhereItStands() {
    String out = watch().onTerminal(80).run("status", "s", "-w", "--color=never").out();
    String up = "\u001b[4A";
    String end = "\u001b[K\n";
    assertThat(out)
        .startsWith("\rs:1  test.add@2  store ./runs" + end)
        .contains(up + "\rs:1  test.add@2")
        .contains("\r  ✓ success 1  ● running 1  left 1" + end)
        .contains("left 1" + end + "\r  ", " runs/s  ETA ")
        .endsWith(
            "\r  ✓ success 2  ✗ failed 1  left 0"
                + end
                + "\r  next: metalab resume s:1"
                + end
                + "\u001b[J");
    assertThat(out.split("test.add", -1)).as("looks without a change draw nothing").hasSize(5);
  }

  @Test
  void aLineThatIsBrokenTakesTwoRows() {
    String out = watch().onTerminal(20).run("status", "s", "-w", "--color=never").out();
    assertThat(out).contains("\u001b[8A\rs:1  test.add@2\u001b[K\n\r  store ./runs");
  }

  @Test
  void printsOneDocumentAtTheEndForPrograms() {
    CliRun.Outcome outcome = watch().run("status", "s", "-w", "--json=success,left");
    assertThat(outcome.object("data")).hasToString("{success=2, left=0}");
    assertThat(pauses).hasSize(4);
  }

  @Test
  void aWatchThatTakesLongPausesLonger() {
    List<Instant> times = new ArrayList<>(List.of(NOW));
    watch()
        .clock(
            () -> {
              times.add(times.get(times.size() - 1).plusSeconds(1));
              return times.get(times.size() - 1);
            })
        .run("status", "-w", "--json");
    assertThat(pauses).isNotEmpty().allSatisfy(pause -> assertThat(pause).hasSeconds(4));
  }

  @Test
  void ctrlCEndsTheWatchAndNothingElse() {
    Signals afterOneLook =
        action -> {
          action.accept(Signals.Kind.INTERRUPT);
          return () -> {};
        };
    CliRun.Outcome outcome = watch().signals(afterOneLook).run("status", "s", "-w");
    assertThat(outcome.exitCode()).isEqualTo(130);
    assertThat(outcome.out()).hasLineCount(1);
    assertThat(outcome.err()).isEmpty();
    CliRun.Outcome json = watch().signals(afterOneLook).run("status", "s", "-w", "--json");
    assertThat(json.exitCode()).isEqualTo(130);
    assertThat(json.object("error").get("code")).isEqualTo("interrupted");
  }
}
