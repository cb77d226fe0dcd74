package io.metalab.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths as {@code wcswidth} of the GNU C library has them. */
class TextWidthTest {
  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "naïve, 5",
    "nai\u0308ve, 5",
    "模型, 4",
    "ひらがな, 8",
    "한국어, 6",
    "ｱｲｳ, 3",
    "Ｆｕｌｌ, 8",
    "αβγ, 3",
    "✓ ±, 3",
    "\uD83D\uDE80, 2"
  })
  void countsTheColumnsThatATerminalTakes(String text, int columns) {
    assertThat(TextWidth.of(text)).isEqualTo(columns);
  }

  @Test
  void cutsBetweenCharactersToAtMostTheWidth() {
    assertThat(TextWidth.cut("モデル選択", 10, "…")).isEqualTo("モデル選択");
    assertThat(TextWidth.cut("モデル選択", 9, "…")).isEqualTo("モデル選…");
    assertThat(TextWidth.cut("モデル選択", 8, "…")).isEqualTo("モデル…");
    assertThat(TextWidth.cut("abcdef", 5, "...")).isEqualTo("ab...");
    for (int width = 3; width < 12; width++) {
      assertThat(TextWidth.of(TextWidth.cut("a模b型c選d択", width, "..."))).isLessThanOrEqualTo(width);
    }
  }
}
