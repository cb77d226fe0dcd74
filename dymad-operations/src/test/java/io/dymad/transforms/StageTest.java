package io.dymad.transforms;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.edmd.Monomials;
import io.dymad.edmd.RadialFunctions;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Samples;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What single transforms promise. */
class StageTest {
  @Nested
  class AScaler {
    private final Matrix data =
        Matrix.of(
            new double[] {0, 5, 3e-14},
            new double[] {4, 5, 1e-14},
            new double[] {2, 5, 2e-14},
            new double[] {2, 5, 2e-14});

    private Matrix scaled(Scaler.Mode mode) {
      return Scaler.spec(mode).fit(List.of(data)).apply(data);
    }

    @Test
    void mapsTheRangeToTheIntervalAndCentresWhatIsConstant() {
      // The third column is small and not constant: units do not matter.
      assertClose(
          scaled(Scaler.Mode.ZERO_TO_ONE),
          Matrix.of(
              new double[] {0, 0, 1},
              new double[] {1, 0, 0},
              new double[] {0.5, 0, 0.5},
              new double[] {0.5, 0, 0.5}),
          1e-14);
      assertClose(
          scaled(Scaler.Mode.MINUS_ONE_TO_ONE),
          Matrix.of(
              new double[] {-1, 0, 1},
              new double[] {1, 0, -1},
              new double[] {0, 0, 0},
              new double[] {0, 0, 0}),
          1e-14);
      assertThat(scaled(Scaler.Mode.NONE)).isEqualTo(data);
    }

    @Test
    void standardisesByThePopulationDeviation() {
      double root = Math.sqrt(2);
      assertThat(scaled(Scaler.Mode.STANDARD).column(0))
          .containsExactly(new double[] {-root, root, 0, 0}, within(1e-14));
    }

    @Test
    void hasTheNamesOfDymad() {
      assertThat(Scaler.Mode.ofKey("-11")).isEqualTo(Scaler.Mode.MINUS_ONE_TO_ONE);
      assertThatThrownBy(() -> Scaler.Mode.ofKey("minmax"))
          .hasMessageContaining("'minmax', but [01, -11, std, none]");
    }

    @Test
    void namesTheElementThatIsNoNumber() {
      Matrix broken = Matrix.of(new double[] {1, Double.NaN});
      assertThatThrownBy(() -> Scaler.spec(Scaler.Mode.STANDARD).fit(List.of(broken)))
          .hasMessageContaining("training data holds NaN at row 0, column 1");
    }
  }

  @Nested
  class AProjection {
    /** Rows with energies 9, 4, 1 along three directions. */
    private final Matrix data = Matrix.diagonal(3, 2, 1);

    private int kept(RankRule rule) {
      return Projection.spec(rule, false).fit(List.of(data)).outputSize();
    }

    @Test
    void keepsTheFirstRankThatReachesTheEnergy() {
      // DyMAD keeps one fewer: 1 for 0.9, and 1 for its default of 1.0.
      assertThat(kept(RankRule.energy(0.6))).isEqualTo(1);
      assertThat(kept(RankRule.energy(0.9))).isEqualTo(2);
      assertThat(kept(RankRule.energy(1))).isEqualTo(3);
    }

    @Test
    void leavesOutTheLeastEnergyThatItsRankAllows() {
      // Eckart and Young: the error is the root of the squared singular values left out.
      for (int seed = 0; seed < 5; seed++) {
        Matrix series = Samples.real(30, 6, seed);
        Transform fitted = Projection.spec(RankRule.of(2), false).fit(List.of(series));
        double[] s = series.singularValues();
        double left = Math.sqrt(s[2] * s[2] + s[3] * s[3] + s[4] * s[4] + s[5] * s[5]);
        Matrix error = fitted.invert(fitted.apply(series)).minus(series);
        assertThat(error.frobeniusNorm()).isCloseTo(left, within(1e-12));
      }
    }

