package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.io.NpzFiles;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts that docs/scratch.md has people begin with, each run as it is in a directory of its
 * own.
 */
class ScratchIT {
  private static final Path SCRIPTS = ROOT.resolve("examples/scratch");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (io\\.\\w+[\\w.]*)\\.(\\w+);");

  @TempDir Path directory;

  /** Runs a script, which writes below its working directory alone, and returns a table of it. */
  private List<String[]> run(String script, String table) throws IOException {
    Outcome outcome =
        JavaProcess.metalab(directory, "script", "--offline", SCRIPTS.resolve(script).toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(directory.resolve("out"));
    }
    return Files.readAllLines(directory.resolve("out").resolve(table)).stream()
        .skip(1)
        .map(row -> row.split(",", -1))
        .toList();
  }

  private static double number(String[] row, int column) {
    return Double.parseDouble(row[column]);
  }

  @Test
  void windowsOfOneOscillationHaveTwoDirectionsWhateverTheirLength() throws IOException {
    List<String[]> rows = run("Transforms.java", "transforms.csv");
    assertThat(rows).hasSize(3);
    for (String[] row : rows) {
      assertThat(row[2]).isEqualTo("2");
      assertThat(number(row, 3)).isLessThan(1e-12);
    }
    assertThat(NpzFiles.read(directory.resolve("out/features5.npz")).trajectories().stateSize())
        .isEqualTo(2);
    assertThat(directory.resolve("out/delay5.json")).isNotEmptyFile();
  }

  @Test
  void leastSquaresBetweenGradientsFindTheSlowestExponent() throws IOException {
    List<String[]> rows = run("Phases.java", "phases.csv");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1)[0]).isEqualTo("alternating");
    assertThat(number(rows.get(1), 3)).isCloseTo(-0.5, within(1e-6));
    assertThat(number(rows.get(1), 2)).isLessThan(number(rows.get(0), 2));
  }

  @Test
  void aModelFromItsCheckpointFollowsALinearSystem() throws IOException {
    List<String[]> rows = run("Courses.java", "errors.csv");
    assertThat(rows).hasSize(2);
    for (String[] row : rows) {
      // Runge-Kutta of order 4 with steps of 0.0125 at frequency 2: 5 · 2⁵ · 0.0125⁴ / 120.
      assertThat(number(row, 1)).isLessThan(1e-7);
    }
    assertThat(NpzFiles.read(directory.resolve("out/forecasts.npz")).trajectories().size())
        .isEqualTo(2);
    assertThat(directory.resolve("out/run.json")).isNotEmptyFile();
  }

  @Test
  void residualsTellTheExponentsOfTheSystem() throws IOException {
    List<Double> trusted =
        run("Spectrum.java", "eigenvalues.csv").stream()
            .filter(row -> row[3].equals("true"))
            .map(row -> number(row, 0))
            .toList();
    // Of x and y - 1.25 x², which decay at 0.1 and 1: their products of degree three or less.
    double[] known = {0, -0.1, -0.2, -0.3, -1, -1.1};
    assertThat(trusted).hasSameSizeAs(known);
    for (int i = 0; i < known.length; i++) {
      assertThat(trusted.get(i)).isCloseTo(known[i], within(1e-9));
    }
    assertThat(Files.readAllLines(directory.resolve("out/pseudospectrum.csv")))
        .hasSize(1 + 41 * 41);
  }

  @Test
  void powerIterationsMakeARandomisedDecompositionExact() throws IOException {
    List<String[]> rows = run("Numerics.java", "numerics.csv");
    assertThat(rows).hasSize(5);
    assertThat(number(rows.get(0), 1)).isLessThan(1e-13);
    for (int i = 2; i < rows.size(); i++) {
      assertThat(number(rows.get(i), 1)).isLessThan(number(rows.get(i - 1), 1));
    }
    assertThat(number(rows.get(4), 1)).isLessThan(1e-4);
  }

  @Test
  void scriptsImportWhatTheDocumentSaysTheyMay() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/scratch.md"));
    TreeSet<String> undocumented = new TreeSet<>();
    try (Stream<Path> scripts = Files.list(SCRIPTS)) {
      for (Path script : scripts.sorted().toList()) {
        assertThat(document).contains("../examples/scratch/" + script.getFileName());
        IMPORT
            .matcher(Files.readString(script))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !document.contains("`" + name + "`"))
            .forEach(undocumented::add);
      }
    }
    assertThat(undocumented).isEmpty();
  }
}
