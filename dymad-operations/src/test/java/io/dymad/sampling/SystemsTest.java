package io.dymad.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.Samples;
import io.metalab.api.SeedBundle;
import org.junit.jupiter.api.Test;

/** Solutions that are known: closed forms, first integrals, periods. */
class SystemsTest {
  private static Trajectory course(OdeSystem system, int samples, double step, double... start) {
    return course(system, Starts.none(), samples, step, start);
  }

  private static Trajectory course(
      OdeSystem system, Starts parameters, int samples, double step, double... start) {
    SamplerConfig config =
        SamplerConfig.builder()
            .samples(samples)
            .step(step)
            .starts(Starts.at(start))
            .parameters(parameters)
            .tolerances(1e-12, 1e-12)
            .build();
    return TrajectorySampler.of(system, config).sample(SeedBundle.of(1)).trajectories().get(0);
  }

  @Test
  void aLinearSystemFollowsTheExponentialOfItsMatrix() {
    for (int seed = 0; seed < 5; seed++) {
      Matrix a = Samples.real(4, 4, seed).times(0.5);
      Trajectory course = course(Systems.linear(a), 21, 0.2, 1, -0.5, 0.25, 2);
      for (int k : new int[] {1, 20}) {
        double[] exact = MatrixFunctions.exp(a.times(0.2 * k)).times(1, -0.5, 0.25, 2);
        double scale = Matrix.ofColumn(exact).maxAbs();
        assertThat(course.x().row(k)).containsExactly(exact, within(1e-10 * (1 + scale)));
      }
    }
  }

  @Test
  void theSlowManifoldHasItsClosedForm() {
    double mu = -0.5;
    double lambda = -3;
    double c = lambda / (lambda - 2 * mu);
    Trajectory course = course(Systems.slowManifold(mu, lambda), 61, 0.1, 2, -4);
    for (int k = 0; k < 61; k++) {
      double t = 0.1 * k;
      double x = 2 * Math.exp(mu * t);
      double y = (-4 - c * 4) * Math.exp(lambda * t) + c * x * x;
      assertThat(course.x().row(k)).containsExactly(new double[] {x, y}, within(1e-10));
    }
  }

  @Test
  void theVanDerPolCycleHasItsPeriod() {
    Trajectory course = course(Systems.vanDerPol(1), 20_001, 0.01, 2, 0);
    assertThat(period(course, 100)).isCloseTo(6.66328685932313, within(1e-8));
  }

  @Test
  void thePerturbedCircleTurnsInItsPeriodAndKeepsItsShape() {
    Trajectory course = course(Systems.perturbedCircle(1.5), 6_001, 0.01, 1.5, 0);
    assertThat(period(course, 1)).isCloseTo(2 * Math.PI / Math.sqrt(1.25), within(1e-8));
    for (int k = 0; k < course.steps(); k += 100) {
      double x = course.x().get(k, 0);
      double y = course.x().get(k, 1);
      double shape = 1 + 0.5 * Math.cos(3 * Math.atan2(y, x));
      assertThat(Math.hypot(x, y)).isCloseTo(shape, within(1e-9));
    }
  }

  /** The mean time between upward zeros of the second variable, by cubic interpolation. */
  private static double period(Trajectory course, double from) {
    double first = Double.NaN;
    double last = Double.NaN;
    int turns = -1;
    double h = course.t().get(1, 0);
    for (int k = 1; k + 2 < course.steps(); k++) {
      double y0 = course.x().get(k, 1);
      double y1 = course.x().get(k + 1, 1);
      if (course.t().get(k, 0) >= from && y0 < 0 && y1 >= 0) {
        double before = course.x().get(k - 1, 1);
        double after = course.x().get(k + 2, 1);
        double s = -y0 / (y1 - y0);
        for (int i = 0; i < 20; i++) {
          s -= cubic(before, y0, y1, after, s) / (y1 - y0);
        }
        last = course.t().get(k, 0) + s * h;
        first = Double.isNaN(first) ? last : first;
        turns++;
      }
    }
    return (last - first) / turns;
  }

  /** The cubic through values at -1, 0, 1, 2. */
  private static double cubic(double a, double b, double c, double d, double s) {
    return -a * s * (s - 1) * (s - 2) / 6
        + b * (s + 1) * (s - 1) * (s - 2) / 2
        - c * (s + 1) * s * (s - 2) / 2
        + d * (s + 1) * s * (s - 1) / 6;
  }