    @Test
    void needsDataThatVary() {
      Matrix constant = Matrix.generate(5, 2, (i, j) -> 3 + j);
      assertThatThrownBy(() -> Projection.spec(RankRule.full(), true).fit(List.of(constant)))
          .hasMessageContaining("do not vary");
    }
  }

  @Nested
  class ALift {
    @Test
    void needsFirstDegreesToReadTheStateBack() {
      Monomials even = Monomials.of(new int[] {0, 0}, new int[] {1, 0}, new int[] {0, 2});
      assertThatThrownBy(() -> Lift.spec(even).fit(List.of(Samples.real(5, 2, 1))))
          .hasMessageContaining("no function x1")
          .hasMessageContaining("least squares");
      RadialFunctions radial = new RadialFunctions(new Kernel.Gaussian(1), Samples.real(30, 2, 2));
      Transform fitted = Lift.fitted(radial).fit(List.of(Samples.real(30, 2, 2)));
      // Thirty bumps interpolate thirty states.
      Matrix states = Samples.real(30, 2, 2);
      assertClose(fitted.invert(fitted.apply(states)), states, 1e-6);
    }
  }

  @Nested
  class ASmoother {
    private final SavitzkyGolay filter = new SavitzkyGolay(9, 3);

    @Test
    void leavesPolynomialsUpToItsOrderAsTheyAreUpToTheEnds() {
      Matrix cubic = Matrix.generate(25, 2, (k, j) -> polynomial(0.1 * k) * (1 + j));
      assertClose(filter.smooth(cubic), cubic, 1e-12);
      Matrix slope = Matrix.generate(25, 2, (k, j) -> slope(0.1 * k) * (1 + j));
      assertClose(filter.derivative(cubic, 1, 0.1), slope, 1e-10);
    }

    private double polynomial(double t) {
      return 1 - 2 * t + 0.5 * t * t - 0.3 * t * t * t;
    }

    private double slope(double t) {
      return -2 + t - 0.9 * t * t;
    }

    @Test
    void hasThePublishedWeights() {
      // Savitzky and Golay (1964), table I: a window of 5 and a quadratic.
      Matrix impulse = Matrix.generate(15, 1, (k, j) -> k == 7 ? 35 : 0);
      assertThat(new SavitzkyGolay(5, 2).smooth(impulse).rows(3, 12).column(0))
          .containsExactly(new double[] {0, 0, -3, 12, 17, 12, -3, 0, 0}, within(1e-12));
    }

    @Test
    void reducesNoiseToTheSumOfItsSquaredWeights() {
      Matrix noise = Samples.real(4000, 1, 5);
      Matrix smooth = new SavitzkyGolay(5, 2).smooth(noise);
      double expected = Math.sqrt((9 + 144 + 289 + 144 + 9) / 1225.0);
      // The norm of 4000 correlated numbers has a deviation of about 2 %.
      assertThat(smooth.frobeniusNorm() / noise.frobeniusNorm())
          .isCloseTo(expected, within(0.08 * expected));
    }

    @Test
    void refusesSeriesShorterThanItsWindow() {
      assertThatThrownBy(() -> filter.smooth(Matrix.zeros(8, 1)))
          .hasMessageContaining("8 samples is shorter than the window of 9");
      assertThatThrownBy(() -> new SavitzkyGolay(4, 2)).hasMessageContaining("odd");
    }

    @Test
    void letsDisplacementsPassThroughAChain() {
      Matrix series = Samples.real(30, 2, 1);
      Transform chain =
          TransformChain.spec(Denoise.spec(filter), Scaler.spec(Scaler.Mode.STANDARD))
              .fit(List.of(series));
      Matrix moved = Matrix.generate(30, 2, (k, j) -> series.get(k, j) + (j == 0 ? 0.5 : -1));
      Matrix change = chain.apply(moved).minus(chain.apply(series)).rows(4, 5);
      Matrix modes = chain.forwardModes(series.rows(4, 5));
      assertClose(change, Matrix.of(modes.times(0.5, -1)), 1e-12);
    }
  }
}
