package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher in a tree whose sources are empty, with a Maven and a Java that only tell. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class LauncherIT {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >> "$BUILDS"
      [ -z "$GATE" ] || read -r go < "$GATE"
      [ ! -e broken ] || { echo '[ERROR] Sums.java:3: ; expected'; exit 1; }
      for module in examples dymad-operations dymad-agent; do
        case "$*" in *$module*) ;; *) continue ;; esac
        mkdir -p $module/target/fast
        echo > $module/target/fast/$module-1.jar
        echo "$PWD/pom.xml" > $module/target/fast/classpath
        [ $module = examples ] && continue
        touch pytorch-engine-1.jar
        echo "$PWD/pom.xml:$PWD/pytorch-engine-1.jar" > $module/target/fast/classpath-training
      done
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in *ArchiveClassesAtExit*) exit 1 ;; esac
      echo "$*" > "$BUILDS.java"
      while [ "$1" != -cp ]; do shift; done
      echo "$2" > "$BUILDS.classpath"
      shift 2
      shift
      echo "$PWD|$*"
      """;

  @TempDir Path directory;
  private Path root = Path.of("");

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectory(directory.resolve("a tree"));
    Files.copy(JavaProcess.ROOT.resolve("metalab"), root.resolve("metalab"));
    Files.copy(JavaProcess.ROOT.resolve("dymad"), root.resolve("dymad"));
    for (String module : "api capture core stores executors cli".split(" ", -1)) {
      module("metalab-" + module);
    }
    module("examples");
    module("dymad-operations");
    module("dymad-agent");
    Files.createFile(root.resolve("pom.xml"));
    executable("bin/mvn", MAVEN);
    executable("bin/java", JAVA);
  }

  private void module(String name) throws IOException {
    Files.createDirectories(root.resolve(name).resolve("src/main"));
    Files.createFile(root.resolve(name).resolve("pom.xml"));
  }

  private void executable(String name, String script) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> command(Path launcher, String gate, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "JAVA_HOME=" + directory,
                "PATH=" + directory.resolve("bin") + ":" + System.getenv("PATH"),
                "BUILDS=" + directory.resolve("builds"),
                "GATE=" + gate,
                "bash",
                launcher.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Outcome launch(String... arguments) {
    return JavaProcess.run(directory, command(root.resolve("metalab"), "", arguments));
  }

  /** Returns the names of the class path's files of the last start. */
  private List<String> classPath() throws IOException {
    String paths = Files.readString(directory.resolve("builds.classpath")).strip();
    return Stream.of(paths.split(":", -1)).map(path -> path.replaceAll(".*/", "")).toList();
  }

  private int builds() throws IOException {
    return Files.readAllLines(directory.resolve("builds")).size();
  }

  @Test
  void buildsOnceAndThenRunsWhereItWasCalled() throws IOException {
    Outcome first = launch("ls", "a b");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo(directory.toRealPath() + "|ls a b\n");
    assertThat(first.err()).isEqualTo("metalab: building (first use, about a minute)\n");
    Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("metalab"));
    Outcome second = JavaProcess.run(directory, command(link, "", "status"));
    assertThat(second.out()).endsWith("|status\n");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsDymadOnceACommandNamesItAndThenKeepsIt() throws IOException {
    Path study = Files.createDirectories(directory.resolve("a study")).resolve("study.yaml");
    Files.writeString(study, "operation: ar_forecast\n");
    launch("run", study.toString());
    assertThat(classPath()).containsExactly("examples-1.jar", "pom.xml");
    assertThat(Files.readString(directory.resolve("builds"))).doesNotContain("dymad");

    Files.writeString(study, "operation: dymad.dmd\n");
    Outcome first = launch("-C", "a study", "run", "study.yaml");
    assertThat(first.out()).endsWith("|-C a study run study.yaml\n");
    assertThat(first.err()).isEqualTo("metalab: building (first use of DyMAD)\n");
    assertThat(classPath()).containsExactly("examples-1.jar", "pom.xml", "dymad-operations-1.jar");

    assertThat(launch("ls").err()).isEmpty();
    assertThat(classPath()).contains("dymad-operations-1.jar");
    Files.createFile(root.resolve("dymad-operations/src/main/Modes.java"));
    assertThat(launch("ls").err()).isEqualTo("metalab: building (sources changed)\n");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void addsPyTorchOnceACommandNamesATrainingAndThenKeepsIt() throws IOException {
    launch("op", "show", "dymad.dmd");
    assertThat(classPath()).doesNotContain("pytorch-engine-1.jar");
    Path study = directory.resolve("study.yaml");
    Files.writeString(study, "operation: dymad.train\n");
    assertThat(launch("run", "study.yaml").err()).isEqualTo("metalab: building (first training)\n");
    assertThat(classPath())
        .containsExactly(
            "examples-1.jar", "pom.xml", "dymad-operations-1.jar", "pytorch-engine-1.jar");
    assertThat(launch("ls").err()).isEmpty();
    assertThat(classPath()).contains("pytorch-engine-1.jar");
  }

  @Test
  void aSpectrumNeedsPyTorchIfItIsThatOfACheckpoint() throws IOException {
    Path study = directory.resolve("study.yaml");
    Files.writeString(study, "operation: dymad.spectral\nparams: {dataset: {file: a.npz}}\n");
    launch("run", "study.yaml");
    assertThat(classPath()).doesNotContain("pytorch-engine-1.jar");
    Files.writeString(study, "operation: dymad.spectral\nparams:\n  checkpoint: {dir: c}\n");
    launch("run", "study.yaml");
    assertThat(classPath()).contains("pytorch-engine-1.jar");
  }

  @Test
  void anEvaluationNeedsPyTorch() throws IOException {
    launch("op", "show", "dymad.evaluate");
    assertThat(classPath()).contains("pytorch-engine-1.jar");
  }

  @Test
  void aWordThatNamesAnOperationOfDymadIsEnough() throws IOException {
    launch("op", "show", "dymad.dmd");
    assertThat(classPath()).contains("dymad-operations-1.jar");
  }

  @Test
  void anotherProgramHasItsOwnNameAndAllThatItNeedsOnOneClassPath() throws IOException {
    Outcome first = JavaProcess.run(directory, command(root.resolve("dymad"), "", "status", "a b"));
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).isEqualTo(directory.toRealPath() + "|status a b\n");
    assertThat(first.err()).isEqualTo("dymad: building (first use, about a minute)\n");
    assertThat(classPath())
        .contains("dymad-agent-1.jar", "dymad-operations-1.jar", "pytorch-engine-1.jar");
    assertThat(launch("ls").err()).isEmpty();
    assertThat(classPath()).contains("dymad-agent-1.jar");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void oneOfTwoBuildsWhileTheOtherWaitsAndSaysSo() throws IOException {
    Path gate = directory.resolve("gate");
    assertThat(JavaProcess.run(directory, List.of("mkfifo", gate.toString())).exitCode()).isZero();
    List<String> command = command(root.resolve("metalab"), gate.toString(), "ls");
    Process builder = new ProcessBuilder(command).directory(directory.toFile()).start();
    try (BufferedReader builderSays = builder.errorReader(StandardCharsets.UTF_8)) {
      assertThat(builderSays.readLine()).startsWith("metalab: building");
      Process other = new ProcessBuilder(command).directory(directory.toFile()).start();
      try (BufferedReader otherSays = other.errorReader(StandardCharsets.UTF_8)) {
        assertThat(otherSays.readLine())
            .isEqualTo("metalab: waiting for another launcher that builds here");
        Files.writeString(gate, "go\n");
        assertThat(new String(builder.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .endsWith("|ls\n");
        assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .endsWith("|ls\n");
      } finally {
        other.destroy();
      }
    } finally {
      builder.destroy();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsRunsNothingUntilOneSucceeds() throws IOException {
    launch("ls");
    Path broken = Files.createFile(root.resolve("broken"));
    Files.createFile(root.resolve("examples/src/main/Sums.java"));
    for (int i = 0; i < 2; i++) {
      Outcome outcome = launch("ls");
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .isEqualTo(
              """
              metalab: building (sources changed)
              [ERROR] Sums.java:3: ; expected
              metalab: the build failed; nothing was run. The log is %s
              """
                  .formatted(root.toRealPath().resolve("target/launcher/build.log")));
    }
    Files.delete(broken);
    assertThat(launch("ls").out()).endsWith("|ls\n");
  }

  @Test
  void theTabKeyStartsNoBuild() {
    Outcome outcome = launch("__complete", "ls", "");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out() + outcome.err()).isEmpty();
    assertThat(directory.resolve("builds")).doesNotExist();
    launch("ls");
    assertThat(launch("__complete", "ls", "x").out()).endsWith("|__complete ls x\n");
  }

  @ParameterizedTest
  @CsvSource({
    "run study.yaml, true",
    "resume study, true",
    "plot curves -o map.webp, true",
    "-s sqlite:runs.db ls, true",
    "mcp, true",
    "ls study, false",
    "__complete run, false"
  })
  void allowsNativeLibrariesWhereTheyAreLoaded(String arguments, boolean allowed)
      throws IOException {
    launch("ls");
    Outcome outcome = launch(arguments.split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(
            Files.readString(directory.resolve("builds.java"))
                .contains("--enable-native-access=ALL-UNNAMED"))
        .isEqualTo(allowed);
  }

  @Test
  void keepsStdoutForTheProtocolApartFromWhatNativeCodePrints() throws IOException {
    launch("ls");
    executable(
        "bin/java",
        """
        #!/bin/sh
        case "$*" in *ArchiveClassesAtExit*) exit 1 ;; esac
        echo noise
        for option in "$@"; do
          case $option in -Dmetalab.stdout=*) cat > "${option#*=}" ;; esac
        done
        """);
    List<String> command = command(root.resolve("metalab"), "", "-s", "runs", "mcp");
    List<String> piped =
        new ArrayList<>(List.of("sh", "-c", "printf '{}\\n{}\\n' | \"$@\" | cat", "sh"));
    piped.addAll(command);
    Outcome outcome = JavaProcess.run(directory, piped);
    assertThat(outcome.out()).isEqualTo("{}\n{}\n");
    assertThat(outcome.err()).isEqualTo("noise\n");
    assertThat(launch("mcp", "--list").out()).isEqualTo("noise\n");
    assertThat(launch("status", "mcp").out()).isEqualTo("noise\n");
  }

  @Test
  void saysWhatToDoWhereItCannotBuild() throws IOException {
    Files.createFile(root.resolve("target"));
    Outcome outcome = launch("ls");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "metalab: there is something to build, but %s is not writable. Copy the checkout to where you may write.\n"
                .formatted(root.toRealPath().resolve("target/launcher")));
  }
}
