package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeedBundleTest {

  /**
   * Numbers computed by an independent implementation of the Javadoc in Python (hashlib, integers).
   */
  @Nested
  class GoldenValues {
    @Test
    void ofTheUnnamedStream() {
      assertThat(longs(SeedBundle.of(42), ""))
          .containsExactly(-3563340155717897014L, 3079385659047238248L, -2513170652409752724L);
      assertThat(longs(SeedBundle.of(42, 0), ""))
          .containsExactly(-1569941600796182149L, -6907139780874854023L, -5492596124527700510L);
      assertThat(longs(SeedBundle.of(42, 1), ""))
          .containsExactly(8493228357812929751L, -9171404519653854775L, -2867287419013484253L);
    }

    @Test
    void ofNamedStreams() {
      assertThat(longs(SeedBundle.of(42), "noise"))
          .containsExactly(-4110536911301079435L, 5876576247167035927L, 4650489662255247569L);
      assertThat(longs(SeedBundle.of(42, 0), "noise"))
          .containsExactly(-8673538624462762875L, -8123822319458294204L, 7147796365308014324L);
    }

    @Test
    void ofSplitBundlesWithNonAsciiNames() {
      SeedBundle split = SeedBundle.of(-7, 3).split("fold").split("é");
      assertThat(longs(split, "noise"))
          .containsExactly(2350245807668936367L, -1665214788112394779L, 7826201730327906077L);
    }

    @Test
    void ofDerivedSeedsDoublesGaussiansAndBytes() {
      SeedBundle seeds = SeedBundle.of(42, 0);
      assertThat(seeds.seed("init")).isEqualTo(-4723844130973100046L);
      RandomGenerator doubles = seeds.random();
      assertThat(List.of(doubles.nextDouble(), doubles.nextDouble(), doubles.nextDouble()))
          .containsExactly(0x1.d46ce4dd2cdefp-1, 0x1.4049d1ee05f84p-1, 0x1.678cc1d9fdadap-1);
      RandomGenerator gauss = seeds.stream("gauss");
      // The C library's log may differ from StrictMath's in the last place.
      assertThat(gauss.nextGaussian()).isCloseTo(0x1.bfbdd77e1915ap-1, within(1e-15));
      assertThat(gauss.nextGaussian()).isCloseTo(0x1.c6bdc5b824136p-6, within(1e-15));
      assertThat(seeds.stream("int").ints(8, 0, 10).toArray())
          .containsExactly(4, 6, 6, 5, 3, 0, 6, 6);
      byte[] bytes = new byte[8];
      seeds.stream("bytes").nextBytes(bytes);
      assertThat(bytes).asHexString().isEqualTo("ED8BD06BA90B68C7");
    }

    private List<Long> longs(SeedBundle seeds, String name) {
      RandomGenerator random = seeds.stream(name);
      return List.of(random.nextLong(), random.nextLong(), random.nextLong());
    }
  }

  @Test
  void startsAStreamAnewAtEveryCallWhateverElseWasAskedFor() {
    SeedBundle seeds = SeedBundle.of(1);
    long first = seeds.stream("a").nextLong();
    seeds.stream("b").nextLong();
    assertThat(seeds.stream("a").nextLong()).isEqualTo(first);
  }

  @Test
  void tellsEveryRootReplicateNameAndPathApart() {
    Set<Long> firsts = new HashSet<>();
    int streams = 0;
    for (long root = -20; root < 20; root++) {
      for (int replicate = SeedBundle.NO_REPLICATE; replicate < 5; replicate++) {
        SeedBundle seeds = new SeedBundle(Long.toString(root), replicate, List.of());
        for (String name : List.of("", "a", "stream", "split")) {
          firsts.add(seeds.stream(name).nextLong());
          firsts.add(seeds.split(name).random().nextLong());
          firsts.add(seeds.seed(name));
          streams += 3;
        }
      }
    }
    assertThat(firsts).hasSize(streams);
  }

  @Test
  void tellsNoReplicateFromReplicateZero() {
    assertThat(SeedBundle.of(5)).isNotEqualTo(SeedBundle.of(5, 0));
    assertThat(SeedBundle.of(5).findReplicate()).isEmpty();
    assertThat(SeedBundle.of(5, 0).findReplicate()).hasValue(0);
  }

  @Test
  void drawsDeviatesWithTheMomentsOfTheirDistributions() {
    int n = 200_000;
    double gaussMean = 0;
    double gaussSquare = 0;
    double exponentialMean = 0;
    double uniformMean = 0;
    RandomGenerator random = SeedBundle.of(3).random();
    for (int i = 0; i < n; i++) {
      double gauss = random.nextGaussian();
      gaussMean += gauss / n;
      gaussSquare += gauss * gauss / n;
      exponentialMean += random.nextExponential() / n;
      uniformMean += random.nextDouble(2, 6) / n;
    }
    // Five standard errors of each mean.
    double error = 5 / Math.sqrt(n);
    assertThat(gaussMean).isCloseTo(0, within(error));
    assertThat(gaussSquare).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(exponentialMean).isCloseTo(1, within(error));
    assertThat(uniformMean).isCloseTo(4, within(error * 4 / Math.sqrt(12)));
  }

  @Test
  void drawsEveryBoundedIntegerAboutEquallyOften() {
    RandomGenerator random = SeedBundle.of(4).random();
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(-3, 4) + 3]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_500, 10_500); // more than five standard deviations (93)
    }
  }

  @Test
  void coversTheWholeRangeOfLongs() {
    RandomGenerator random = SeedBundle.of(6).random();
    for (int i = 0; i < 1000; i++) {
      assertThat(random.nextLong(Long.MIN_VALUE, Long.MAX_VALUE)).isLessThan(Long.MAX_VALUE);
      assertThat(random.nextLong(5, 6)).isEqualTo(5);
    }
  }

  @Test
  void refusesEmptyRangesAndRoots() {
    RandomGenerator random = SeedBundle.of(1).random();
    assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextDouble(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextGaussian(0, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SeedBundle("", 0, List.of())).hasMessageContaining("root seed");
    assertThatThrownBy(() -> SeedBundle.of(1, -2)).hasMessageContaining("at least 0");
  }

  @Test
  void plansOneRunWithoutReplicateOrSeveralWith() {
    assertThat(SeedPlan.single(9).bundleAt(0)).isEqualTo(SeedBundle.of(9));
    SeedPlan three = SeedPlan.replicates(9, 3);
    assertThat(three.runsPerPoint()).isEqualTo(3);
    assertThat(three.bundleAt(2)).isEqualTo(SeedBundle.of(9, 2));
    assertThatThrownBy(() -> three.bundleAt(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
