package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskNumbersTest {
  @Test
  void readsRangesStepsAndLimits() {
    assertThat(TaskNumbers.parse("2-4,6,10-16:3%8").stream())
        .containsExactly(2, 3, 4, 6, 10, 13, 16);
    assertThat(TaskNumbers.parse("0").stream()).containsExactly(0);
  }

  @Test
  void writesNeighboursAsRanges() {
    BitSet numbers = new BitSet();
    IntStream.of(0, 1, 2, 5, 7, 8).forEach(numbers::set);
    assertThat(TaskNumbers.format(numbers)).isEqualTo("0-2,5,7-8");
    assertThat(TaskNumbers.parse(TaskNumbers.format(numbers))).isEqualTo(numbers);
    assertThat(TaskNumbers.format(new BitSet())).isEmpty();
  }

  @Test
  void refusesWhatIsNoListOfRanges() {
    assertThatThrownBy(() -> TaskNumbers.parse("1-2,..."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1-2,...");
  }
}
