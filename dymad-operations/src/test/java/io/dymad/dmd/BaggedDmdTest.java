package io.dymad.dmd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Assignment;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaggedDmdTest {
  private static final int COUNT = 60;
  private static final double[] TIMES =
      IntStream.range(0, COUNT).mapToDouble(k -> 0.25 * k).toArray();

  /** Three sensors turn at 1 rad per unit of time, three at 1.1, with noise. */
  private static ComplexMatrix closeTones(long seed) {
    ComplexMatrix tones =
        ComplexMatrix.generate(COUNT, 6, (k, j) -> Complex.polar(1, (j < 3 ? 1 : 1.1) * TIMES[k]));
    return tones.plus(Samples.complex(COUNT, 6, seed).times(0.3));
  }

  /** Returns which of two modes is the stronger one in the first three sensors. */
  private static int first(ModalModel model) {
    double[] shares = model.modes().rows(0, 3).columnNorms();
    return shares[0] > shares[1] ? 0 : 1;
  }

  @Test
  void exponentsCloseToEachOtherStayWithTheirModes() {
    OptimizedDmd method = OptimizedDmd.of(2).with(OptimizedDmd.Constraint.IMAGINARY);
    BaggedDmd bagged = new BaggedDmd(method, 2, 0.6);
    ComplexVector start = ComplexVector.of(new Complex(0, 1), new Complex(0, 1.1));
    int misledByValue = 0;
    for (int seed = 0; seed < 8; seed++) {
      ComplexMatrix series = closeTones(seed);
      ModalModel full = method.fit(TIMES, series, start).model();
      SplittableRandom random = new SplittableRandom(seed);
      for (int bag = 0; bag < 20; bag++) {
        int[] part = random.ints(0, COUNT).distinct().limit(36).sorted().toArray();
        double[] times = Arrays.stream(part).mapToDouble(i -> TIMES[i]).toArray();
        ModalModel own = method.fit(times, series.selectRows(part), full.exponents()).model();
        Complex expected = own.exponents().get(first(own));

        ComplexVector found = bagged.exponents(part, TIMES, series, full, () -> {});

        assertThat(found.get(first(full))).isEqualTo(expected);
        ComplexVector byValue =
            own.exponents().select(Assignment.match(full.exponents(), own.exponents()));
        misledByValue += byValue.get(first(full)).equals(expected) ? 0 : 1;
      }
    }
    // Else the bags would not show what the modes are for.
    assertThat(misledByValue).isPositive();
  }

  @Test
  void anOptimisationCanBeEndedBetweenItsIterations() {
    ComplexMatrix series = closeTones(1);
    ComplexVector start = ComplexVector.of(new Complex(0, 0.5), new Complex(0, 2));
    AtomicInteger calls = new AtomicInteger();
    assertThatThrownBy(
            () ->
                OptimizedDmd.of(2)
                    .fit(
                        TIMES,
                        series,
                        start,
                        () -> {
                          if (calls.incrementAndGet() == 3) {
                            throw new IllegalStateException("enough");
                          }
                        }))
        .hasMessage("enough");
    assertThat(calls).hasValue(3);
  }

  @Test
  void aNoiseFreeSeriesHasNoSpread() {
    ComplexMatrix series =
        ComplexMatrix.generate(
            COUNT, 3, (k, j) -> Complex.polar(1 + j, 1.3 * TIMES[k]).plus(Complex.of(j * j)));
    BaggedDmd.Fit fit =
        new BaggedDmd(OptimizedDmd.of(2), 6, 0.6).fit(TIMES, series, new SplittableRandom(1));
    assertThat(Arrays.stream(fit.deviations()).max().orElseThrow()).isCloseTo(0, within(1e-9));
    int[] order = Assignment.match(ComplexVector.of(new Complex(0, 1.3), Complex.ZERO), fit.mean());
    assertThat(fit.mean().get(order[0]).minus(new Complex(0, 1.3)).abs()).isLessThan(1e-9);
  }
}
