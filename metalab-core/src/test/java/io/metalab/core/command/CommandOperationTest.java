package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class CommandOperationTest {
  @TempDir Path directory;
  private Attempts attempt;

  @BeforeEach
  void begin() {
    attempt = new Attempts(directory);
  }

  private CommandOperation bash(String script) {
    return CommandOperation.of("bash", "-c", script.replace("{", "{{").replace("}", "}}"))
        .directory(directory);
  }

  private RunRecord run(String script) throws Exception {
    return attempt.run(bash(script), Params.empty());
  }

  @Test
  void wordsReachTheProgramAsTheyAre() throws Exception {
    CommandOperation command =
        CommandOperation.of(
                "printf",
                "%s|",
                "{text}",
                "{n}",
                "{x}",
                "{list}",
                "{file}",
                "{context.c}",
                "{seed}")
            .directory(directory);
    attempt.context(Params.of("c", true));
    RunRecord record =
        attempt.run(
            command,
            Params.of(
                "text",
                "a b'$(touch x)\"*",
                "n",
                3L,
                "x",
                1e-7,
                "list",
                List.of(1, "b"),
                "file",
                new FileValue("/data/a b.csv", "ab".repeat(32))));
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    // The seed is what SeedBundle.of(42, 1).seed("command") >>> 33 gives; pinned.
    assertThat(attempt.log)
        .containsExactly("a b'$(touch x)\"*|3|1e-7|[1,\"b\"]|/data/a b.csv|true|1490728170|");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void theEnvironmentTellsTheRunAndTheDirectoryIsThatOfTheStudy() throws Exception {
    attempt.run(
        bash(
            "echo $METALAB_RUN_ID $METALAB_ATTEMPT $METALAB_SEED; cat $METALAB_PARAMS; pwd; ls"
                + " $METALAB_OUT"),
        Params.of("lr", 0.5, "layers", List.of(1L, 2L)));
    assertThat(attempt.log.get(0)).isEqualTo("ab".repeat(32) + " 1 1490728170");
    assertThat(String.join("", attempt.log.subList(1, attempt.log.size() - 1)).replace(" ", ""))
        .isEqualTo("{\"lr\":0.5,\"layers\":[1,2]}");
    assertThat(attempt.log.get(attempt.log.size() - 1))
        .isEqualTo(directory.toRealPath().toString());
  }

  @Test
  void readsNothingFromTheTerminal() throws Exception {
    assertThat(run("cat; echo done").status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(attempt.log).containsExactly("done");
  }

  @Nested
  class Metrics {
    @Test
    void areFoundInBothStreamsAloneOrAfterWhatALoggerPrints() throws Exception {
      run(
          """
          echo 'metric {"loss": 0.25, "n": 3, "ok": true, "split": "val"}'
          echo '16:02:11 | metric {"step": 2, "train": {"loss": 1.5}, "gap": NaN}' >&2
          echo 'metric {"epoch": 1, "acc": "Infinity"}'
          echo 'isometric {"no": 1}'
          """);
      assertThat(attempt.metrics())
          .isEqualTo(Map.of("loss", 0.25, "n", 3L, "ok", true, "split", "val"));
      assertThat(attempt.points)
          .containsExactlyInAnyOrder("train.loss[2]=1.5", "gap[2]=NaN", "acc[1]=Infinity");
      assertThat(attempt.notes()).isEmpty();
    }

    @Test
    void arriveWhileTheCommandRuns() throws Exception {
      Path seen = directory.resolve("seen");
      attempt.onLine(
          line -> {
            if (line.startsWith("metric")) {
              touch(seen);
            }
          });
      RunRecord record =
          run("echo 'metric {\"a\": 1}'; until [ -e seen ]; do sleep 0.01; done; echo end");
      assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void thatAreBrokenAreRemarkedAndCostNothingElse() throws Exception {
      RunRecord record =
          run(
              """
              echo 'metric {"half": 1'
              echo 'metric {"list": [1], "none": null, "good": 1}'
              echo 'metric {"step": 1.5, "a": 1}'
              echo 'metric {"step": 1, "a": "text"}'
              """);
      assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
      assertThat(attempt.metrics()).isEqualTo(Map.of("good", 1L));
      assertThat(attempt.points).isEmpty();
      assertThat(attempt.notes()).hasSize(5);
      assertThat(attempt.notes().get(0)).contains("not one JSON object", "{\"half\": 1");
    }

    @Test
    void ofAThousandBrokenLinesMakeAFewRemarks() throws Exception {
      run("for i in $(seq 1000); do echo \"metric {$i\"; done");
      assertThat(attempt.notes()).hasSize(9);
      assertThat(attempt.notes().get(8)).contains("992 more");
    }

    @Test
    void areTakenFromTheirFile() throws Exception {
      run(
          "echo '{\"loss\": -Infinity, \"big\": 1e400}' > $METALAB_OUT/metrics.json; echo x >"
              + " $METALAB_OUT/a");
      assertThat(attempt.metrics()).containsEntry("loss", Double.NEGATIVE_INFINITY);
      assertThat(attempt.artifacts).isEqualTo(Map.of("a", "x\n"));
    }

    @Test
    void inABrokenFileFailTheRun() throws Exception {
      RunRecord record = run("echo '{\"loss\": 1,' > $METALAB_OUT/metrics.json");
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("InvalidMetrics");
      assertThat(record.error().message()).contains("metrics.json", "ends too early");
    }
  }

  @Nested
  class Artifacts {
    @Test
    void areAllFilesBelowTheDirectory() throws Exception {
      run("cd $METALAB_OUT; mkdir -p a/b; echo 1 > a/b/c.txt; echo 2 > d; ln -s d e; ln -s a f");
      assertThat(attempt.artifacts).isEqualTo(Map.of("a/b/c.txt", "1\n", "d", "2\n", "e", "2\n"));
      assertThat(attempt.notes()).isEmpty();
    }

    @Test
    void areKeptOfAFailedRun() throws Exception {
      RunRecord record = run("echo 1 > $METALAB_OUT/a; exit 3");
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(attempt.artifacts).containsKey("a");
    }

    @Test
    void thatLieOutsideAreLeftAloneAndRemarked() throws Exception {
      Path outside = Files.writeString(directory.resolve("outside"), "mine");
      run(
          """
          echo x > $METALAB_OUT/../x
          ln -s "$PWD/outside" $METALAB_OUT/link
          ln -s nowhere $METALAB_OUT/dangling
          mkfifo $METALAB_OUT/fifo
          echo y > $METALAB_OUT/'back\\slash'
          """);
      assertThat(attempt.artifacts).isEmpty();
      assertThat(attempt.notes())
          .anyMatch(note -> note.contains("../x"))
          .anyMatch(note -> note.startsWith("link ") && note.contains("out of METALAB_OUT"))
          .anyMatch(note -> note.startsWith("dangling "))
          .anyMatch(note -> note.startsWith("fifo "))
          .anyMatch(note -> note.contains("back\\slash"))
          .hasSize(5);
      assertThat(outside).hasContent("mine");
    }

    @Test
    void areNotTakenFromADirectoryThatWasReplaced() throws Exception {
      Files.createDirectory(directory.resolve("other"));
      touch(directory.resolve("other/file"));
      run("rmdir $METALAB_OUT; ln -s $PWD/other $METALAB_OUT");
      assertThat(attempt.artifacts).isEmpty();
      assertThat(attempt.notes()).singleElement().asString().contains("replaced");
      assertThat(directory.resolve("other/file")).exists();
    }
  }

  @Nested
  class AFailure {
    @Test
    void tellsTheExitCodeAndTheLastLinesOfStderr() throws Exception {
      RunRecord record = run("echo out; echo first >&2; echo 'ValueError: bad lr' >&2; exit 3");
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("CommandFailed");
      assertThat(record.error().message()).isEqualTo("exit code 3: ValueError: bad lr");
      assertThat(record.error().stackTrace()).contains("first\nValueError: bad lr");
    }

    @Test
    void withCode75AsksForAnotherAttempt() throws Exception {
      assertThat(run("exit 75").error().type()).isEqualTo("CommandRetryable");
    }

    @Test
    void bySignalIsNamed() throws Exception {
      RunRecord record = run("kill -SEGV $$");
      assertThat(record.error().type()).isEqualTo("CommandKilled");
      assertThat(record.error().message()).contains("SIGSEGV", "invalid memory access");
    }

    @Test
    void ofAProgramThatIsMissingIsFoundBeforehand() {
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> CommandOperation.of("bsah", "x").check())
          .withMessageContaining("There is no program 'bsah'")
          .withMessageContaining("Did you mean 'bash'?");
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> CommandOperation.of("./run.sh").directory(directory).check())
          .withMessageContaining(directory.resolve("run.sh").toString());
      touch(directory.resolve("run.sh"));
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> CommandOperation.of("./run.sh").directory(directory).check())
          .withMessageContaining("chmod +x");
    }

    @Test
    void ofAProgramThatDependsOnTheRunIsDataOfTheRun() throws Exception {
      RunRecord record = attempt.run(CommandOperation.of("{p}"), Params.of("p", "/no/such"));
      assertThat(record.error().type()).isEqualTo("CommandNotStarted");
      assertThat(record.error().message()).contains("/no/such");
    }

    @Test
    void ofAVariableThatIsNotSetIsFoundBeforehand() {
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> CommandOperation.of("bash").environment("NO_SUCH_NAME").check())
          .withMessageContaining("NO_SUCH_NAME");
    }
  }

  @Test
  void theValuesOfDeclaredVariablesAreProvenance() throws Exception {
    RunRecord record = attempt.run(CommandOperation.of("true").environment("PATH"), Params.empty());
    assertThat(record.provenance().values())
        .isEqualTo(Map.of("command_environment", Map.of("PATH", System.getenv("PATH"))));
  }

  @Nested
  class Processes {
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

  @Test
  void aFloodOfOutputIsBounded() throws Exception {
    RunRecord record = run("yes 0123456789012345678901234567890123456789 | head -c 100000000");
    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(attempt.log.size()).isLessThan(100_000);
    assertThat(attempt.log).anyMatch(line -> line.matches("Here [0-9]+ lines .* were left out\\."));
  }

  @Test
  void isRebuiltFromItsDefinition() throws Exception {
    CommandOperation command = bash("echo {} $(pwd)").grace(Duration.ofSeconds(9));
    CommandOperation again = CommandOperation.ofDefinition(command.definition());
    assertThat(again.definition()).isEqualTo(command.definition());
    assertThat(again.bind().spec()).isEqualTo(command.bind().spec());
    attempt.run(again, Params.empty());
    assertThat(attempt.log).containsExactly("{} " + directory.toRealPath());
  }

  @Test
  void theCodeDigestFollowsTheContentOfTheInputs() throws Exception {
    CommandOperation command = bash("true").inputs("a.py", "lib");
    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(directory.resolve("a.py"), "1");
    Files.writeString(directory.resolve("lib/b.py"), "2");
    String before = command.codeDigest();
    assertThat(bash("true").inputs("lib", "a.py").codeDigest()).isEqualTo(before);
    Files.writeString(directory.resolve("lib/b.py"), "3");
    assertThat(command.codeDigest()).isNotEqualTo(before);
    assertThat(bash("true").codeDigest()).isEmpty();
  }

  private static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
