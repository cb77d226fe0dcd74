package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunIdsTest {
  private final byte[] bytes = new byte[20 * RunIds.BYTES];
  private final List<RunId> expected;

  RunIdsTest() {
    new Random(1).nextBytes(bytes);
    expected =
        HexFormat.of().formatHex(bytes).transform(RunIdsTest::chunks).stream()
            .map(RunId::new)
            .toList();
  }

  private static List<String> chunks(String hex) {
    return List.of(hex.split("(?<=\\G.{64})"));
  }

  @Test
  void areTheIdsOfTheirBytes() {
    RunIds ids = RunIds.of(bytes);
    assertThat(ids).containsExactlyElementsOf(expected);
    assertThat(ids.word(3, 1)).isEqualTo(expected.get(3).word(1));
    assertThat(HexFormat.of().toHexDigits(ids.word(3, 3)))
        .isEqualTo(expected.get(3).hex().substring(48));
    assertThat(RunIds.copyOf(expected)).isEqualTo(ids).hasSameHashCodeAs(expected);
    assertThat(ids).isNotEqualTo(RunIds.copyOf(expected.subList(1, 20)));
    assertThatThrownBy(() -> ids.get(20)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refuseBytesThatAreNoWholeIds() {
    assertThatThrownBy(() -> RunIds.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(33)");
  }

  @Test
  void areSelectedByPosition() {
    BitSet positions = new BitSet();
    positions.set(0);
    positions.set(7, 9);
    assertThat(RunIds.of(bytes).select(positions))
        .containsExactly(expected.get(0), expected.get(7), expected.get(8));
    assertThat(RunIds.of(bytes).select(new BitSet())).isEmpty();
  }
}
