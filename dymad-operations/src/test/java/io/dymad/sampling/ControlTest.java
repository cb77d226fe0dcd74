package io.dymad.sampling;

import static io.dymad.numerics.Samples.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.Samples;
import io.metalab.api.SeedBundle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Controls, seen through linear systems whose response is known. */
class ControlTest {
  private static final Matrix A = Matrix.of(new double[] {0, 1}, new double[] {-1, -0.1});

  /** Trajectories of x' = A x + u. */
  private static Trajectories driven(Control control, int count) {
    SamplerConfig config =
        SamplerConfig.builder()
            .count(count)
            .samples(51)
            .step(0.1)
            .starts(Starts.uniform(new double[] {-1, -1}, new double[] {1, 1}))
            .control(control)
            .tolerances(1e-12, 1e-12)
            .build();
    return TrajectorySampler.of(Systems.linear(A, Matrix.identity(2)), config)
        .sample(SeedBundle.of(3))
        .trajectories();
  }

  @Test
  void aHeldControlActsAsTheExactDiscreteSystem() {
    // exp of [A I; 0 0] dt holds the flow and what a constant control adds.
    Matrix joint = A.beside(Matrix.identity(2)).above(Matrix.zeros(2, 4));
    Matrix flow = MatrixFunctions.exp(joint.times(0.1));
    for (Trajectory item : driven(new Control.Gaussian(0, 1, Hold.CONSTANT), 3).items()) {
      Matrix before = item.x().rows(0, 50).beside(item.u().rows(0, 50));
      Matrix after = before.timesAdjoint(flow).columns(0, 2);
      assertClose(item.x().rows(1, 51), after, 1e-11);
    }
  }

  @Test
  void aLinearControlActsAsTheExactDiscreteSystem() {
    // exp of [A I 0; 0 0 I; 0 0 0] dt takes (x, u, u') to the next x.
    Matrix zero = Matrix.zeros(2, 2);
    Matrix one = Matrix.identity(2);
    Matrix joint =
        A.beside(one).beside(zero).above(zero.beside(zero).beside(one)).above(Matrix.zeros(2, 6));
    Matrix flow = MatrixFunctions.exp(joint.times(0.1));
    Trajectory item = driven(new Control.Gaussian(1, 0.5, Hold.LINEAR), 1).get(0);
    Matrix slopes = item.u().rows(1, 51).minus(item.u().rows(0, 50)).times(10.0);
    Matrix before = item.x().rows(0, 50).beside(item.u().rows(0, 50)).beside(slopes);
    assertClose(item.x().rows(1, 51), before.timesAdjoint(flow).columns(0, 2), 1e-11);
  }

  @Test
  void aCubicControlIsExactForALineAndCloseForASmoothFunction() {
    double[] times = new double[41];
    for (int k = 0; k < 41; k++) {
      times[k] = 0.05 * k * (1 + 0.002 * k);
    }
    Matrix values =
        Matrix.generate(41, 2, (k, j) -> j == 0 ? 3 - 2 * times[k] : Math.sin(3 * times[k]));
    HeldSignal signal = new HeldSignal(times, values, Hold.CUBIC);
    for (int k = 0; k < 40; k++) {
      double t = 0.3 * times[k] + 0.7 * times[k + 1];
      double[] found = signal.at(k, t);
      assertThat(found[0]).isCloseTo(3 - 2 * t, within(1e-13));
      // The natural end conditions cost accuracy near the ends only.
      boolean inside = k > 10 && k < 30;
      assertThat(found[1]).isCloseTo(Math.sin(3 * t), within(inside ? 2e-5 : 5e-3));
    }
  }

