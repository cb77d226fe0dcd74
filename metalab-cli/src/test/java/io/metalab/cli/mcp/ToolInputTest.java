package io.metalab.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.core.json.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolInputTest {
  private static final ToolInput INPUT =
      ToolInput.of(
          InputField.text("study", "A study.").required(),
          InputField.text("mode", "A mode.").oneOf("drain", "cancel"),
          InputField.texts("by", "Fields."),
          InputField.whole("limit", "At most.", 1, 1000, 100),
          InputField.flag("all", "All of it."),
          InputField.whole("horizon", "Steps.", 1, 9),
          InputField.object("settings", "By name."),
          InputField.objectOrText("overrides", "By name, or JSON."));

  @Test
  void whatIsDeclaredIsTheSchemaThatClientsSee() {
    assertThat(
            Json.pretty(
                ToolInput.of(
                        InputField.text("study", "A study.").required(),
                        InputField.whole("limit", "At most.", 1, 9, 5),
                        InputField.object("settings", "By name."),
                        InputField.objectOrText("overrides", "By name, or JSON."))
                    .schema()))
        .isEqualTo(
            """
            {
              "type": "object",
              "properties": {
                "study": {
                  "type": "string",
                  "minLength": 1,
                  "description": "A study."
                },
                "limit": {
                  "type": "integer",
                  "minimum": 1,
                  "maximum": 9,
                  "default": 5,
                  "description": "At most."
                },
                "settings": {
                  "type": "object",
                  "description": "By name."
                },
                "overrides": {
                  "type": [
                    "object",
                    "string"
                  ],
                  "description": "By name, or JSON."
                }
              },
              "required": [
                "study"
              ],
              "additionalProperties": false
            }\
            """);
  }

  @Test
  void whatIsNotGivenHasTheDefaultOfItsType() {
    Arguments arguments = INPUT.read(Map.of("study", "koopman"));
    assertThat(arguments.text("study")).isEqualTo("koopman");
    assertThat(arguments.findText("mode")).isEmpty();
    assertThat(arguments.texts("by")).isEmpty();
    assertThat(arguments.whole("limit")).isEqualTo(100);
    assertThat(arguments.flag("all")).isFalse();
    assertThat(arguments.values()).doesNotContainKey("horizon");
    assertThat(arguments.object("settings")).isEmpty();
    assertThat(arguments.object("overrides")).isEmpty();
  }

  @Test
  void nullIsAsGoodAsNothingAndAWholeDoubleIsANumber() {
    Map<String, @Nullable Object> given = new HashMap<>();
    given.put("study", "koopman");
    given.put("mode", null);
    given.put("limit", 3.0);
    Arguments arguments = INPUT.read(given);
    assertThat(arguments.findText("mode")).isEmpty();
    assertThat(arguments.whole("limit")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                              | study | The argument study must be given.",
        "{\"study\": 5}                  | study | The argument study (5) must be a text that is"
            + " not empty.",
        "{\"study\": \" \"}              | study | The argument study (' ') must be a text that is"
            + " not empty.",
        "{\"study\": \"a\", \"mode\": \"x\"}  | mode | The argument mode ('x') must be one of"
            + " drain, cancel.",
        "{\"study\": \"a\", \"by\": \"lr\"}   | by | The argument by ('lr') must be a list of"
            + " texts.",
        "{\"study\": \"a\", \"by\": [\"lr\", 1]} | by[1] | The argument by[1] (1) must be a text"
            + " that is not empty.",
        "{\"study\": \"a\", \"limit\": 0}     | limit | The argument limit (0) must be a whole"
            + " number from 1 to 1000.",
        "{\"study\": \"a\", \"limit\": 1.5}   | limit | The argument limit (1.5) must be a whole"
            + " number from 1 to 1000.",
        "{\"study\": \"a\", \"limit\": \"7\"} | limit | The argument limit ('7') must be a whole"
            + " number from 1 to 1000.",
        "{\"study\": \"a\", \"limit\": 1e300} | limit | The argument limit (1e+300) must be a whole"
            + " number from 1 to 1000.",
        "{\"study\": \"a\", \"all\": {}}      | all | The argument all (an object) must be true or"
            + " false.",
        "{\"study\": \"a\", \"horizon\": 0}   | horizon | The argument horizon (0) must be a whole"
            + " number from 1 to 9.",
        "{\"study\": \"a\", \"settings\": []} | settings | The argument settings (a list) must be"
            + " an object.",
        "{\"study\": \"a\", \"settings\": \"{}\"} | settings | The argument settings ('{}') must be"
            + " an object.",
        "{\"study\": \"a\", \"overrides\": 5} | overrides | The argument overrides (5) must be an"
            + " object, or the JSON text of one.",
        "{\"study\": \"a\", \"overrides\": \"[1]\"} | overrides | The argument overrides ('[1]')"
            + " must be an object, or the JSON text of one: The JSON text must be an object, but"
            + " starts [1].",
        "{\"studdy\": \"a\"}             | studdy | There is no argument 'studdy'. Did you mean"
            + " 'study'?"
      })
  void anArgumentThatBreaksARuleIsNamed(String json, String path, String message) {
    assertThatThrownBy(() -> INPUT.read(Json.parseObject(json)))
        .isInstanceOfSatisfying(
            ToolException.class,
            e -> {
              assertThat(e.problem().details()).isEqualTo(Map.of("field_path", path));
              assertThat(e.problem().message()).isEqualTo(message);
              assertThat(e.problem().code()).isEqualTo("invalid_value");
              assertThat(e.problem().hint()).isNotEmpty();
              assertThat(e.problem().retryable()).isFalse();
            });
  }

  @Test
  void anObjectIsTheSameWhetherItIsGivenAsOneOrAsItsText() {
    Map<String, @Nullable Object> given = Json.parseObject("{\"lr\": 0.5, \"valid\": null}");
    assertThat(INPUT.read(Map.of("study", "a", "overrides", given)).object("overrides"))
        .isEqualTo(given);
    assertThat(INPUT.read(Map.of("study", "a", "overrides", Json.write(given))).object("overrides"))
        .isEqualTo(given);
    assertThat(INPUT.read(Map.of("study", "a", "settings", given)).object("settings"))
        .isEqualTo(given);
  }

  @Test
  void aNulCharacterIsRefusedAndNotPrinted() {
    assertThatThrownBy(() -> INPUT.read(Map.of("study", "a\0b")))
        .hasMessageContaining("must hold no NUL character")
        .message()
        .doesNotContain("\0");
  }

  @Test
  void aLongValueIsCutInTheMessage() {
    assertThatThrownBy(() -> INPUT.read(Map.of("study", "a", "mode", "m".repeat(10_000))))
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void aListThatMustBeGivenHoldsSomething() {
    ToolInput input = ToolInput.of(InputField.texts("studies", "Names.").required());
    assertThat(input.read(Map.of("studies", List.of("a"))).texts("studies")).containsExactly("a");
    for (List<?> list : Arrays.asList(List.of(), Collections.singletonList(null))) {
      assertThatThrownBy(() -> input.read(Map.of("studies", list)))
          .isInstanceOf(ToolException.class);
    }
  }
}