  @Test
  void theFreePendulumKeepsItsEnergyAndTheDampedOneLosesIt() {
    Starts length = Starts.at(0.7);
    Trajectory free = course(Systems.pendulum(0), length, 1001, 0.1, 2, 0.3);
    double start = pendulumEnergy(free, 0);
    assertThat(pendulumEnergy(free, 1000)).isCloseTo(start, within(1e-9 * start));
    Trajectory damped = course(Systems.pendulum(0.1), length, 1001, 0.1, 2, 0.3);
    assertThat(pendulumEnergy(damped, 1000)).isLessThan(1e-9 * start);
    assertThat(damped.p().row(0)).containsExactly(0.7);
  }

  private static double pendulumEnergy(Trajectory course, int k) {
    double omega = course.x().get(k, 1);
    return 0.5 * 0.7 * omega * omega
        + 2 * Systems.GRAVITY * Math.pow(Math.sin(course.x().get(k, 0) / 2), 2);
  }

  @Test
  void theSmallPendulumSwingsAtItsFrequency() {
    double omega = Math.sqrt(Systems.GRAVITY / 2);
    Trajectory course = course(Systems.pendulum(0), Starts.at(2), 51, 0.1, 1e-6, 0);
    for (int k = 0; k < 51; k++) {
      assertThat(course.x().get(k, 0)).isCloseTo(1e-6 * Math.cos(0.1 * omega * k), within(1e-12));
    }
  }

  @Test
  void theDoublePendulumKeepsItsEnergy() {
    Trajectory course = course(Systems.doublePendulum(), 201, 0.05, 1.2, -0.4, 0.3, 0.9);
    double start = doublePendulumEnergy(course.x().row(0));
    assertThat(doublePendulumEnergy(course.x().row(200))).isCloseTo(start, within(1e-8));
  }

  private static double doublePendulumEnergy(double[] x) {
    return x[2] * x[2]
        + 0.5 * x[3] * x[3]
        + x[2] * x[3] * Math.cos(x[0] - x[1])
        - Systems.GRAVITY * (2 * Math.cos(x[0]) + Math.cos(x[1]));
  }

  @Test
  void theUndampedDuffingOscillatorKeepsItsEnergy() {
    Trajectory course = course(Systems.duffing(-1, 1, 0), 501, 0.1, 1.5, 0.1);
    assertThat(duffingEnergy(course.x().row(500)))
        .isCloseTo(duffingEnergy(course.x().row(0)), within(1e-9));
  }

  private static double duffingEnergy(double[] x) {
    return 0.5 * x[1] * x[1] - 0.5 * x[0] * x[0] + 0.25 * Math.pow(x[0], 4);
  }

  @Test
  void theLorenzSystemRestsAtItsFixedPointsAndDecaysAlongItsAxis() {
    OdeSystem lorenz = Systems.lorenz(10, 28, 8.0 / 3);
    double c = Math.sqrt(8.0 / 3 * 27);
    assertThat(lorenz.derivative(0, new double[] {c, c, 27}, new double[0], new double[0]))
        .containsExactly(new double[3], within(1e-13));
    Trajectory axis = course(lorenz, 11, 0.1, 0, 0, 20);
    assertThat(axis.x().row(10))
        .containsExactly(new double[] {0, 0, 20 * Math.exp(-8.0 / 3)}, within(1e-10));
  }

  @Test
  void twoEqualCoupledPhasesLockAlongTheirClosedForm() {
    // The difference d of the phases has d' = -2 K sin d, so that tan(d/2) decays with 2 K.
    Matrix coupling = Matrix.of(new double[] {0, 0.4}, new double[] {0.4, 0});
    OdeSystem system = Systems.kuramoto(new double[] {1, 1}, coupling, 0, 0);
    Trajectory course = course(system, 31, 0.1, 0, 2.5);
    for (int k = 0; k < 31; k++) {
      double half = Math.atan(Math.tan(1.25) * Math.exp(-0.8 * 0.1 * k));
      double[] phases = course.x().row(k);
      assertThat(phases[1] - phases[0]).isCloseTo(2 * half, within(1e-10));
      // The mean phase turns freely, so that the order parameter has this modulus and angle.
      double angle = 1.25 + 0.1 * k;
      assertThat(course.y().row(k))
          .containsExactly(
              new double[] {Math.cos(half) * Math.cos(angle), Math.cos(half) * Math.sin(angle)},
              within(1e-9));
    }
  }

  @Test
  void aCircleThatWouldHoldARestingPointIsRefused() {
    assertThatThrownBy(() -> Systems.perturbedCircle(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 1");
  }

  @Test
  void groupsWithoutAPhaseAreRefused() {
    assertThatThrownBy(() -> Systems.kuramoto(new double[2], Matrix.zeros(2, 2), 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("group 1 of 3");
  }
}
