package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a command leaves: metrics among its lines and files in its directory. */
class CommandResultsTest extends CommandFixture {
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
    void thatAreIntegersNoReaderOfJsonKeepsAreRemarked() throws Exception {
      run(
          """
          echo 'metric {"most": 9007199254740991, "least": -9007199254740991}'
          echo 'metric {"more": 9007199254740992}'
          echo 'metric {"huge": 123456789012345678901234567890123, "float": 9007199254740992.0}'
          """);
      assertThat(attempt.metrics())
          .isEqualTo(
              Map.of(
                  "most",
                  9007199254740991L,
                  "least",
                  -9007199254740991L,
                  "float",
                  9007199254740992.0));
      assertThat(attempt.notes()).hasSize(2);
      assertThat(attempt.notes().get(0)).contains("more (9007199254740992)", "2^53-1");
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
}
