package io.metalab.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many runs are drawn, and which. */
class SampleTest {
  private static final List<RunId> RUNS =
      IntStream.range(0, 1000).mapToObj(i -> new RunId("%064x".formatted(i))).toList();

  @ParameterizedTest
  @CsvSource({
    "1%, 1000, 10",
    "1%, 1001, 11",
    "1%, 3, 1",
    "0.5%, 1000, 5",
    "100%, 7, 7",
    "20, 1000, 20",
    "20, 7, 7",
    "1%, 0, 0"
  })
  void aShareIsRoundedUpAndANumberIsAtMostAll(String text, long runs, long taken) {
    assertThat(SampleSize.parse(text).of(runs)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "101%", "-1", "1.5", "x", "1 %", "%"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> SampleSize.parse(text))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageStartingWith("The sample (" + text);
  }

  @Test
  void theSampleDependsOnIdsAndSeedAlone() {
    List<RunId> shuffled = new ArrayList<>(RUNS);
    Collections.shuffle(shuffled, new Random(1));
    List<RunId> sample = RunSample.of(RUNS.stream(), 50, 7);
    assertThat(sample).hasSize(50).doesNotHaveDuplicates().isSorted();
    assertThat(RunSample.of(shuffled.stream(), 50, 7)).isEqualTo(sample);
    assertThat(RunSample.of(RUNS.stream(), 50, 8)).isNotEqualTo(sample);
    assertThat(RunSample.of(RUNS.stream(), 60, 7)).containsAll(sample);
  }

  @Test
  void everyRunIsAsLikelyAsAnyOther() {
    int[] times = new int[RUNS.size()];
    for (int seed = 0; seed < 200; seed++) {
      RunSample.of(RUNS.stream(), 100, seed)
          .forEach(id -> times[Integer.parseInt(id.hex().substring(56), 16)]++);
    }
    // Binomial with n = 200, p = 0.1: mean 20, sd 4.24; 1000 of them stay within 6 sd.
    assertThat(IntStream.of(times)).allMatch(count -> Math.abs(count - 20) < 26);
    double squares =
        IntStream.of(times).mapToDouble(count -> (count - 20.0) * (count - 20.0)).sum();
    // The variance is 200 * 0.1 * 0.9 = 18; of 1000 its estimate varies by sqrt(2/1000) = 4.5 %.
    assertThat(squares / RUNS.size()).isBetween(18 * 0.75, 18 * 1.25);
  }
}
