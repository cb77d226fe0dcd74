package io.dymad.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.kernel.Ridge;
import io.dymad.numerics.Matrix;
import io.dymad.sampling.Control;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.Range;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.Starts;
import io.dymad.sampling.Systems;
import io.dymad.sampling.TrajectorySampler;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KernelMachineTest {
  private static Trajectories sample(
      OdeSystem system, int count, int samples, double step, double reach, Control control) {
    SamplerConfig config =
        SamplerConfig.builder()
            .count(count)
            .samples(samples)
            .step(step)
            .starts(Starts.uniform(new double[] {-reach, -reach}, new double[] {reach, reach}))
            .control(control)
            .build();
    return TrajectorySampler.of(system, config).sample(SeedBundle.of(3)).trajectories();
  }

  private static MachineConfig gaussian(double width) {
    return MachineConfig.defaults()
        .withKernels(
            new MachineKernels.Shared(new KernelChoice.Gaussian(OptionalDouble.of(width))));
  }

  private static double largestError(KernelMachine machine, Trajectories courses) {
    return courses.items().stream()
        .mapToDouble(course -> error(machine, course))
        .max()
        .orElseThrow();
  }

  /** The root of the mean square over all entries of a course. */
  private static double error(KernelMachine machine, Trajectory course) {
    Matrix difference = machine.rollout(course).minus(course.x());
    return difference.frobeniusNorm() / Math.sqrt(difference.rows() * difference.columns());
  }

  @Test
  void theOscillatorOfVanDerPolIsForecastFromStartsThatWereNotFitted() {
    // Width 1, ridge 1e-10 and 81 samples to time 8 are the setting of DyMAD's own tests.
    Trajectories all = sample(Systems.vanDerPol(1), 50, 81, 0.1, 2, new Control.None());
    Trajectories train = new Trajectories(all.items().subList(0, 40));
    Trajectories heldOut = new Trajectories(all.items().subList(40, 50));
    KernelMachine skip = KernelMachine.fit(MachineKind.DKMSK, train, gaussian(1));
    assertThat(largestError(skip, heldOut)).isLessThan(1e-4);
    Trajectories fewer = new Trajectories(all.items().subList(0, 20));
    KernelMachine plain = KernelMachine.fit(MachineKind.DKM, fewer, gaussian(1));
    assertThat(largestError(plain, heldOut)).isLessThan(5e-3);
    KernelMachine continuous = KernelMachine.fit(MachineKind.KM, fewer, gaussian(1));
    Trajectories few = new Trajectories(heldOut.items().subList(0, 2));
    assertThat(largestError(continuous, few)).isLessThan(5e-3);
  }

  @Test
  void aWidthThatIsFoundServesAsWellAsOneThatIsGiven() {
    Trajectories all = sample(Systems.vanDerPol(1), 20, 81, 0.1, 2, new Control.None());
    Trajectories train = new Trajectories(all.items().subList(0, 16));
    Trajectories heldOut = new Trajectories(all.items().subList(16, 20));
    KernelMachine machine = KernelMachine.fit(MachineKind.DKMSK, train, MachineConfig.defaults());
    assertThat(largestError(machine, heldOut)).isLessThan(1e-2);
  }

  @Test
  void aSpringUnderControlIsLinearForAKernelOfDegreeOne() {
    OdeSystem spring =
        Systems.linear(
            Matrix.of(new double[] {0, 1}, new double[] {-1, -0.1}),
            Matrix.of(new double[] {0}, new double[] {1}));
    Control chirp = new Control.Chirp(Range.of(0.05), Range.of(0.3), Range.of(0.5, 1), Range.of(0));
    Trajectories all = sample(spring, 3, 101, 0.05, 1, chirp);
    Trajectories train = new Trajectories(all.items().subList(0, 2));
    Trajectories heldOut = new Trajectories(all.items().subList(2, 3));
    KernelMachine machine = KernelMachine.fit(MachineKind.KM, train, linear());
    Matrix rates = machine.evaluate(Matrix.of(new double[] {1, 2}), Matrix.of(new double[] {3}));
    assertThat(rates.get(0, 0)).isCloseTo(2, within(1e-6));
    assertThat(rates.get(0, 1)).isCloseTo(-1 - 0.2 + 3, within(1e-6));
    assertThat(largestError(machine, heldOut)).isLessThan(1e-5);
    assertThat(machine.controlSize()).isEqualTo(1);
  }

  private static MachineConfig linear() {
    return MachineConfig.defaults()
        .withKernels(new MachineKernels.Shared(new KernelChoice.Polynomial(1)))
        .withRidge(Ridge.of(1e-8));
  }

  @Test
  void controlledStepsAreThoseOfTheMapThatWasFitted() {
    // x_(k+1) = 0.8 x_k + 0.5 u_k
    double[] x = new double[40];
    x[0] = 1;
    Matrix u = Matrix.generate(40, 1, (k, j) -> Math.sin(k * k));
    for (int k = 1; k < 40; k++) {
      x[k] = 0.8 * x[k - 1] + 0.5 * u.get(k - 1, 0);
    }
    Trajectories all = Trajectories.of(Trajectory.of(2, Matrix.ofColumn(x)).withU(u));
    Matrix at = Matrix.of(new double[] {3});
    for (MachineKind kind : List.of(MachineKind.DKM, MachineKind.DKMSK)) {
      KernelMachine machine = KernelMachine.fit(kind, all, linear());
      double expected = kind == MachineKind.DKM ? 2.9 : -0.1;
      assertThat(machine.evaluate(at, Matrix.of(new double[] {1})).get(0, 0))
          .isCloseTo(expected, within(1e-6));
      assertThat(largestError(machine, all)).isLessThan(1e-6);
    }
  }

  @Test
  void kernelsOfTheirOwnAndCoupledOnesForecastAsSharedOnesDo() {
    Trajectories all = sample(Systems.vanDerPol(1), 5, 61, 0.1, 2, new Control.None());
    KernelChoice kernel = new KernelChoice.Gaussian(OptionalDouble.of(1));
    KernelChoice wider = new KernelChoice.Gaussian(OptionalDouble.of(1.5));
    List<MachineKernels> kinds =
        List.of(
            new MachineKernels.Shared(new KernelChoice.Exponential(OptionalDouble.of(50))),
            new MachineKernels.Shared(new KernelChoice.Diffusion(OptionalDouble.of(1), 1)),
            new MachineKernels.Independent(List.of(kernel, wider)),
            new MachineKernels.Separable(
                List.of(kernel, wider),
                List.of(Matrix.identity(2), Matrix.of(new double[] {1}, new double[] {1}))));
    for (MachineKernels kernels : kinds) {
      KernelMachine machine =
          KernelMachine.fit(MachineKind.DKMSK, all, MachineConfig.defaults().withKernels(kernels));
      assertThat(largestError(machine, all)).as("%s", kernels).isLessThan(0.02);
    }
  }

  @Test
  void statesOnAClosedCurveStayOnItFiveTimesLongerThanWasFitted() {
    MachineConfig config = gaussian(1).withManifold(new MachineConfig.ManifoldConfig(1, 9, 4));
    KernelMachine machine = KernelMachine.fit(MachineKind.KMM, circle(401), config);
    Trajectory longer = circle(2005).get(0);
    Matrix course = machine.rollout(longer);
    for (int k = 0; k < course.rows(); k++) {
      double angle = Math.atan2(course.get(k, 1), course.get(k, 0));
      double radius = Math.hypot(course.get(k, 0), course.get(k, 1));
      assertThat(radius).isCloseTo(1 + 0.5 * Math.cos(3 * angle), within(5e-3));
    }
    assertThat(error(machine, longer)).isLessThan(0.01);
  }

  @Test
  void aCourseThatLeavesAllBoundsEndsInNaN() {
    // x_(k+1) = x_k² is known from starts below 1.
    Trajectories train =
        Trajectories.of(
            Trajectory.of(1, Matrix.ofColumn(0.9, 0.81, 0.6561)),
            Trajectory.of(1, Matrix.ofColumn(-0.5, 0.25, 0.0625)));
    KernelMachine machine =
        KernelMachine.fit(
            MachineKind.DKM,
            train,
            linear().withKernels(new MachineKernels.Shared(new KernelChoice.Polynomial(2))));
    Matrix course = machine.rollout(Trajectory.of(1, ones(12, 2)));
    assertThat(course.get(3, 0)).isCloseTo(256, within(1e-2));
    assertThat(course.get(4, 0)).isCloseTo(65536, within(10.0));
    assertThat(course.get(5, 0)).isNaN();
    assertThat(course.get(11, 0)).isNaN();
  }

  private static Matrix ones(int rows, double value) {
    return Matrix.generate(rows, 1, (k, j) -> value);
  }

  @Test
  void refusesWhatNoMachineFollowsFrom() {
    Trajectories all = sample(Systems.vanDerPol(1), 2, 20, 0.1, 2, new Control.None());
    MachineConfig config = MachineConfig.defaults();
    Trajectories brief = Trajectories.of(all.get(0), all.get(1).window(0, 5));
    assertThatThrownBy(() -> KernelMachine.fit(MachineKind.KM, brief, config))
        .hasMessage(
            "Trajectory 1 has 5 samples, fewer than the 7 that a derivative is taken from.");
    Trajectories driven =
        Trajectories.of(all.get(0).withU(ones(20, 1)), all.get(1).withU(ones(20, 2)));
    assertThatThrownBy(() -> KernelMachine.fit(MachineKind.KMM, driven, config))
        .hasMessage("KMM has no controls, but the trajectories have 1.");
    MachineConfig three =
        config.withKernels(
            new MachineKernels.Independent(
                List.of(
                    new KernelChoice.Polynomial(1),
                    new KernelChoice.Polynomial(2),
                    new KernelChoice.Polynomial(3))));
    assertThatThrownBy(() -> KernelMachine.fit(MachineKind.DKM, all, three))
        .hasMessage("3 kernels do not belong to 2 values: each has its own.");
    assertThatThrownBy(() -> KernelMachine.fit(MachineKind.KMM, all, three))
        .hasMessage("KMM has one kernel for all values.");
    KernelMachine machine = KernelMachine.fit(MachineKind.DKM, all, config);
    assertThatThrownBy(() -> machine.rollout(Trajectory.of(0.2, all.get(0).x())))
        .hasMessage("The time step of the course (0.2) is not that of the machine (0.1).");
    assertThatThrownBy(() -> machine.rollout(driven.get(0)))
        .hasMessageContaining("2 states and 1 controls is none of a machine of 2 and 0");
    assertThatThrownBy(() -> MachineKind.ofKey("kmx"))
        .hasMessage("There is no kernel machine 'kmx', but km, dkm, dkmsk, kmm.");
  }

  private static Trajectories circle(int samples) {
    SamplerConfig config =
        SamplerConfig.builder()
            .count(1)
            .samples(samples)
            .step(0.02)
            .starts(Starts.at(1.5, 0))
            .build();
    return TrajectorySampler.of(Systems.perturbedCircle(1.5), config)
        .sample(SeedBundle.of(1))
        .trajectories();
  }
}
