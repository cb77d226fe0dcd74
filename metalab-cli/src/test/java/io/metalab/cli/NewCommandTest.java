package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects and studies that are started from nothing. */
class NewCommandTest {
  @TempDir Path directory;

  private CliRun.Outcome run(String... line) {
    return CliRun.in(directory).run(line);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  @Nested
  class Init {
    @Test
    void makesSettingsThatAreInForceAndIgnoresTheStore() throws IOException {
      assertThat(run("init").out())
          .isEqualTo(
              """
              created   .metalab.toml
              created   .gitignore
              next: metalab new NAME
              """);
      assertThat(file(".gitignore")).hasContent("runs/\n.metalab.local.toml");
      Path below = Files.createDirectory(file("below"));
      assertThat(
              CliRun.in(below)
                  .run("doctor", "--config", "--cols", "key,value", "--format", "csv")
                  .out())
          .contains("store," + file("runs") + "\r\n");
    }

    @Test
    void leavesWhatIsThere() throws IOException {
      Files.writeString(file(".metalab.toml"), "store = \"other\"\n");
      Files.writeString(file(".gitignore"), "target/\nruns/");
      assertThat(run("init").out()).isEqualTo("extended  .gitignore\nnext: metalab new NAME\n");
      assertThat(file(".metalab.toml")).hasContent("store = \"other\"");
      assertThat(file(".gitignore")).hasContent("target/\nruns/\n.metalab.local.toml");
      CliRun.Outcome again = run("init");
      assertThat(again.exitCode()).isZero();
      assertThat(again.out()).startsWith("This is a project already");
      assertThat(run("init", "--json=created,extended").object("data"))
          .hasToString("{created=[], extended=[]}");
      assertThat(file(".gitignore")).hasContent("target/\nruns/\n.metalab.local.toml");
    }

    @Test
    void everySettingThatItSuggestsIsOne() throws IOException {
      run("init");
      Files.writeString(
          file(".metalab.toml"),
          Files.readString(file(".metalab.toml"))
              .replace("# [", "[")
              .replace("# w", "w")
              .replace("# t", "t")
              .replace("# r", "r"));
      assertThat(run("doctor", "--config", "--cols", "key,value", "--format", "csv").out())
          .contains("run.workers,4\r\n", "run.timeout,10m\r\n", "run.retries,1\r\n");
    }
  }

  @Nested
  class New {
    @Test
    void anExperimentIsThereWholeAndItsStudyIsOne() throws IOException {
      CliRun.Outcome made = run("new", "lab/fit");
      assertThat(made.out())
          .isEqualTo(
              """
              created  %1$s/study.yaml
              created  %1$s/Train.java
              created  %1$s/Eval.java
              created  %1$s/PlotCurves.java
              created  %1$s/GenerateData.java
              created  %1$s/data/samples.csv
              created  %1$s/README.md
              created  %1$s/JOURNAL.md
              created  %1$s/.gitignore
              next: metalab run %1$s/study.yaml
              """
                  .formatted(file("lab/fit")));
      assertThat(run("run", "lab/fit/study.yaml", "--dry-run", "--json").object("data").get("new"))
          .isEqualTo(9L);
      assertThat(file("lab/fit/README.md")).content().startsWith("# fit\n").doesNotContain("${");
      assertThat(file("lab/fit/JOURNAL.md")).content().startsWith("# Journal of fit\n");
      assertThat(file("lab/fit/Train.java")).isExecutable();
      assertThat(file("lab/fit/.gitignore")).hasContent("runs/");
    }

    @Test
    void aStudyInPythonHasItsCodeAsInput() {
      assertThat(run("new", "pi", "--lang", "python", "--json=files").object("data").get("files"))
          .hasToString("[study.yaml, estimate.py, README.md]");
      assertThat(run("run", "pi/study.yaml", "--dry-run", "--json").object("data").get("new"))
          .isEqualTo(9L);
    }

    @Test
    void whatIsThereIsNotTouched() throws IOException {
      Files.createDirectory(file("pi"));
      CliRun.Outcome outcome = run("new", "pi");
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).contains("pi is there already, and nothing of it is touched.");
      try (Stream<Path> children = Files.list(file("pi"))) {
        assertThat(children).isEmpty();
      }
    }

    @Test
    void aNameThatNoStudyMayHaveIsRefused() {
      CliRun.Outcome outcome = run("new", "-x y");
      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(run("new", "a b").err()).contains("The name of a study (a b) must be letters");
      assertThat(file("a b")).doesNotExist();
    }
  }
}
