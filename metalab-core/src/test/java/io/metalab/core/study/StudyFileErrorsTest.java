package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.metalab.api.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFileErrorsTest {
  private static final int LINES_BEFORE = 3;

  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  @Test
  void showsTheLineWithACaretAndWhatWasMeant() {
    String text =
        """
        study: koopman
        version: "0.1"
        operation: dymad.train

        params: {model: kbf}
        sweep:
          grid:
            lr: [0.1]
            witdh: [16, 32, 64]
        """;

    assertThatThrownBy(() -> studies.read(text))
        .asInstanceOf(type(StudyFileException.class))
        .satisfies(
            e -> {
              assertThat(e.getMessage())
                  .isEqualTo(
                      """
                      %s:9:5: dymad.train has no parameter 'witdh'
                         9 |     witdh: [16, 32, 64]
                           |     ^^^^^ did you mean 'width'?       hint: metalab op show dymad.train\
                      """
                          .formatted(directory.resolve("study.yaml")));
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS);
              assertThat(e.line()).isEqualTo(9);
              assertThat(e.column()).isEqualTo(5);
            });
  }

  @Test
  void pointsAtWhatStandsBehindWideCharactersAndUnderThem() {
    assertThatThrownBy(() -> studies.readOpen("goal: {metric: 太陽黒点, minimise: true}"))
        .hasMessageContaining(
            "\n     | " + " ".repeat(25) + "^".repeat(8) + " did you mean 'minimize'?");
    assertThatThrownBy(() -> studies.readOpen("goal: {metric: e, 説明: true}"))
        .hasMessageContaining("\n     | " + " ".repeat(18) + "^".repeat(4) + " hint:");
  }

  /** Line and column count from the line after the first three of {@link Studies#readOpen}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "sweeep: {} ~ 1 ~ 1 ~ a study has no key 'sweeep' ~ did you mean 'sweep'?",
        "sweep: {gird: {x: [1]}} ~ 1 ~ 9 ~ sweep has no key 'gird' ~ did you mean 'grid'?",
        "seeds: {base: 1, reps: 2} ~ 1 ~ 18 ~ seeds has no key 'reps' ~ the keys are base",
        "seeds: {replicates: 2} ~ 1 ~ 8 ~ seeds needs 'base' ~ ",
        "seeds: {base: 1.5} ~ 1 ~ 15 ~ seeds.base must be an integer or a text ~ ",
        "seeds: {base: 1, replicates: -1} ~ 1 ~ 30 ~ must be an integer of at least 0 ~ ",
        "goal: {metric: loss} ~ 1 ~ 7 ~ either minimize or maximize ~ ",
        "goal: {metric: loss, minimize: on} ~ 1 ~ 32 ~ must be true or false ~ ",
        "params: {x: .nan} ~ 1 ~ 13 ~ (NaN) is refused ~ ",
        "params: {x: [1, .inf]} ~ 1 ~ 17 ~ x[1] (Infinity) is refused ~ ",
        "params: {x: 1e999} ~ 1 ~ 13 ~ beyond the range of doubles ~ ",
        "params: {x: 9007199254740992} ~ 1 ~ 13 ~ within ±(2^53-1) ~ ",
        "params: {x: 123456789012345678901234567890} ~ 1 ~ 13 ~ within ±(2^53-1) ~ ",
        "params: {x: 1, x: 2} ~ 1 ~ 16 ~ the key 'x' stands twice ~ ",
        "params: {1: 2} ~ 1 ~ 10 ~ keys are text ~ quote it: \"1\"",
        "params: {x: !mine 2} ~ 1 ~ 13 ~ the tag !mine does not fit ~ ",
        "params: {$file: a} ~ 1 ~ 10 ~ reserved ~ ",
        "params: {x: {dir: a, patern: b}} ~ 1 ~ 22 ~ has no key 'patern' ~ did you mean 'pattern'?",
        "params: {x: {file: 3}} ~ 1 ~ 20 ~ must be text, not the number 3 ~ quote it",
        "params: [1] ~ 1 ~ 9 ~ params must be a map, not a list ~ ",
        "params: {x: [1} ~ 1 ~ 15 ~ this is not YAML ~ ",
        "params: {x: *none} ~ 1 ~ 13 ~ this is not YAML ~ ",
        "sweep: {grid: {x: 3}} ~ 1 ~ 19 ~ the axis x must be a list or a spacing ~ constant",
        "sweep: {grid: {x: []}} ~ 1 ~ 19 ~ the axis x has no values ~ ",
        "sweep: {grid: {x: {log: [0, 1, 3]}}} ~ 1 ~ 25 ~ above 0 ~ ",
        "sweep: {grid: {x: {log: [1, 2]}}} ~ 1 ~ 25 ~ three numbers ~ ",
        "sweep: {grid: {x: {range: [0, 1, -1]}}} ~ 1 ~ 27 ~ the step must lead ~ ",
        "sweep: {zip: {x: [1, 2], y: [1]}} ~ 1 ~ 14 ~ y ~ ",
        "sweep: {random: {x: {uniform: [0, 1]}}} ~ 1 ~ 17 ~ random needs 'n' ~ ",
        "sweep: {random: {n: 3, x: {unifrm: [0, 1]}}} ~ 1 ~ 28 ~ no key 'unifrm' ~ uniform",
        "sweep: {random: {n: 3, x: {uniform: [1, 0]}}} ~ 1 ~ 37 ~ range ~ ",
        "sweep: {cases: none.csv} ~ 1 ~ 16 ~ none.csv ~ ",
        "sweep: {grid: {x: [1]}, zip: {x: [2]}} ~ 1 ~ 25 ~ the parameter x is swept twice ~ ",
        "sweep: {grid: {x: [1]}, where: 'x < 1 && y > 2'} ~ 1 ~ 42 ~ there is no field 'y' ~ ",
        "sweep: {grid: {x: [1]}, where: x = 1} ~ 1 ~ 34 ~ '=' is not part ~ did you mean '=='?",
        "run: {workers: many} ~ 1 ~ 16 ~ run.workers must be an integer ~ ",
        "run: {timeout: 10} ~ 1 ~ 16 ~ run.timeout must be a duration such as ~ ",
        "run: {timeout: 10 minutes} ~ 1 ~ 16 ~ run.timeout must be a duration such as ~ ",
        "run: {resources: {memory: lots}} ~ 1 ~ 27 ~ must be a size such as ~ ",
        "run: {reuse: never} ~ 1 ~ 14 ~ must be one of experiment, store ~ ",
        "run: {fail_fast: true, max_failures: 2} ~ 1 ~ 7 ~ exclude each other ~ ",
        "tags: keep ~ 1 ~ 7 ~ tags must be a list ~ ",
        "tags: [1] ~ 1 ~ 8 ~ must be text ~ "
      })
  void refusesWithThePlace(String rest, int line, int column, String problem, String hint) {
    assertThatThrownBy(() -> studies.readOpen(rest))
        .asInstanceOf(type(StudyFileException.class))
        .satisfies(
            e -> {
              assertThat(e).hasMessageContaining(problem);
              assertThat(e).hasMessageContaining(hint == null ? "" : hint);
              assertThat(e.line()).as(e.getMessage()).isEqualTo(LINES_BEFORE + line);
              assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "version: '1'|operation: dymad.train ~ 1 ~ 1 ~ a study needs 'study'",
        "study: a ~ 1 ~ 1 ~ a study needs 'version'",
        "study: a b|version: '1' ~ 1 ~ 8 ~ the study 'a b' must be letters",
        "[1, 2] ~ 1 ~ 1 ~ a study must be a map, not a list"
      })
  void refusesAStudyWithoutItsFirstKeys(String text, int line, int column, String problem) {
    assertThatThrownBy(() -> studies.read(text.replace('|', '\n')))
        .asInstanceOf(type(StudyFileException.class))
        .satisfies(
            e -> {
              assertThat(e).hasMessageContaining(problem);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void refusesAVersionThatIsANumber() {
    assertThatThrownBy(() -> studies.read("study: a\nversion: 0.10\noperation: dymad.train\n"))
        .hasMessageContaining(":2:10: the version is text")
        .hasMessageContaining("hint: quote it: version: \"0.10\"");
  }

  @Test
  void refusesAnOperationThatIsNone() {
    String study = "study: a\nversion: '1'\noperation: ";

    assertThatThrownBy(() -> studies.read(study + "{clas: com.acme.Train}\n"))
        .hasMessageContaining(":3:13: operation has no key 'clas'")
        .hasMessageContaining("did you mean 'class'?");
    assertThatThrownBy(() -> studies.read(study + "{}\n"))
        .hasMessageContaining(":3:12: operation needs one of the keys class");
    assertThatThrownBy(() -> studies.read(study + "{class: java.lang.String}\n"))
        .hasMessageContaining(":3:12: The class java.lang.String is not an operation")
        .satisfies(
            e -> assertThat(((StudyFileException) e).code()).isEqualTo(ErrorCode.NOT_AN_OPERATION));
    assertThatThrownBy(() -> studies.read(study + "dymad.trian\n"))
        .hasMessageContaining("did you mean 'dymad.train'?");
  }

  @Test
  void refusesValuesThatTheOperationDoesNotTake() {
    String study = "study: a\nversion: '1'\noperation: dymad.train\n";

    assertThatThrownBy(() -> studies.read(study + "sweep: {grid: {lr: [0.1, 2]}}\n"))
        .hasMessageContaining(":4:26: ")
        .hasMessageContaining("must be in [0, 1]");
    assertThatThrownBy(() -> studies.read(study + "params: {lr: 0.1, width: '16'}\n"))
        .hasMessageContaining(":4:26: ")
        .hasMessageContaining("must be an integer");
    assertThatThrownBy(() -> studies.read(study + "params: {width: 16}\n"))
        .hasMessageContaining(":3:1: dymad.train needs the parameter 'lr'");
    assertThatThrownBy(() -> studies.read(study + "params: {lr: 1}\nsweep: {grid: {lr: [1]}}\n"))
        .hasMessageContaining("both a constant and swept");
  }

  @Test
  void refusesTabsEmptyFilesAndSeveralDocuments() {
    assertThatThrownBy(() -> studies.read("study: a\nparams:\n\tx: 1\n"))
        .hasMessageContaining(":3:1: this is not YAML")
        .hasMessageContaining("indent with blanks");
    assertThatThrownBy(() -> studies.read("# nothing\n")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> studies.read("study: a\n---\nstudy: b\n"))
        .isInstanceOf(StudyFileException.class);
  }

  @Test
  void showsTheEndOfALongLine() {
    String rest = "params: {" + "a".repeat(400) + ": 1, x: .nan}";

    assertThatThrownBy(() -> studies.readOpen(rest))
        .hasMessageContaining("x: .nan")
        .satisfies(
            e ->
                assertThat(String.valueOf(e.getMessage()).lines().skip(1))
                    .allMatch(line -> line.length() < 200));
  }
}
