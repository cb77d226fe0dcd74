package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ten lines of Java that the README shows, as printed. */
class QuickStartIT {
  private static final String SOURCE = ROOT.resolve("examples/quickstart/Pi.java").toString();

  @TempDir Path directory;

  @Test
  void compilesRunsAndResumes() {
    Outcome first = JavaProcess.java(directory, List.of(SOURCE));
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).contains("total=9 reused=0 todo=9").contains("end ok=9");

    Outcome again = JavaProcess.java(directory, List.of(SOURCE, "-j", "1"));
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("total=9 reused=9 todo=0");

    Outcome compiled = JavaProcess.metalab(directory, "run", SOURCE);
    assertThat(compiled.exitCode()).as(compiled.err()).isZero();
    assertThat(compiled.err()).contains("total=9 reused=9 todo=0");

    Outcome list =
        JavaProcess.metalab(
            directory, "ls", "--where", "n == 100000", "--cols", "pi", "--format", "csv");
    assertThat(list.out().lines().skip(1).mapToDouble(Double::parseDouble))
        .hasSize(3)
        // Six standard deviations of the mean of 100,000 draws: 6 * 1.64 / sqrt(1e5).
        .allSatisfy(pi -> assertThat(pi).isBetween(Math.PI - 0.032, Math.PI + 0.032));
  }
}
