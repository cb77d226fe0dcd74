package io.metalab.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void readsBackWhatItWrites() {
    for (int seed = 0; seed < 1_000; seed++) {
      Object value = Values.freeze(RandomValues.value(new Random(seed), 4), "");
      assertThat(Json.parse(Json.write(value))).isEqualTo(value);
      assertThat(Json.parse(Json.pretty(value))).isEqualTo(value);
      assertThat(Json.parse(CanonicalJson.write(value))).isEqualTo(value);
    }
  }

  @Test
  void keepsTheOrderOfKeys() {
    String text = "{\"b\":1,\"a\":[2,{\"d\":null,\"c\":true}]}";
    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @Test
  void readsNumbersWithoutFractionAsIntegersAndHugeOnesAsDoubles() {
    assertThat(Json.parse("[1, 1.0, -0.0, 9007199254740991, 9007199254740993, 1e300, 0.1]"))
        .isEqualTo(List.of(1L, 1L, 0L, 9007199254740991L, 0x1p53, 1e300, 0.1));
  }

  @Test
  void printsWithIndentation() {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("name", "pi");
    value.put("none", null);
    value.put("values", List.of(1, Map.of("x", 0.5)));
    value.put("empty", List.of());
    assertThat(Json.pretty(value))
        .isEqualTo(
            """
            {
              "name": "pi",
              "none": null,
              "values": [
                1,
                {
                  "x": 0.5
                }
              ],
              "empty": []
            }\
            """);
  }

  @Test
  void refusesWhatIsNotStrictJsonWithThePlace() {
    refuses("", "no value");
    refuses("{\"a\":1}\n x", "line 2");
    refuses("[1] [2]", "more after the value");
    refuses("{\"a\":1,\"a\":2}", "uplicate");
    refuses("[NaN]", "line 1");
    refuses("[1e999]", "beyond the range of doubles");
    refuses("[\"\\ud800\"]", "unpaired surrogate");
    refuses("{'a':1}", "line 1");
    refuses("[01]", "line 1");
    refuses("[1,]", "line 1");
    refuses("/* c */ 1", "line 1");
  }

  @Test
  void saysWhereWhatIsCutShortBegan() {
    assertThatThrownBy(() -> Json.parse("{\"a\": [1, 2"))
        .hasMessageContainingAll("line 1", "[line: 1, column: 7]")
        .message()
        .doesNotContain("Source");
  }

  @Test
  void refusesAnArrayWhereAnObjectIsExpected() {
    assertThatThrownBy(() -> Json.parseObject("[1]")).hasMessageContaining("must be an object");
    assertThat(Json.parseObject("{\"a\":1}")).containsEntry("a", 1L);
  }

  @Test
  void refusesToWriteWhatHasNoJsonForm() {
    assertThatThrownBy(() -> Json.write(Map.of("a", Double.NaN))).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Json.write(new int[0])).hasMessageContaining("no JSON form");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
        .hasMessageContaining(message);
  }
}
