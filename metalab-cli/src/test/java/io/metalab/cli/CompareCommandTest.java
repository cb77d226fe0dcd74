package io.metalab.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two of three points succeed, with equal replicates. */
class CompareCommandTest {
  @TempDir static Path directory;

  @BeforeAll
  static void runStudy() throws IOException {
    Files.writeString(
        directory.resolve("sums.yaml"),
        """
        study: sums
        version: "1"
        operation: test.add
        params: {fail_at: 3.5}
        sweep: {grid: {a: [1, 2, 3]}}
        seeds: {base: 7, replicates: 2}
        """);
    CliRun.in(directory).run("run", "sums.yaml");
  }

  private static CliRun.Outcome compare(String... arguments) {
    String[] line = new String[arguments.length + 4];
    line[0] = "compare";
    line[1] = "sums";
    line[2] = "--metric";
    line[3] = "sum";
    System.arraycopy(arguments, 0, line, 4, arguments.length);
    return CliRun.in(directory).run(line);
  }

  @Test
  void comparesGroupsWithTheFirstAndTellsWhatIsMissing() {
    CliRun.Outcome outcome = compare("--by", "a");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            """
            a  n  mean  sd      95% CI   vs 1  remarks
            1  2   1.5   0  [1.5, 1.5]      -
            2  2   2.5   0  [2.5, 2.5]  +67 %
            3  0     -   -           -      -  2 failed, excluded
            """);
  }

  @Test
  void handsProgramsEveryNumberInAColumnOfItsOwn() {
    assertThat(compare("--by", "a", "--format", "tsv").out())
        .isEqualTo(
            """
            params.a\tn\tmean\tsd\tci95.low\tci95.high\tvs_base_%\tfailed\tmissing\tmissing_cells
            1\t2\t1.5\t0\t1.5\t1.5\t\t0\t0\t[]
            2\t2\t2.5\t0\t2.5\t2.5\t66.66666666666667\t0\t0\t[]
            3\t0\t\t\t\t\t\t2\t2\t["replicate=0","replicate=1"]
            """);
    assertThat(compare("--by", "a", "--cols", "a,failed").out())
        .isEqualTo("a  failed\n1       0\n2       0\n3       2\n");
  }

  @Test
  void aGateThatHoldsIsExitCodeThree() {
    CliRun.Outcome outcome =
        compare("--by", "a", "--where", "a < 3", "--fail-if", "sum > 1.05 * base");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).isEqualTo("gate: sum > 1.05 * base holds for a=2 (sum 2.5)\n");
    assertThat(compare("--by", "a", "--where", "a < 3", "--fail-if", "sum > 2 * base").exitCode())
        .isZero();
    assertThat(compare("--by", "a", "--baseline", "2", "--where", "a < 3").out()).contains("-40 %");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(compare("--by", "a", "--baseline", "9").err()).contains("the groups are 1  2  3");
    assertThat(compare("--by", "aa").exitCode()).isEqualTo(2);
    assertThat(compare("--fail-if", "summ > base").err()).contains("did you mean");
  }

  @Test
  void tellsPairedDifferencesAndNamesWhatHasNoPair() {
    CliRun.Outcome outcome = compare("--by", "a", "--paired", "--format", "csv");

    // Two equal differences are a tie, so that Wilcoxon's p is that of the normal distribution for
    // z = (3 - 1.5 - 0.5) / sqrt(1.25 - 0.125).
    assertThat(outcome.out().lines().map(line -> line.replaceFirst("(0\\.3457)\\d+", "$1")))
        .containsExactly(
            "params.a,baseline,pairs,difference,ci95.low,ci95.high,p_t,p_wilcoxon,apart,unpaired,undefined,missing_cells",
            "2,a=1,2,1,1,1,,0.3457,yes,0,0,[]",
            "3,a=1,0,,,,,,no,2,0,\"[\"\"replicate=0\"\",\"\"replicate=1\"\"]\"");
    assertThat(outcome.err()).isEqualTo("missing: a=3 has no value for replicate=0, replicate=1\n");
  }

  @Test
  void showsPairedDifferencesToPeopleAsItShowsMeans() {
    assertThat(compare("--by", "a", "--paired", "--baseline", "2").out())
        .isEqualTo(
            """
            a  pairs  diff vs 2    95% CI  apart  p (t)  p (Wilcoxon)  unpaired
            1      2         -1  [-1, -1]  yes        -          0.35         0
            3      0          -         -  no         -             -         2
            """);
  }

  @Test
  void theDocumentNamesMissingCellsAndTellsForWhichGroupsTheGateHolds() {
    for (String[] more : new String[][] {{}, {"--paired"}}) {
      List<String> arguments =
          new ArrayList<>(List.of("--by", "a", "--fail-if", "sum > 2 * base", "--json"));
      arguments.addAll(List.of(more));
      CliRun.Outcome outcome = compare(arguments.toArray(String[]::new));

      assertThat(outcome.exitCode()).isEqualTo(3);
      List<?> rows = (List<?>) requireNonNull(Json.parseObject(outcome.out()).get("data"));
      Map<?, ?> third = (Map<?, ?>) rows.get(rows.size() - 1);
      assertThat(third.get("missing_cells")).isEqualTo(List.of("replicate=0", "replicate=1"));
      // A group without a value passes no gate.
      assertThat(third.get("gate")).isEqualTo(true);
      Map<?, ?> second = (Map<?, ?>) rows.get(rows.size() - 2);
      assertThat(second.get("missing_cells")).isEqualTo(List.of());
      assertThat(second.get("gate")).isEqualTo(false);
    }
  }

  @Test
  void tellsTheEffectOfEachParam() {
    assertThat(compare("--effects", "--format", "csv").out())
        .isEqualToNormalizingNewlines(
            """
            param,value,n,mean,sd,ci95.low,ci95.high,share_%
            a,1,2,1.5,0,1.5,1.5,100
            a,2,2,2.5,0,2.5,2.5,100
            a,3,0,,,,,100
            """);
    assertThat(compare("--effects", "--paired").exitCode()).isEqualTo(2);
  }

  @Test
  void theBestGroupIsABaselineWhereTheGoalIsCompared() throws IOException {
    Files.writeString(
        directory.resolve("most.yaml"),
        """
        study: most
        version: "1"
        goal: {metric: sum, minimize: false}
        operation: test.add
        sweep: {grid: {a: [1, 2, 3]}}
        """);
    CliRun.in(directory).run("run", "most.yaml");

    CliRun.Outcome outcome =
        CliRun.in(directory).run("compare", "most", "--by", "a", "--baseline", "best");

    assertThat(outcome.err()).isEqualTo("best: a=3 (mean 3.5, n=1)\n");
    assertThat(compare("--by", "a", "--baseline", "best").err())
        .contains("Only the goal of a study tells which group is best");
    assertThat(CliRun.in(directory).run("compare", "sums").err())
        .contains("The study sums:1 has no goal, so that the metric must be given.");
  }
}
