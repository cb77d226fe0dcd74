package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Java programs in one file. */
class ScriptCommandTest {
  private static final String ECHO =
      """
      //DEPS info.picocli:picocli:%s
      //SOURCES util/*.java
      //JAVA_OPTIONS -Dtitle=Words
      public class Echo {
        public static void main(String[] args) {
          System.out.println(System.getProperty("title") + " " + Joined.of(args));
          System.err.println("picocli " + picocli.CommandLine.VERSION);
          System.exit(args.length);
        }
      }
      """
          .formatted(CommandLine.VERSION);

  @TempDir Path directory;

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).with("XDG_CACHE_HOME", directory + "/cache").run(line);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve(name).getParent());
    Files.writeString(directory.resolve(name), text);
  }

  private void writeEcho() throws IOException {
    write("Echo.java", ECHO);
    write(
        "util/Joined.java",
        "public class Joined { public static String of(String[] args) { return String.join(\"+\","
            + " args); } }");
  }

  @Test
  void aProgramGetsWhatFollowsItsFileAndItsExitCodeIsThatOfTheCommand() throws IOException {
    writeEcho();
    CliRun.Outcome outcome = run("script", "--offline", "Echo.java", "--json", "a b", "-s");
    assertThat(outcome.out()).isEqualTo("Words --json+a b+-s\n");
    assertThat(outcome.err()).isEqualTo("picocli " + CommandLine.VERSION + "\n");
    assertThat(outcome.exitCode()).isEqualTo(3);
  }

  @Test
  void asJsonThereIsOneDocumentAndWhatTheProgramPrintsGoesToStderr() throws IOException {
    writeEcho();
    CliRun.Outcome outcome = run("script", "--json", "Echo.java", "x", "--help");
    assertThat(outcome.object("data"))
        .hasToString("{file=Echo.java, main_class=Echo, exit_code=2}");
    assertThat(outcome.err()).contains("Words x+--help\n", "picocli ");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void javaItselfRunsTheSameFileWithTheClassPathThatIsPrinted() throws Exception {
    writeEcho();
    String classPath = run("classpath", "Echo.java").out().strip();
    assertThat(classPath).contains("picocli-" + CommandLine.VERSION + ".jar");
    Path out = directory.resolve("out.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-Dtitle=Words",
                "Echo.java",
                "a",
                "b")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(java.waitFor()).as(Files.readString(out, StandardCharsets.UTF_8)).isEqualTo(2);
    assertThat(out).content().startsWith("Words a+b\n");
  }

  @Test
  void theClassPathOfThisProgramAloneIsPrintedWithoutAFile() {
    assertThat(run("classpath").out().strip().split(File.pathSeparator))
        .hasSizeGreaterThan(5)
        .allMatch(entry -> Path.of(entry).isAbsolute());
    assertThat(run("classpath", "--json").object("data").get("entries"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSizeGreaterThan(5);
    assertThat(run("classpath", "--offline").err())
        .contains("--classpath and --offline belong to a FILE.");
  }

  @Test
  void aJarThatIsNotOnThisMachineIsAnErrorOffline() throws IOException {
    write("Far.java", "//DEPS org.none.such:thing:1.0\nclass Far {}\n");
    CliRun.Outcome outcome = run("script", "--offline", "Far.java");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: org.none.such:thing:1.0 in //DEPS ");
  }

  @Test
  void whatIsNoProgramIsRefused() throws IOException {
    write("Other.java", "class Named {}");
    assertThat(run("script", "Other.java").err())
        .startsWith("error: There is no class 'Other' in Other.java.\n")
        .contains("hint: the class that is run has the name of its file");
    assertThat(run("script", "Gone.java").err()).contains("There is no Java file");
    assertThat(run("script", "train.py").err())
        .contains("The file train.py is no Java file: its name must end with .java.");
    write("Bad.java", "//REPOS jitpack\nclass Bad {}\n");
    CliRun.Outcome refused = run("classpath", "Bad.java");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("Bad.java:1: metalab does not do what //REPOS asks for");
  }

  @Test
  void aStudyRunsTheProgramWithItsHeaderAndItsFurtherFilesAreItsCode() throws IOException {
    write(
        "Square.java",
        """
        //SOURCES Power.java
        //JAVA_OPTIONS -Dpower=2
        class Square {
          public static void main(String[] args) {
            int power = Integer.getInteger("power");
            System.out.println("metric {\\"y\\": " + Power.of(Integer.parseInt(args[0]), power) + "}");
          }
        }
        """);
    write(
        "Power.java",
        "class Power { static long of(int x, int n) { return Math.round(Math.pow(x, n)); } }");
    write(
        "study.yaml",
        """
        study: squares
        version: "1"
        operation: {script: Square.java, args: ["{n}"]}
        sweep: {grid: {n: [3, 5]}}
        """);
    assertThat(run("run", "study.yaml").err()).contains("end ok=2 failed=0");
    assertThat(run("ls", "--sort", "n", "--cols", "y", "--format", "csv").out())
        .isEqualToNormalizingNewlines("metrics.y\n9\n25\n");
    List<String> before = List.of(run("run", "study.yaml", "--dry-run").out().split("\\s+"));
    write("Power.java", Files.readString(directory.resolve("Power.java")) + "// changed");
    List<String> after = List.of(run("run", "study.yaml", "--dry-run").out().split("\\s+"));
    int code = before.indexOf("code") + 1;
    assertThat(after.get(code)).matches("[0-9a-f]{8}").isNotEqualTo(before.get(code));
  }
}
