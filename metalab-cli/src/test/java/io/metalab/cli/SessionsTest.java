package io.metalab.cli;

import io.metalab.cli.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions as a person sees them; one worker, so that lines have an order. */
class SessionsTest {
  private static final String STUDY =
      """
      study: ripples
      version: "0.1"
      goal: {metric: misfit, minimize: true}
      operation: test.fit
      context: {series: {file: series.csv}}
      sweep:
        grid:
          rate: {log: [1e-3, 1e-1, 3]}
          width: [16, 32, 64]
      seeds: {base: 42, replicates: 5}
      """;

  /** Takes the paths of temporary directories, too. */
  private static final int WIDE = 250;

  @TempDir Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    write("study.yaml", STUDY);
    write("series.csv", "year,height\n1900,1.5\n1901,1.25\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  /** Lets the runs of the widest fit be there, two of which failed. */
  private void runTheWidest() {
    log("run study.yaml -j 1 --only width==64");
  }

  private String terminal(int columns, String line) {
    return session(CliRun.in(directory).onTerminal(columns).with("NO_COLOR", "1"), "", line);
  }

  private String log(String line) {
    return session(CliRun.in(directory), " 2>&1 | cat", line);
  }

  /** What depends on the speed of the machine, or on the compiler, is replaced. */
  private String session(CliRun cli, String pipe, String line) {
    CliRun.Outcome outcome = cli.run(line.split(" ", -1));
    String told =
        Screen.of(outcome.out() + outcome.err())
            .replace(directory + "/", "")
            .replaceAll("Done in \\d+:\\d\\d", "Done in M:SS")
            .replaceAll("code [0-9a-f]{8}", "code c0dec0de")
            .replaceAll("FitOperation.java:\\d+", "FitOperation.java:NN");
    return "$ metalab %s%s\n%s[exit %d]\n".formatted(line, pipe, told, outcome.exitCode());
  }

  @Test
  void aDryRunCountsWhatIsNewReusedAndTriedBefore() throws IOException {
    runTheWidest();
    Golden.check("dry-run", terminal(80, "run study.yaml --dry-run"));
  }

  @Test
  void aRunOnATerminalTellsEachFailureOnceAndGroupsThemAtTheEnd() throws IOException {
    runTheWidest();
    Golden.check("run", terminal(80, "run study.yaml -j 1") + terminal(120, "run study.yaml -j 1"));
  }

  @Test
  void aRunInALogHasALinePerFailureAndNoMore() throws IOException {
    runTheWidest();
    Golden.check("run-log", log("run study.yaml -j 1"));
  }

  @Test
  void whyNamesTheFileThatChangedEveryId() throws IOException {
    log("run study.yaml -j 1");
    write("series.csv", "year,height\n1900,1.5\n1901,1.2\n");
    Golden.check("why", terminal(WIDE, "why study.yaml --against last"));
  }

  /**
   * Of width 16 the mean is 0.0008 and the deviation sqrt(30 / 14) times a tenth of it; of width 64
   * two runs are missing.
   */
  @Test
  void compareSetsGroupsAgainstTheFirst() throws IOException {
    log("run study.yaml -j 1");
    Golden.check("compare", terminal(80, "compare ripples --metric misfit --by width"));
  }

  @Test
  void anErrorInAStudyPointsAtItsPlace() throws IOException {
    write("study.yaml", STUDY.replace("    width:", "    witdh:"));
    Golden.check("typo", terminal(WIDE, "run study.yaml"));
  }
}
