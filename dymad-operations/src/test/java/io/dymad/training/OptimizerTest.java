package io.dymad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final double RATE = 0.1;

  private static Optimizer start(Optimizer.Kind kind) {
    return kind.restore(OptimizerState.start(1));
  }

  private static double step(Optimizer optimizer, double value, double slope) {
    return optimizer.step(new double[] {value}, new double[] {slope}, RATE)[0];
  }

  /** m = .1 g, .09 g + .1 h; v = .001 g², .999 v + .001 h²; both over one less power of theirs. */
  @Test
  void adamTakesTheStepsOfItsPaper() {
    Optimizer adam = start(Optimizer.Kind.ADAM);
    double first = step(adam, 1, 4);
    assertThat(first).isEqualTo(1 - RATE * 4 / (4 + 1e-8), within(1e-15));
    double m = (0.9 * 0.4 + 0.1 * -2) / (1 - 0.81);
    double v = (0.999 * 0.016 + 0.001 * 4) / (1 - 0.998001);
    assertThat(step(adam, first, -2))
        .isEqualTo(first - RATE * m / (Math.sqrt(v) + 1e-8), within(1e-12));
  }

  @Test
  void descentKeepsNineTenthsOfItsVelocity() {
    Optimizer descent = start(Optimizer.Kind.SGD);
    double first = step(descent, 1, 4);
    assertThat(first).isEqualTo(1 - RATE * 4, within(1e-15));
    assertThat(step(descent, first, 0)).isEqualTo(first - RATE * 3.6, within(1e-15));
  }

  @Test
  void aRuleThatIsPutBackGoesOnExactly() {
    for (Optimizer.Kind kind : Optimizer.Kind.values()) {
      Optimizer whole = start(kind);
      step(whole, 1, 4);
      Optimizer restored = kind.restore(whole.state());
      assertThat(step(restored, 2, 3)).isEqualTo(step(whole, 2, 3));
      assertThat(restored.state().steps()).isEqualTo(2);
    }
  }
}
