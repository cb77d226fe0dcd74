package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Processes that a command leaves behind, or that will not end. */
class CommandProcessesTest extends CommandFixture {
  @Test
  void thatOutliveTheCommandAreEndedAndDoNotHoldTheRun() throws Exception {
    RunRecord record =
        run(
            """
            sleep 600 & echo $!
            setsid sleep 601 < /dev/null & echo $!
            setsid bash -c 'trap "" TERM; echo $$; touch ready; while true; do sleep 0.05; done' &
            until [ -e ready ]; do sleep 0.01; done
            exit 0
            """);
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(attempt.log).filteredOn(line -> line.matches("[0-9]+")).hasSize(3);
    awaitDeath(attempt.log.stream().filter(line -> line.matches("[0-9]+")).toList());
    assertThat(attempt.notes()).singleElement().asString().contains("outlived", "sleep");
  }

  @Test
  void ofACancelledRunAreToldAndEnded() throws Exception {
    attempt.onLine(
        line -> {
          if (line.equals("up")) {
            attempt.cancellation.cancel("enough");
          }
        });
    CommandOperation command =
        bash("""
        trap 'echo told; exit 1' TERM
        setsid sleep 600 & echo $!
        bash -c 'trap "" TERM; echo $$; touch ready; while true; do sleep 0.05; done' &
        until [ -e ready ]; do sleep 0.01; done
        echo up
        wait
        """)
            .grace(Duration.ofMillis(500));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> attempt.run(command, Params.empty()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED))
        .withMessageContaining("enough");
    assertThat(attempt.log).contains("told");
    awaitDeath(attempt.log.stream().filter(line -> line.matches("[0-9]+")).toList());
  }

  @Test
  void thatIgnoreBeingToldAreKilledAfterTheGrace() throws Exception {
    attempt.onLine(line -> attempt.cancellation.cancel("enough"));
    CommandOperation command =
        bash("trap '' TERM; echo $$; while true; do sleep 0.05; done")
            .grace(Duration.ofMillis(100));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> attempt.run(command, Params.empty()));
    awaitDeath(List.of(attempt.log.get(0)));
  }

  @Test
  void ofAnInterruptedThreadAreEnded() {
    attempt.onLine(line -> Thread.currentThread().interrupt());
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> run("echo $$; sleep 600"));
    assertThat(Thread.interrupted()).isFalse();
    awaitDeath(List.of(attempt.log.get(0)));
  }

  @Test
  void ofAnAttemptWhoseProgramIsGoneAreEndedByTheNext() throws Exception {
    Process orphan = marked(Attempts.RUN.hex(), "4194303-1-1");
    Process ofAnother = marked("cd".repeat(32), "4194303-1-1");
    Process ofALiveProgram = marked(Attempts.RUN.hex(), ProcessMark.next().text());
    try {
      attempt.run(bash("true"), Params.empty());
      assertThat(orphan.isAlive()).isTrue();
      attempt = new Attempts(directory).attempt(2);
      attempt.run(bash("true"), Params.empty());
      assertThat(orphan.waitFor()).isNotZero();
      assertThat(attempt.notes()).singleElement().asString().contains("earlier attempt");
      assertThat(ofAnother.isAlive()).isTrue();
      assertThat(ofALiveProgram.isAlive()).isTrue();
    } finally {
      orphan.destroyForcibly();
      ofAnother.destroyForcibly();
      ofALiveProgram.destroyForcibly();
    }
  }

  private Process marked(String run, String mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.environment().put(ProcessMark.RUN_ID, run);
    builder.environment().put(ProcessMark.VARIABLE, mark);
    return builder.start();
  }

  /** A process may be a zombie for a moment, until whoever inherited it has noticed. */
  private void awaitDeath(List<String> pids) {
    assertThat(pids).isNotEmpty();
    for (String pid : pids) {
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
      process.ifPresent(alive -> alive.onExit().join());
    }
  }
}
