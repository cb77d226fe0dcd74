package io.metalab.capture.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.SeedBundle;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumbersTest {
  /** The bit patterns and texts are those of appendix B of RFC 8785. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
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
  void printsAsTheRfcDoes(String bits, String text) {
    assertThat(JsonNumbers.print(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
        .isEqualTo(text);
  }

  @Test
  void namesWhatIsNotFiniteAndKeepsTheSignOfZero() {
    assertThat(JsonNumbers.print(Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(JsonNumbers.print(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    assertThat(JsonNumbers.plain(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(JsonNumbers.print(-0.0)).isEqualTo("-0.0");
  }

  @Test
  void readsBackEveryNumberAndPrintsNoDigitTooMany() {
    RandomGenerator random = SeedBundle.of(785).random();
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      String text = JsonNumbers.plain(value);
      assertThat(JsonNumbers.parse(text)).isEqualTo(Double.valueOf(value));
      if (Double.isFinite(value)) {
        assertThat(new BigDecimal(text).stripTrailingZeros().precision()).isLessThanOrEqualTo(17);
      }
    }
  }
}
