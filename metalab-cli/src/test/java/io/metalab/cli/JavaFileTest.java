package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that a Java file declares. */
class JavaFileTest {
  private static final String SQUARES =
      """
      import static io.metalab.Metalab.*;
      class Squares {
        public static void main(String[] args) throws Exception {
          java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "called");
          System.out.println("declaring");
          var op = operation("square", (p, seeds, capture) ->
              capture.metric("y", p.getLong("n") * p.getLong("n")));
          study("squares", "1").operation(op).grid("n", 1, 2, 3).main(args);
          throw new IllegalStateException("never reached");
        }
      }
      """;

  @TempDir Path directory;

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).with("XDG_CACHE_HOME", directory + "/cache").run(line);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private Path called() {
    return directory.resolve("called");
  }

  private void writeSquares() throws IOException {
    write("Squares.java", SQUARES.formatted(called()));
  }

  @Test
  void runsAndResumesFromTheStoreAlone() throws IOException {
    writeSquares();
    CliRun.Outcome first = run("run", "Squares.java", "--limit", "2", "-j", "1");
    assertThat(first.err()).contains("total=3 reused=0 todo=2").contains("end ok=2");
    Files.delete(directory.resolve("Squares.java"));
    CliRun.in(directory).run("status");
    assertThat(run("resume", "squares").err()).contains("total=3 reused=2 todo=1");
    assertThat(run("ls", "--sort", "n", "--cols", "y", "--format", "csv").out())
        .isEqualToNormalizingNewlines("metrics.y\n1\n4\n9\n");
    assertThat(run("why", "squares").out()).startsWith("3 of 3 runs can be reused");
    assertThat(directory.resolve("runs/.metalab/cache/java")).isNotEmptyDirectory();
  }

  @Test
  void theHeaderOfTheFileCountsAndOptionsOfAnotherProcessAreSaidNotToApply() throws IOException {
    write(
        "Squares.java",
        "//SOURCES Power.java\n//JAVA_OPTIONS -Xmx64m\n"
            + SQUARES
                .formatted(called())
                .replace("p.getLong(\"n\") * p.getLong(\"n\")", "Power.of(p)"));
    write(
        "Power.java",
        "class Power { static long of(io.metalab.api.Params p) { long n = p.getLong(\"n\"); return"
            + " n * n; } }");
    assertThat(run("run", "Squares.java").err())
        .contains("warning: Squares.java asks for -Xmx64m, but its study is declared and run in")
        .contains("end ok=3");
    Files.delete(directory.resolve("Power.java"));
    assertThat(run("resume", "squares").err()).contains("reused=3");
  }

  @Test
  void classesThatAreGoneAreMadeAgainByTheCommandThatIsHinted() throws IOException {
    writeSquares();
    run("run", "Squares.java", "--limit", "1");
    Path kept = directory.resolve("runs/.metalab/cache/java");
    Files.move(kept, directory.resolve("elsewhere"));
    CliRun.Outcome gone = run("resume", "squares");
    assertThat(gone.exitCode()).isEqualTo(2);
    assertThat(gone.err())
        .startsWith("error: The classes of squares:1 are gone. The class path entry 'runs/")
        .endsWith("hint: metalab run Squares.java\n");
    assertThat(run("status", "squares").exitCode()).isZero();
    assertThat(run("run", "Squares.java").err()).contains("reused=1 todo=2");
    assertThat(run("resume", "squares").err()).contains("reused=3 todo=0");
  }

  @Test
  void hasTheIdsThatTheProgramItselfHas() throws IOException {
    write("Pi.java", Files.readString(Path.of("../examples/quickstart/Pi.java")));
    assertThat(run("run", "Pi.java", "--dry-run", "--json").object("data").get("new"))
        .isEqualTo(9L);
    assertThat(directory.resolve("runs")).doesNotExist();
    assertThat(run("run", "Pi.java", "--dry-run").out())
        .containsPattern("pi_mc:0.1  pi_mc@1  code [0-9a-f]{8}  store ./runs\n");
    assertThat(run("why", "Pi.java").out()).startsWith("0 of 9 runs can be reused");
  }

  @Test
  void lookingDoesNotCallTheProgram() throws IOException {
    writeSquares();
    run("run", "Squares.java");
    Files.delete(called());
    assertThat(run("status", "squares").exitCode()).isZero();
    assertThat(run("ls", "squares").exitCode()).isZero();
    assertThat(called()).doesNotExist();
    assertThat(run("resume").exitCode()).isZero();
    assertThat(called()).exists();
  }

  @Test
  void whatTheProgramPrintsIsNoData() throws IOException {
    writeSquares();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("run", "Squares.java", "--json").object("data").get("ok")).isEqualTo(3L);
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void errorsOfTheCompilerHaveTheirPlaces() throws IOException {
    write("Bad.java", "class Bad {\n  int x = y;\n}\n");
    CliRun.Outcome outcome = run("run", "Bad.java");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            """
            error: %s/Bad.java:2:11: cannot find symbol (symbol: variable y, location: class Bad)
               2 |   int x = y;
                 |           ^
            """
                .formatted(directory));
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  @Test
  void aFileWithoutAStudyIsRefused() throws IOException {
    write("Nothing.java", "class Nothing {}");
    assertThat(run("run", "Nothing.java").err())
        .startsWith("error: The class Nothing declares no study.\n")
        .contains("hint: its main method must end with study(..).main(args)");
    write("Silent.java", "class Silent { public static void main(String[] a) {} }");
    assertThat(run("run", "Silent.java").err()).contains("The class Silent declares no study.");
    write("Other.java", "class Named {}");
    assertThat(run("run", "Other.java").err())
        .contains("There is no class 'Other' in", "Other.java")
        .contains("hint: the class that declares the study has the name of its file");
    assertThat(run("run", "Gone.java").err()).contains("There is no Java file");
  }

  @Test
  void aProgramThatFailsBeforeItsStudyIsAnErrorOfThatProgram() throws IOException {
    write(
        "Fails.java",
        "class Fails {\n  public static void main(String[] a) {\n    a[0].length();\n  }\n}\n");
    CliRun.Outcome outcome = run("run", "Fails.java");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("The method main of Fails failed before it declared a study: ")
        .contains("ArrayIndexOutOfBounds")
        .contains("(Fails.java:3)");
  }

  @Test
  void optionsThatSetParametersAreForStudyFiles() throws IOException {
    writeSquares();
    assertThat(run("run", "Squares.java", "-p", "n=4").err())
        .contains("Squares.java is declared in Java");
  }
}
