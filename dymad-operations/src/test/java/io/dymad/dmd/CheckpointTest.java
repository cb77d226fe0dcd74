package io.dymad.dmd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Long fits ask, between their parts, whether they are still wanted. */
class CheckpointTest {
  private final Matrix series = Matrix.gaussian(64, 3, new SplittableRandom(1));

  /** Answers so many times, then ends the work. */
  private static final class Patience implements Runnable {
    private final int most;
    private int asked;

    Patience(int most) {
      this.most = most;
    }

    @Override
    public void run() {
      if (asked++ == most) {
        throw new CancellationException("enough");
      }
    }
  }

  @Test
  void dmdAsksBeforeEachOfItsThreeParts() {
    Dmd dmd = Dmd.of(RankRule.of(2));
    for (int most = 0; most < 3; most++) {
      Patience patience = new Patience(most);
      assertThatThrownBy(() -> dmd.fit(Snapshots.ofSeries(series, 1), patience))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(dmd.fit(Snapshots.ofSeries(series, 1), new Patience(3)).size()).isEqualTo(2);
  }

  @Test
  void multiresolutionAsksBeforeEachWindow() {
    MultiresolutionDmd method = new MultiresolutionDmd(3, RankRule.atMost(2), 1);
    // 1 + 2 + 4 + 8 windows.
    assertThat(method.fit(series, 1, new Patience(15)).windows()).hasSize(15);
    assertThatThrownBy(() -> method.fit(series, 1, new Patience(14)))
        .isInstanceOf(CancellationException.class);
  }
}
