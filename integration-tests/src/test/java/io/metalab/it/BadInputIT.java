package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One clear error each: what, where, what to do; the right exit code; nothing lost. */
class BadInputIT {
  private static final String GOOD =
      """
      study: sunspots
      version: "1"
      operation: ar_forecast
      context: {series: {file: sunspots_yearly.csv}}
      params: {window: 60, origins: 20}
      sweep:
        grid: {p: [2, 3]}
      seeds: {base: 1}
      """;

  @TempDir Path directory;

  @BeforeEach
  void copyTheSeries() throws IOException {
    Files.copy(
        ROOT.resolve("examples/sunspots/sunspots_yearly.csv"),
        directory.resolve("sunspots_yearly.csv"));
  }

  @Nested
  class AStudyFile {
    @Test
    void withAnUnknownParameterIsRefusedAtItsPlace() throws IOException {
      refused(GOOD.replace("window", "windw"), "study.yaml:5:10:", "did you mean 'window'?");
    }

    @Test
    void withAnUnknownKeyIsRefusedAtItsPlace() throws IOException {
      refused(GOOD.replace("seeds:", "seed:"), "study.yaml:8:1:", "did you mean 'seeds'?");
    }

    @Test
    void withAValueOfAnotherTypeIsRefusedAtItsPlace() throws IOException {
      refused(GOOD.replace("window: 60", "window: sixty"), "study.yaml:5:", "window", "sixty");
    }

    @Test
    void withNotANumberOrAHugeIntegerIsRefusedAtItsPlace() throws IOException {
      refused(GOOD.replace("window: 60", "window: 60, ridge: .nan"), "study.yaml:5:", "ridge");
      refused(GOOD.replace("[2, 3]", "[2, 9007199254740993]"), "study.yaml:7:", "9007199254740993");
    }

    @Test
    void withAParameterOutOfRangeIsRefusedBeforeAnythingRuns() throws IOException {
      refused(GOOD.replace("[2, 3]", "[2, 41]"), "p", "41", "40");
    }

    @Test
    void whoseInputIsMissingIsRefusedNamingTheFile() throws IOException {
      Files.delete(directory.resolve("sunspots_yearly.csv"));
      refused(GOOD, "sunspots_yearly.csv", "context.series");
    }

    @Test
    void thatNamesAClassThatIsNoOperationIsRefused() throws IOException {
      refused(
          GOOD.replace("operation: ar_forecast", "operation: {class: java.lang.String}"),
          "java.lang.String",
          "Operation");
    }

    @Test
    void thatNamesNoKnownOperationIsRefused() throws IOException {
      refused(GOOD.replace("ar_forecast", "ar_forcast"), "ar_forcast", "ar_forecast");
    }

    private void refused(String study, String... parts) throws IOException {
      Outcome outcome = run(study);
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("error: ").contains(parts).doesNotContain("\tat ");
      assertThat(directory.resolve("runs")).as("nothing half-written").doesNotExist();
    }
  }

  @Nested
  class AStore {
    private Path segment() throws IOException {
      try (Stream<Path> segments = Files.list(directory.resolve("runs/.metalab/segments"))) {
        return segments.sorted().findFirst().orElseThrow();
      }
    }

    @Test
    void ofANewerVersionIsLeftAlone() throws IOException {
      assertThat(run(GOOD).exitCode()).isZero();
      Path format = directory.resolve("runs/.metalab/format.json");
      Files.writeString(format, "{\"format\":99}\n");
      Outcome outcome = run(GOOD);
      assertThat(outcome.exitCode()).isEqualTo(4);
      assertThat(outcome.err()).contains("newer version", "99");
      assertThat(format).hasContent("{\"format\":99}");
    }

    @Test
    void whosePlaceIsAFileIsUnusable() throws IOException {
      Files.writeString(directory.resolve("runs"), "not a directory");
      Outcome outcome = run(GOOD);
      assertThat(outcome.exitCode()).isEqualTo(4);
      assertThat(outcome.err()).contains("runs", "not a directory");
    }

    @Test
    void withADamagedLineSaysFileAndLineAndVerifyListsIt() throws IOException {
      assertThat(run(GOOD).exitCode()).isZero();
      byte[] bytes = Files.readAllBytes(segment());
      int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"status\":\"success\"");
      bytes[place + 12] ^= 1;
      Files.write(segment(), bytes);
      deleteIndex();

      Outcome list = JavaProcess.metalab(directory, "ls");
      assertThat(list.exitCode()).isEqualTo(4);
      assertThat(list.err()).contains(segment().getFileName().toString(), "metalab verify");

      Outcome verify = JavaProcess.metalab(directory, "verify");
      assertThat(verify.exitCode()).isEqualTo(3);
      assertThat(verify.out() + verify.err()).contains("damaged-record");
    }

    @Test
    void thatHoldsAnotherStudyKeepsBoth() throws IOException {
      assertThat(run(GOOD).exitCode()).isZero();
      assertThat(run(GOOD.replace("study: sunspots", "study: other")).exitCode()).isZero();
      Outcome status = JavaProcess.metalab(directory, "status", "--json");
      assertThat(status.out()).contains("sunspots:1", "other:1");
    }

    private void deleteIndex() throws IOException {
      Path index = directory.resolve("runs/.metalab/index");
      try (Stream<Path> files = Files.walk(index)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(index)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @Test
  void aSeriesWithAMissingYearFailsTheRunsThatNeedItAndNothingElse() throws IOException {
    Path csv = directory.resolve("sunspots_yearly.csv");
    Files.writeString(csv, Files.readString(csv).replaceFirst("1750,[^\n]*\n", ""));
    Outcome outcome = run(GOOD);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("sunspots_yearly.csv:52", "1751");
  }

  private Outcome run(String study) throws IOException {
    Files.writeString(directory.resolve("study.yaml"), study);
    return JavaProcess.metalab(directory, "run", "study.yaml");
  }
}
