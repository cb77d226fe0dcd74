package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void takesOneAndOnePointZeroForOneNumber() {
    assertThat(Values.freeze(1, "x")).isEqualTo(Values.freeze(1.0, "x")).isEqualTo(1L);
    assertThat(Values.freeze(new BigDecimal("1.00"), "x")).isEqualTo(1L);
    assertThat(Values.freeze(-0.0, "x")).isEqualTo(0L);
  }

  @Test
  void tellsANumberFromItsText() {
    assertThat(Values.freeze("1", "x")).isNotEqualTo(Values.freeze(1, "x"));
    assertThat(Values.freeze("1.0", "x")).isNotEqualTo(Values.freeze(1.0, "x"));
  }

  @Test
  void keepsDoublesBeyondTheExactIntegers() {
    assertThat(Values.freeze(1e300, "x")).isEqualTo(1e300);
    assertThat(Values.freeze(9007199254740991L, "x")).isEqualTo(9007199254740991L);
  }

  @Test
  void refusesWhatHasNoCanonicalFormWithThePathOfTheValue() {
    refuses(List.of(1, Map.of("b", Double.NaN)), "params.a[1].b", "finite");
    refuses(Double.NEGATIVE_INFINITY, "params.a", "finite");
    refuses(9007199254740992L, "params.a", "2^53-1");
    refuses(BigInteger.TWO.pow(70), "params.a", "2^53-1");
    refuses(BigInteger.TWO.pow(53).negate(), "params.a", "2^53-1");
    refuses(1.5f, "params.a", "float");
    refuses(Set.of(1), "params.a", "pass a list");
    refuses(new int[] {1}, "params.a", "A value is");
    refuses(Map.of(1, "x"), "params.a", "keys of a map are strings");
    refuses("\ud800", "params.a", "surrogate");
    refuses("a\udc00b", "params.a", "index 1");
    refuses(new Object(), "params.a", "java.lang.Object");
    Map<@Nullable String, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    refuses(nullKey, "params.a", "null");
  }

  @Test
  void refusesEndlessNesting() {
    List<Object> loop = new ArrayList<>();
    loop.add(loop);
    assertThatThrownBy(() -> Values.freeze(loop, "params.a")).hasMessageContaining("64 levels");
  }

  @Test
  void acceptsPairedSurrogatesAndNulls() {
    assertThat(Values.freeze("\ud83d\ude00", "x")).isEqualTo("\ud83d\ude00");
    assertThat(Values.freeze(Arrays.asList(null, true), "x")).isEqualTo(Arrays.asList(null, true));
  }

  @Test
  void copiesSoThatLaterChangesDoNotShow() {
    List<Object> inner = new ArrayList<>(List.of(1));
    Params params = Params.of("layers", inner);
    inner.add(2);
    assertThat(params.getList("layers")).isEqualTo(List.of(1L));
    assertThatThrownBy(() -> params.asMap().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> params.getList("layers").remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static void refuses(@Nullable Object value, String path, String rule) {
    assertThatThrownBy(() -> Values.freeze(value, "params.a"))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
        .hasMessageContaining(path + " ")
        .hasMessageContaining(rule);
  }
}
