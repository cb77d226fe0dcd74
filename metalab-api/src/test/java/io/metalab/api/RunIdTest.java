package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunIdTest {
  @Test
  void showsTheFirstEightDigits() {
    assertThat(new RunId("0123456789abcdef".repeat(4)).shortHex()).isEqualTo("01234567");
  }

  @Test
  void refusesWhatIsNotSixtyFourLowerCaseHexDigits() {
    for (String bad : new String[] {"", "ab", "A".repeat(64), "g".repeat(64), "0".repeat(65)}) {
      assertThatThrownBy(() -> new RunId(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("64 lower-case hex digits");
    }
  }
}
