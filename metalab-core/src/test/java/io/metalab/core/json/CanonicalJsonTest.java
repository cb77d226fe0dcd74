package io.metalab.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  private static final String DIGEST = "ab".repeat(32);

  @Nested
  class VectorsOfTheRfc {
    /** RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
      "0000000000000000, 0",
      "8000000000000000, 0",
      "0000000000000001, 5e-324",
      "8000000000000001, -5e-324",
      "7fefffffffffffff, 1.7976931348623157e+308",
      "ffefffffffffffff, -1.7976931348623157e+308",
      "4340000000000000, 9007199254740992",
      "c340000000000000, -9007199254740992",
      "4430000000000000, 295147905179352830000",
      "44b52d02c7e14af5, 9.999999999999997e+22",
      "44b52d02c7e14af6, 1e+23",
      "44b52d02c7e14af7, 1.0000000000000001e+23",
      "444b1ae4d6e2ef4e, 999999999999999700000",
      "444b1ae4d6e2ef4f, 999999999999999900000",
      "444b1ae4d6e2ef50, 1e+21",
      "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
      "3eb0c6f7a0b5ed8d, 0.000001",
      "41b3de4355555553, 333333333.3333332",
      "41b3de4355555554, 333333333.33333325",
      "41b3de4355555555, 333333333.3333333",
      "41b3de4355555556, 333333333.3333334",
      "41b3de4355555557, 333333333.33333343",
      "becbf647612f3696, -0.0000033333333333333333",
      "43143ff3c1cb0959, 1424953923781206.2"
    })
    void printsTheNumberSamples(String bits, String expected) {
      double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
      assertThat(CanonicalJson.write(number)).isEqualTo(expected);
    }

    @Test
    void refusesNanAndInfinity() {
      for (double bad : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
        refuses(bad, "must be finite");
      }
    }

    /** RFC 8785, section 3.2.3. */
    @Test
    void sortsKeysByTheirUtf16CodeUnits() {
      canonical(
          """
          {"\\u20ac": "Euro Sign", "\\r": "Carriage Return",
           "\\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
           "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
           "\\u00f6": "Latin Small Letter O With Diaeresis"}\
          """,
          "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
              + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
              + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
              + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void writesTheArraysExample() {
      canonical(
          "[ 56, { \"d\": true, \"10\": null, \"1\": [ ] } ]",
          "[56,{\"1\":[],\"10\":null,\"d\":true}]");
    }

    @Test
    void writesTheFrenchExample() {
      canonical(
          """
          {"peach": "This sorting order", "p\\u00e9ch\\u00e9": "is wrong according to French",
           "p\\u00eache": "but canonicalization MUST", "sin": "ignore locale"}\
          """,
          "{\"peach\":\"This sorting order\",\"p\u00e9ch\u00e9\":\"is wrong according to French\","
              + "\"p\u00eache\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}");
    }

    @Test
    void writesTheStructuresExample() {
      canonical(
          """
          {"1": {"f": {"f": "hi", "F": 5}, "\\n": 56.0}, "10": { }, "": "empty", "a": { },
           "111": [{"e": "yes", "E": "no"}], "A": { }}\
          """,
          "{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"10\":{},"
              + "\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],\"A\":{},\"a\":{}}");
    }

    @Test
    void leavesUnicodeUnnormalized() {
      canonical(
          "{\"Unnormalized Unicode\": \"A\\u030a\"}", "{\"Unnormalized Unicode\":\"A\u030a\"}");
    }

    @Test
    void writesTheValuesExample() {
      canonical(
          """
          {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
           "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
           "literals": [null, true, false]}\
          """,
          "{\"literals\":[null,true,false],"
              + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
              + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void writesTheWeirdExample() {
      canonical(
          """
          {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\u000a": "Newline", "1": "One",
           "\\u0080": "Control\\u007f", "\\ud83d\\ude02": "Smiley",
           "\\u00f6": "Latin Small Letter O With Diaeresis",
           "\\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge"}\
          """,
          "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\","
              + "\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\","
              + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
              + "\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    private void canonical(String json, String expected) {
      assertThat(CanonicalJson.write(Json.parse(json))).isEqualTo(expected);
    }
  }

  @Nested
  class UnlikeValues {
    @Test
    void oneIsOnePointZeroButNotTheStringOfIt() {
      assertThat(CanonicalJson.write(1)).isEqualTo(CanonicalJson.write(1.0)).isEqualTo("1");
      assertThat(CanonicalJson.write("1.0"))
          .isNotEqualTo(CanonicalJson.write(1.0))
          .isEqualTo("\"1.0\"");
    }

    @Test
    void keysAreStringsSoThatAnIntegerKeyNeverMeetsItsText() {
      assertThat(CanonicalJson.write(Map.of("1", "x"))).isEqualTo("{\"1\":\"x\"}");
      refuses(Map.of(1, "x"), "key (1)");
    }

    @Test
    void aSetIsRefusedSoThatItNeverMeetsAList() {
      assertThat(CanonicalJson.write(List.of(2, 1))).isEqualTo("[2,1]");
      refuses(Set.of(1), "has no JSON form");
    }

    @Test
    void emptyMapListAndStringDiffer() {
      assertThat(
              List.of(
                  CanonicalJson.write(Map.of()),
                  CanonicalJson.write(List.of()),
                  CanonicalJson.write("")))
          .containsExactly("{}", "[]", "\"\"");
    }

    @Test
    void aFileIsItsContentNotItsPath() {
      assertThat(CanonicalJson.write(new FileValue("a/b.csv", DIGEST)))
          .isEqualTo(CanonicalJson.write(new FileValue("/elsewhere/c.csv", DIGEST)))
          .isEqualTo("{\"$sha256\":\"" + DIGEST + "\"}");
      refuses(FileValue.of("a/b.csv"), "a/b.csv");
    }
  }

  @Test
  void refusesIntegersThatReadersDoNotKeep() {
    assertThat(CanonicalJson.write(Values.MAX_INTEGER)).isEqualTo("9007199254740991");
    assertThat(CanonicalJson.write(-Values.MAX_INTEGER)).isEqualTo("-9007199254740991");
    refuses(Values.MAX_INTEGER + 1, "9007199254740992");
    refuses(Long.MIN_VALUE, "-9223372036854775808");
  }

  @Test
  void theDigestOfAValueIsThatOfItsTextAsSha256sumPrintsIt() {
    String empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assertThat(CanonicalJson.sha256("{}")).isEqualTo(empty);
    assertThat(CanonicalJson.sha256OfValue(Map.of())).isEqualTo(empty);
  }

  @Test
  void nothingIsLeftOfAValueThatWasRefusedHalfway() {
    refuses(List.of("left", Double.NaN), "must be finite");
    assertThat(CanonicalJson.write(List.of())).isEqualTo("[]");
    assertThat(CanonicalJson.write("x".repeat(100_000))).hasSize(100_002);
    assertThat(CanonicalJson.write(List.of())).isEqualTo("[]");
  }

  @Test
  void refusesFloatsAndUnpairedSurrogates() {
    refuses(0.1f, "has no JSON form");
    refuses("a\ud800", "unpaired surrogate at index 1");
    refuses("\udc00\ud800", "unpaired surrogate at index 0");
  }

  @Test
  void agreesWithTheCanonicalizerOfTheRfcsAuthors() throws IOException {
    for (int seed = 0; seed < 2_000; seed++) {
      Map<String, ?> value = RandomValues.map(new Random(seed), 3);
      String ours = CanonicalJson.write(value);
      assertThat(ours).isEqualTo(new JsonCanonicalizer(Json.write(value)).getEncodedString());
    }
  }

  @Test
  void doesNotDependOnTheOrderOfKeys() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Map<String, ?> value = RandomValues.map(random, 3);
      assertThat(CanonicalJson.write(RandomValues.shuffled(value, random)))
          .isEqualTo(CanonicalJson.write(value));
    }
  }

  /** FIPS 180-2, appendix B.1. */
  @Test
  void hashesAsTheStandardHasIt() {
    assertThat(CanonicalJson.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static void refuses(Object value, String message) {
    assertThatThrownBy(() -> CanonicalJson.write(value))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
        .hasMessageContaining(message);
  }
}
