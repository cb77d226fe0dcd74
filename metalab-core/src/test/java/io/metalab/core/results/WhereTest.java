package io.metalab.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.metalab.api.ErrorCode;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.where.FilterException;
import io.metalab.core.where.Where;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {
  private static final List<RunRecord> RECORDS =
      List.of(
          Records.success(
                  0,
                  Params.of(
                      "lr", 0.1, "width", 16, "model", "kbf", "on", true, "layers", List.of(8, 8)),
                  Map.of("loss", 0.5, "steps", 10L))
              .tags(List.of("a", "keep"))
              .build(),
          Records.success(
                  1,
                  Params.of(
                      "lr", 0.01, "width", 32, "model", "mlp", "on", false, "layers", List.of(4)),
                  Map.of("loss", Double.NaN, "note", "it's"))
              .tags(List.of("b"))
              .build(),
          Records.failure(
                  2,
                  Params.of("lr", 0.001, "width", 64, "model", "kbf2", "opt", Map.of("eps", 1e-8)),
                  "DivergedException",
                  "loss is NaN")
              .build());

  /** Asks records and columns, which must agree, and returns the places of what was selected. */
  private static String ids(String expression) {
    StudyFrame frame = StudyFrame.of(new CountingStore(RECORDS), "");
    StringBuilder ids = new StringBuilder();
    try (var records = Results.of(new CountingStore(RECORDS), "").where(expression).records()) {
      records.forEach(record -> ids.append(RECORDS.indexOf(record)));
    } catch (FilterException e) {
      assertThatThrownBy(() -> frame.where(expression).count()).hasMessage(e.getMessage());
      throw e;
    }
    List<RunId> selected = frame.where(expression).top(List.of(), List.of(), 10).runs();
    assertThat(selected.stream().map(run -> "" + indexOf(run)).collect(Collectors.joining()))
        .as("places selected by columns")
        .isEqualTo(ids.toString());
    return ids.toString();
  }

  private static int indexOf(RunId run) {
    return RECORDS.stream().map(RunRecord::runId).toList().indexOf(run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "params.lr > 0.005 ~ 01",
        "lr >= 1e-2 ~ 01",
        "lr < .1 && width != 32 ~ 2",
        "lr == 0.1 || lr == 0.001 ~ 02",
        "width == 16.0 ~ 0",
        "!(width == 16) ~ 12",
        "on ~ 0",
        "!on ~ 12",
        "on == false ~ 1",
        "model in ['kbf', \"mlp\"] ~ 01",
        "!(model in ['kbf', 'mlp']) ~ 2",
        "8 in layers ~ 0",
        "layers == [8, 8] ~ 0",
        "width / 16 - 1 == 1 ~ 1",
        "-width + 2 * 20 > 10 ~ 0",
        "model + '!' == 'mlp!' ~ 1",
        "contains(model, 'b') ~ 02",
        "startsWith(model, 'kbf') ~ 02",
        "model.startsWith('m') ~ 1",
        "matches(model, '^kbf[0-9]$') ~ 2",
        "note == 'it\\'s' ~ 1",
        "opt.eps < 1 ~ 2",
        "params.opt['eps'] == 1e-8 ~ 2",
        "has(params.opt) ~ 2",
        "status == 'failed' ~ 2",
        "record.status != 'failed' ~ 01",
        "tag in ['a', 'b'] ~ 01",
        "tag == 'keep' ~ 0",
        "tag != 'keep' ~ 12",
        "'keep' in tags ~ 0",
        "record.duration > 1 ~ 012",
        "record.replicate == 1 ~ 1",
        "record.started > '2026-11-01T12:00:01Z' ~ 2",
        "record.started < '2026-11-02' ~ 012",
        "contains(record.error, 'NaN') ~ 2",
        "record.study == 'toy:1' ~ 012",
        "true ~ 012",
        "1 < 2 && 'b' > 'a' ~ 012"
      })
  void selects(String expression, String expected) {
    assertThat(ids(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "loss < 1 ~ 0",
        "loss > 0 ~ 0",
        "loss == loss ~ 0",
        "loss != loss ~ 1",
        "loss != 0.5 ~ 1",
        "has(loss) ~ 01",
        "!has(loss) ~ 2",
        "loss in [0.5] ~ 0",
        "!(loss < 1) ~ 12",
        "loss + 1 > 0 ~ 0",
        "steps != 3 ~ 0"
      })
  void tellsMissingFromNanAndComparesBothToFalse(String expression, String expected) {
    assertThat(ids(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "params.lr > ~ 12 ~ a value is expected",
        "lr = 0.1 ~ 4 ~ did you mean '=='?",
        "lr > 0.1 and width < 3 ~ 10 ~ did you mean '&&'?",
        "1 < lr < 2 ~ 8 ~ comparisons do not chain",
        "model == 'kbf ~ 10 ~ the string does not end",
        "(lr > 1 ~ 8 ~ ')' is expected",
        "upper(model) == 'A' ~ 1 ~ there is no function 'upper'",
        "has(lr, width) ~ 1 ~ has takes 1 argument(s), not 2",
        "matches(model, '[') ~ 16 ~ the pattern is wrong",
        "lr > 'high' ~ 1 ~ a number and a string",
        "width == '16' ~ 1 ~ a number and a string",
        "model ~ 1 ~ must be true or false",
        "!lr ~ 2 ~ must be true or false",
        "model - 1 > 0 ~ 1 ~ must be a number",
        "status == 'fialed' ~ 11 ~ it is one of running, success, failed, cancelled, lost",
        "lr ? 1 : 2 ~ 4 ~ not part of the language"
      })
  void refusesWithThePlaceInTheText(String expression, int column, String message) {
    assertThatThrownBy(() -> ids(expression))
        .asInstanceOf(type(FilterException.class))
        .satisfies(
            error -> {
              assertThat(error.start()).isEqualTo(column - 1);
              assertThat(error.problem() + " " + error.hint()).containsIgnoringCase(message);
              assertThat(error.code()).isEqualTo(ErrorCode.INVALID_FILTER);
            });
  }

  @Test
  void refusesAnUnknownFieldInsteadOfSelectingNothing() {
    assertThatThrownBy(() -> ids("lr > 0 && metrics.los < 1"))
        .hasMessage(
            """
            There is no field 'metrics.los'.
              lr > 0 && metrics.los < 1
                        ^^^^^^^^^^^ did you mean 'metrics.loss'?\
            """);
  }

  @Test
  void pointsBehindWideCharacters() {
    assertThatThrownBy(() -> ids("model == '太陽' && metrics.los < 1"))
        .hasMessageContaining(
            "\n  model == '太陽' && metrics.los < 1\n" + " ".repeat(21) + "^^^^^^^^^^^ did");
  }

  @Test
  void refusesAnAmbiguousNameWithTheCandidates() {
    RunRecord both = Records.success(0, Params.of("loss", "mse"), Map.of("loss", 1.0)).build();
    Results results = Results.of(new CountingStore(List.of(both)), "");

    assertThatThrownBy(() -> results.where("loss == 1").count())
        .hasMessageContaining("ambiguous")
        .hasMessageContaining("write params.loss or metrics.loss");
    assertThat(results.where("metrics.loss == 1 && params.loss == 'mse'").count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"width < 64 || lr < 0.1", "params.width < 64 || params['lr'] < 0.1"})
  void filtersPointsThatWereNotRunYet(String expression) {
    var filter = Where.overParams(expression, List.of("lr", "width"));

    assertThat(filter.test(Params.of("lr", 0.5, "width", 16))).isTrue();
    assertThat(filter.test(Params.of("lr", 0.01, "width", 64))).isTrue();
    assertThat(filter.test(Params.of("lr", 0.5, "width", 64))).isFalse();
    assertThat(filter.test(Params.of("lr", 0.5))).isFalse();
  }

  @Test
  void refusesAPointsFilterOverAnUnknownParameter() {
    assertThatThrownBy(() -> Where.overParams("witdh < 64", List.of("lr", "width")))
        .hasMessageContaining("did you mean 'width'?");
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowing() {
    String deep = "(".repeat(100_000) + "true" + ")".repeat(100_000);

    assertThatThrownBy(() -> Where.parse(deep)).isInstanceOf(FilterException.class);
    assertThatThrownBy(() -> Where.parse("!".repeat(100_000) + "true"))
        .isInstanceOf(FilterException.class);
  }
}
