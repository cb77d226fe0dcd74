package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class RankedBitsTest {
  @Test
  void findsThePassingIndicesInOrder() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int range = random.nextInt(5_000);
      boolean[] set = new boolean[range];
      double share =
          switch (seed % 4) {
            case 0 -> 0.001;
            case 1 -> 0.5;
            case 2 -> 1;
            default -> 0.05;
          };
      for (int i = 0; i < range; i++) {
        set[i] = random.nextDouble() < share;
      }
      RankedBits bits = RankedBits.of(range, i -> set[(int) i]);
      int k = 0;
      for (int i = 0; i < range; i++) {
        if (set[i]) {
          assertThat(bits.select(k++)).isEqualTo(i);
        }
      }
      assertThat(bits.count()).isEqualTo(k);
    }
  }

  @Test
  void reportsTheFirstFailingIndexWhateverTheThreadsDo() {
    LongPredicate test =
        i -> {
          if (i % 1_000 == 700) {
            throw new IllegalStateException("index " + i);
          }
          return true;
        };
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> RankedBits.of(100_000, test)).hasMessage("index 700");
    }
  }
}
