package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RankRuleTest {
  private static final double[] VALUES = {4, 2, 1, 1e-3, 1e-17};

  private static int rank(RankRule rule) {
    return rule.rank(VALUES, 20, 5);
  }

  @Test
  void fullLeavesOutRoundingOnly() {
    assertThat(rank(RankRule.full())).isEqualTo(4);
    assertThat(RankRule.full().rank(new double[] {0, 0}, 2, 2)).isZero();
  }

  @Test
  void fixedIsTakenOrRefused() {
    assertThat(rank(RankRule.of(3))).isEqualTo(3);
    assertThatThrownBy(() -> rank(RankRule.of(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The rank (5) is above that of the 20 x 5 data, 4 up to rounding.");
    assertThatThrownBy(() -> RankRule.of(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void energyTakesTheFirstRankThatReachesIt() {
    // 16/21 = 0.762, 20/21 = 0.952: the rule of one mode fewer would give 0 and 1.
    assertThat(rank(RankRule.energy(0.75))).isEqualTo(1);
    assertThat(rank(RankRule.energy(0.8))).isEqualTo(2);
    assertThat(rank(RankRule.energy(1))).isEqualTo(4);
    assertThatThrownBy(() -> RankRule.energy(1.5)).hasMessageContaining("(1.5)");
    assertThatThrownBy(() -> RankRule.energy(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void toleranceIsRelativeToTheLargest() {
    assertThat(rank(RankRule.tolerance(0.3))).isEqualTo(2);
    assertThat(rank(RankRule.tolerance(0))).isEqualTo(5);
  }

  @Test
  void theNoiseRulesAreMonotonousInTheNoise() {
    int previous = 5;
    for (double sigma : new double[] {1e-4, 1e-2, 0.1, 0.3, 1}) {
      int rank = rank(new RankRule.KnownNoise(sigma));
      assertThat(rank).isLessThanOrEqualTo(previous);
      previous = rank;
    }
    assertThat(previous).isZero();
    assertThat(RankRule.gavishDonoho().rank(new double[] {9, 8, 1, 1, 1, 1}, 6, 6)).isEqualTo(2);
  }
}
