package io.metalab.examples.sunspots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.SeedBundle;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoregressionTest {
  @Test
  void recoversTheRecurrenceThatMadeTheSeries() {
    // x[t] = 1 + 1.6 x[t-1] - 0.9 x[t-2], a slowly decaying oscillation.
    double[] x = new double[60];
    x[0] = 5;
    x[1] = 2;
    for (int t = 2; t < x.length; t++) {
      x[t] = 1 + 1.6 * x[t - 1] - 0.9 * x[t - 2];
    }
    Autoregression model = Autoregression.fit(x, IntStream.range(2, 40).toArray(), 2, 0);
    assertThat(model.coefficients()[0]).isCloseTo(1.6, within(1e-10));
    assertThat(model.coefficients()[1]).isCloseTo(-0.9, within(1e-10));
    assertThat(model.forecast(x, 40, 7)).isCloseTo(x[46], within(1e-9));
  }

  @Test
  void shrinksASingleCoefficientAsTheClosedFormSays() {
    for (long seed = 0; seed < 20; seed++) {
      RandomGenerator random = SeedBundle.of(seed).random();
      double[] x = random.doubles(50, -3, 9).toArray();
      int[] rows = IntStream.range(1, 50).toArray();
      double meanY = IntStream.of(rows).mapToDouble(t -> x[t]).average().orElseThrow();
      double meanZ = IntStream.of(rows).mapToDouble(t -> x[t - 1]).average().orElseThrow();
      double zy = IntStream.of(rows).mapToDouble(t -> (x[t - 1] - meanZ) * (x[t] - meanY)).sum();
      double zz = IntStream.of(rows).mapToDouble(t -> Math.pow(x[t - 1] - meanZ, 2)).sum();
      Autoregression model = Autoregression.fit(x, rows, 1, 0.7);
      assertThat(model.coefficients()[0]).isCloseTo(zy / (zz + 0.7 * rows.length), within(1e-12));
    }
  }

  @Test
  void seesNothingAtOrAfterTheOrigin() {
    double[] x = SeedBundle.of(1).random().doubles(40, 0, 1).toArray();
    Autoregression model = Autoregression.fit(x, IntStream.range(3, 30).toArray(), 3, 0.1);
    double before = model.forecast(x, 30, 5);
    for (int t = 30; t < 40; t++) {
      x[t] = 1e6;
    }
    assertThat(model.forecast(x, 30, 5)).isEqualTo(before);
  }

  @Test
  void refusesLagsThatAreLinearlyDependent() {
    double[] constant = new double[30];
    assertThatThrownBy(() -> Autoregression.fit(constant, IntStream.range(2, 30).toArray(), 2, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("ridge above 0");
  }
}
