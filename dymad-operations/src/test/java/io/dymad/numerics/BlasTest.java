package io.dymad.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BlasTest {
  @Test
  void theNumberOfThreadsComesBackAfterTheLastSingleThreadedWork() {
    int before = Blas.threads();
    assertThat(before).isPositive();
    int inside =
        Blas.singleThreaded(() -> Blas.singleThreaded(() -> 10 * Blas.threads()) + Blas.threads());
    assertThat(inside).isEqualTo(11);
    assertThat(Blas.threads()).isEqualTo(before);
    assertThatThrownBy(
            () ->
                Blas.singleThreaded(
                    () -> {
                      throw new ArithmeticException("stop");
                    }))
        .hasMessage("stop");
    assertThat(Blas.threads()).isEqualTo(before);
  }

  @Test
  void namesTheSettingThatIsNoNumberOfThreads() {
    assertThat(Blas.parseThreads("x", "12")).isEqualTo(12);
    for (String bad : new String[] {"0", "-1", "two", "1.5", "99999"}) {
      assertThatThrownBy(() -> Blas.parseThreads("system property dymad.blas.threads", bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dymad.blas.threads (" + bad + ")");
    }
  }
}
