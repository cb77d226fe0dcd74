package io.metalab.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.Metalab;
import io.metalab.StudyBuilder;
import io.metalab.StudyRun;
import io.metalab.api.RunRecord;
import io.metalab.core.results.DerivedUpdate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ten lines of Java of the README, and the same from within a program. */
class QuickStartTest {
  private static final Path PI = Path.of("../examples/quickstart/Pi.java");

  @TempDir Path directory;

  @Test
  void compilesAndRunsAsPrinted() throws Exception {
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", directory.toString(), "-cp", classPath, PI.toString());
    assertThat(compiled).isZero();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + System.getProperty("path.separator") + classPath,
                "Pi",
                "--json")
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader().lines()).contains("    \"ok\": 9,");
    assertThat(process.waitFor()).isZero();
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("ls", "--where", "n == 100000 && pi > 3.1 && pi < 3.2", "--count").out())
        .isEqualTo("3\n");
    assertThat(cli.run("resume").err())
        .contains("The study pi_mc:0.1 was declared by the Java program Pi")
        .contains("the program alone has the operation")
        .contains("it continues the study: java -cp <class path> Pi\n");
  }

  @Test
  void handsResultsToTheProgramThatAsks() {
    var square =
        Metalab.operation(
            "square", (p, seeds, capture) -> capture.metric("y", p.getLong("n") * p.getLong("n")));
    try (StudyRun run =
        Metalab.study("squares", "1")
            .operation(square)
            .grid("n", 1, 2, 3)
            .where("n > 1")
            .constant("unit", "m")
            .run(directory.resolve("store").toString())) {
      assertThat(run.outcome().counts().ok()).isEqualTo(2);
      assertThat(run.results().sort("n").select("n", "unit", "y").table().rows())
          .isEqualTo(List.of(List.of(2L, "m", 4L), List.of(3L, "m", 9L)));
    }
  }

  private static StudyBuilder squares() {
    return Metalab.study("squares", "1")
        .operation(
            Metalab.operation(
                "square",
                (p, seeds, capture) -> capture.metric("y", p.getLong("n") * p.getLong("n"))))
        .grid("n", 1, 2, 3);
  }

  private static double y(RunRecord record) {
    return ((Number) Objects.requireNonNull(record.metrics().get("y"))).doubleValue();
  }

  @Test
  void derivesMetricsOfRunsThatAreCompleteAlreadyForTheCommandLineToShow() {
    String store = directory.resolve("runs").toString();
    try (StudyRun run = squares().run(store)) {
      assertThat(run.outcome().derived()).isEqualTo(DerivedUpdate.NONE);
    }
    try (StudyRun run = squares().derived("half", r -> Map.of("y", y(r) / 2)).run(store)) {
      assertThat(run.outcome().counts().reused()).isEqualTo(3);
      assertThat(run.outcome().derived().updated()).isEqualTo(3);
    }
    try (StudyRun run = squares().derived("half", r -> Map.of("y", y(r) / 2)).run(store)) {
      assertThat(run.outcome().derived().updated()).isZero();
      assertThat(run.results().sort("n").select("derived.half.y").table().rows())
          .isEqualTo(List.of(List.of(0.5), List.of(2.0), List.of(4.5)));
    }
    CliRun cli = CliRun.in(directory);
    assertThat(cli.run("ls", "--sort", "n", "--cols", "n,derived.half.y", "--format", "csv").out())
        .hasLineCount(4)
        .containsSubsequence("params.n,derived.half.y", "1,0.5", "2,2", "3,4.5");
    assertThat(cli.run("ls", "--where", "half.y > 4", "--count").out()).isEqualTo("1\n");
    assertThat(cli.run("show", "@last").out()).contains("derived").contains("half.y");
    assertThat(cli.run("export", "squares", "-o", "out.csv").exitCode()).isZero();
    assertThat(directory.resolve("out.csv")).content().contains("derived.half.y");
  }

  @Test
  void whatAnOperationPrintsIsInTheLogOfItsRun() {
    StudyBuilder loud =
        Metalab.study("loud", "1")
            .operation(
                Metalab.operation("loud", (p, seeds, capture) -> System.out.println("a word")))
            .grid("n", 1, 2);
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream recording = new PrintStream(printed, true, UTF_8);
    System.setOut(recording);
    try {
      CliRun cli = CliRun.in(directory);
      assertThat(cli.runDeclared(loud::build, "--json", "-j", "1").object("data").get("ok"))
          .isEqualTo(2L);
      assertThat(System.out).isSameAs(recording);
      assertThat(cli.run("log", "@last").out()).endsWith("INFO  [stdout] a word\n");
    } finally {
      System.setOut(out);
    }
    assertThat(printed.size()).isZero();
  }

  @Test
  void resumesFromTheStoreWhatAProgramDeclaredOfALoadableOperation() {
    StudyBuilder sums =
        Metalab.study("sums", "1")
            .operation(new TestOperation())
            .grid("a", 1, 2)
            .grid("b", 1, 2, 3)
            .where("a + b < 5")
            .derived("half", r -> Map.of("sum", 0.5));
    CliRun cli = CliRun.in(directory);
    assertThat(cli.runDeclared(sums::build, "--limit", "2", "-j", "1").err())
        .contains("total=5 reused=0");

    CliRun.Outcome resumed = cli.run("resume", "sums");

    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.err())
        .contains("total=5 reused=2 todo=3")
        .contains("warning: the derived metrics half are computed by the program alone: java");
    assertThat(cli.run("resume").err()).contains("reused=5 todo=0");
    assertThat(cli.run("resume", "-p", "a=1").err()).contains("sums:1 is declared in Java");
    assertThat(cli.runDeclared(sums::build).err()).contains("reused=5 todo=0");
  }

  @Test
  void tellsHowToStartAProgramAgain() {
    assertThat(JavaCommand.of("com.acme.Pi -j 4", "com.acme.Pi"))
        .isEqualTo("java -cp <class path> com.acme.Pi");
    assertThat(JavaCommand.of("lib/app.jar --json", "com.acme.Pi"))
        .isEqualTo("java -jar lib/app.jar");
    assertThat(
            JavaCommand.of("jdk.compiler/com.sun.tools.javac.launcher.Main src/Pi.java -j 4", "Pi"))
        .isEqualTo("java -cp <class path> src/Pi.java");
  }

  @Test
  void tellsOfDerivedMetricsThatFailAndGoesOn() {
    CliRun cli = CliRun.in(directory);
    CliRun.Outcome outcome =
        cli.runDeclared(
            squares()
                    .derived(
                        "odd",
                        r -> {
                          throw new IllegalStateException("no half");
                        })
                ::build);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .contains(
            "warning: the derived metrics 'odd' of 3 runs could not be computed:"
                + " java.lang.IllegalStateException: no half (");
  }

  @Test
  void anOperationMayUseAllThatThereIs() {
    var scaled =
        Metalab.operation(
            "scaled",
            (context, p, seeds, runtime, capture) -> {
              double scale = context.values().getDouble("scale");
              capture.metrics(Map.of("y", scale * p.getLong("n"), "tries", runtime.attempt()));
              return null;
            });
    try (StudyRun run =
        Metalab.study("scaled", "1")
            .operation(scaled)
            .context("scale", 0.5)
            .zip(Map.of("n", List.of(3)))
            .run("memory:")) {
      assertThat(run.results().select("y", "tries").table().rows())
          .isEqualTo(List.of(List.of(1.5, 1L)));
    }
  }
}
