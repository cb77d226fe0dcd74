package io.metalab.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void everyCutOfATextEndsWithAWholeCharacter() {
    String text = "aé€😀z";
    byte[] bytes = text.getBytes(UTF_8);
    int[] ends = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    for (int length = 0; length <= bytes.length; length++) {
      assertThat(Utf8.wholeCharacters(Arrays.copyOf(bytes, length)))
          .as("of the first %d bytes", length)
          .isEqualTo(ends[length]);
    }
  }

  @Test
  void bytesThatAreNoTextAreNotWaitedFor() {
    for (int b : new int[] {0x80, 0xBF, 0xC0, 0xC1, 0xF5, 0xFF}) {
      assertThat(Utf8.wholeCharacters(new byte[] {'a', (byte) b})).isEqualTo(2);
    }
    assertThat(Utf8.wholeCharacters(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80}))
        .isEqualTo(3);
  }
}
