package io.metalab.examples.mvstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.Main;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, whose class path holds nothing of the example, is told where the store is. */
class MvStoreCommandTest {
  private static final String VARIABLE = "METALAB_STORE_CLASSPATH";

  @TempDir Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: sums
        version: "1"
        operation: {command: [sh, -c, "echo 'metric {{\\"twice\\": {a}}}'"]}
        sweep: {grid: {a: [1, 2, 3]}}
        """);
  }

  private static String placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static List<String> storeClassPath() throws URISyntaxException {
    return List.of(placeOf(MvStore.class), placeOf(MVStore.class));
  }

  private record Outcome(int exitCode, String output) {}

  private Outcome metalab(Map<String, String> variables, Path place, String... arguments)
      throws Exception {
    List<String> own = new ArrayList<>(storeClassPath());
    own.add(placeOf(MvStoreCommandTest.class));
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !own.contains(Path.of(entry).toAbsolutePath().toString()))
            .collect(joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("METALAB_"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  @Test
  void aStudyRunsInTheStoreThatAVariableNamesAndIsCopiedOutOfIt() throws Exception {
    Map<String, String> variables =
        Map.of(VARIABLE, String.join(File.pathSeparator, storeClassPath()));
    Outcome run = metalab(variables, directory, "run", "study.yaml", "-s", "mvstore:runs.mv");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(directory.resolve("runs.mv")).isNotEmptyFile();
    Outcome copy = metalab(variables, directory, "store", "copy", "mvstore:runs.mv", "runs");
    assertThat(copy.exitCode()).as(copy.output()).isZero();
    assertThat(copy.output()).contains("3 runs looked at, 3 records");
    assertThat(metalab(Map.of(), directory, "ls", "--count").output()).isEqualTo("3\n");
  }

  @Test
  void aSettingsFileNamesStoreAndClassPathForAllDirectoriesBelowIt() throws Exception {
    Files.createDirectories(directory.resolve("lib"));
    Path jar = Path.of(placeOf(MVStore.class));
    Files.copy(jar, directory.resolve("lib").resolve(jar.getFileName()));
    Files.writeString(
        directory.resolve(".metalab.toml"),
        """
        store = "mvstore:runs.mv"
        store_classpath = "%s:lib/%s"
        """
            .formatted(placeOf(MvStore.class), jar.getFileName()));
    Outcome run = metalab(Map.of(), directory, "run", "study.yaml");
    assertThat(run.exitCode()).as(run.output()).isZero();
    Path below = Files.createDirectories(directory.resolve("a/b"));
    Outcome count = metalab(Map.of(), below, "ls", "--count");
    assertThat(count.output()).isEqualTo("3\n");
    assertThat(below).isEmptyDirectory();
  }

  @Test
  void whoForgetsToNameItIsToldHow() throws Exception {
    Outcome refused = metalab(Map.of(), directory, "ls", "-s", "mvstore:runs.mv");
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
    assertThat(refused.output())
        .contains("There is no store 'mvstore'")
        .contains(VARIABLE)
        .contains("store_classpath");
  }
}
