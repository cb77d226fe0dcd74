package io.dymad.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.kernel.Ridge;
import io.dymad.machine.KernelChoice;
import io.dymad.machine.KernelMachine;
import io.dymad.machine.MachineConfig;
import io.dymad.machine.MachineKernels;
import io.dymad.machine.MachineKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelMachineReferenceTest {
  /** The system is a polynomial of degree 2, so that this kernel holds its increments. */
  @ParameterizedTest
  @EnumSource(names = {"KM", "DKM", "DKMSK"})
  void aSlowManifoldIsForecastToSixDigitsWhereDmdOfTheStatesIsOffByHalf(MachineKind kind) {
    ReferenceCase data = ReferenceCase.load("o28_training_targets");
    Trajectories train = SlowManifold.trajectories(data.file("train"), 2);
    MachineConfig config =
        MachineConfig.defaults()
            .withKernels(new MachineKernels.Shared(new KernelChoice.Polynomial(2)))
            .withRidge(Ridge.of(1e-8));
    KernelMachine machine = KernelMachine.fit(kind, train, config);
    double error = 0;
    double norm = 0;
    for (Trajectory course : SlowManifold.trajectories(data.file("test"), 2).items()) {
      error = Math.hypot(error, machine.rollout(course).minus(course.x()).frobeniusNorm());
      norm = Math.hypot(norm, course.x().frobeniusNorm());
    }
    assertThat(error / norm).isLessThan(1e-6);
  }
}