  @Test
  void sinesOfSeveralInputsAreIndependentOfEachOther() {
    // Summed over inputs, as DyMAD does it, both columns would be equal and not bounded by 1.
    Control sine = new Control.Sine(1, Range.of(0.2, 2), Range.of(1), Range.of(0, 2 * Math.PI));
    Matrix u = driven(sine, 1).get(0).u();
    for (int j = 0; j < 2; j++) {
      // u(t + h) + u(t - h) = 2 cos(2π f h) u(t) holds for a single sine alone.
      double factor = Double.NaN;
      for (int k = 1; k < 50; k++) {
        if (Math.abs(u.get(k, j)) > 0.5) {
          double ratio = (u.get(k + 1, j) + u.get(k - 1, j)) / u.get(k, j);
          factor = Double.isNaN(factor) ? ratio : factor;
          assertThat(ratio).isCloseTo(factor, within(1e-10));
        }
      }
      assertThat(factor).isNotNaN();
    }
    assertThat(u.columns(0, 1).minus(u.columns(1, 2)).maxAbs()).isGreaterThan(0.1);
  }

  @Test
  void aSineDrivesALinearSystemToItsKnownResponse() {
    // x' = -x + sin(w t) from 0: (sin wt - w cos wt + w e^-t) / (1 + w²).
    double w = 2 * Math.PI * 0.7;
    Matrix minus = Matrix.of(new double[] {-1});
    SamplerConfig config =
        SamplerConfig.builder()
            .starts(Starts.at(0))
            .control(new Control.Sine(1, Range.of(0.7), Range.of(1), Range.of(0)))
            .tolerances(1e-12, 1e-12)
            .build();
    Trajectory item =
        TrajectorySampler.of(Systems.linear(minus, Matrix.identity(1)), config)
            .sample(SeedBundle.of(1))
            .trajectories()
            .get(0);
    for (int k = 0; k < item.steps(); k++) {
      double t = 0.1 * k;
      double exact = (Math.sin(w * t) - w * Math.cos(w * t) + w * Math.exp(-t)) / (1 + w * w);
      assertThat(item.x().get(k, 0)).isCloseTo(exact, within(1e-11));
    }
  }

  @Test
  void aChirpRunsFromItsFirstToItsLastFrequency() {
    Control chirp = new Control.Chirp(Range.of(0.5), Range.of(2), Range.of(1), Range.of(0));
    double[] times = {0, 10};
    ControlSignal signal = chirp.draw(0, times, 1, SeedBundle.of(1).random());
    double h = 1e-4;
    // At the start the slope is 2π f0; over the whole length it makes T (f0 + f1) / 2 cycles.
    assertThat(signal.at(0, h)[0] / h).isCloseTo(Math.PI, within(1e-3));
    assertThat(signal.at(0, 10)[0]).isCloseTo(Math.sin(2 * Math.PI * 12.5), within(1e-12));
    assertThat((signal.at(0, 10)[0] - signal.at(0, 10 - h)[0]) / h)
        .isCloseTo(-4 * Math.PI, within(2e-2));
  }

  @Test
  void pointsOnASphereHaveItsRadiusAndNoDirectionPreferred() {
    Trajectories all = driven(new Control.Sphere(2, Hold.LINEAR), 40);
    double[] sum = new double[2];
    for (Trajectory item : all.items()) {
      for (double norm : item.u().adjoint().columnNorms()) {
        assertThat(norm).isCloseTo(2, within(1e-14));
      }
      for (int k = 0; k < item.steps(); k++) {
        sum[0] += item.u().get(k, 0);
        sum[1] += item.u().get(k, 1);
      }
    }
    // The mean of 2040 points of radius 2 has a deviation of 2 / sqrt(2 · 2040) = 0.031.
    assertThat(Math.hypot(sum[0], sum[1]) / 2040).isLessThan(0.13);
  }

  @Test
  void externalControlsAreTakenAsTheyAre() {
    Matrix own = Samples.real(51, 2, 5);
    Trajectories all = driven(new Control.External(List.of(own), Hold.CUBIC), 2);
    assertThat(all.get(0).u()).isEqualTo(own);
    assertThat(all.get(1).u()).isEqualTo(own);
  }

  @Test
  void externalControlsOfAnotherShapeAreRefused() {
    assertThatThrownBy(
            () -> driven(new Control.External(List.of(Samples.real(50, 2, 5)), Hold.LINEAR), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("50 x 2")
        .hasMessageContaining("51 samples of 2 inputs");
  }
}
