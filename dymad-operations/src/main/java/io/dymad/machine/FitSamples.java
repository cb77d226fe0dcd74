package io.dymad.machine;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.SavitzkyGolay;
import java.util.ArrayList;
import java.util.List;

/**
 * What the regression of a kernel machine is fitted to.
 *
 * @param inputs states with their controls beside them
 * @param targets the derivative, successor or increment of each
 */
record FitSamples(Matrix inputs, Matrix targets) {
  static FitSamples of(
      MachineKind kind, Trajectories train, SavitzkyGolay derivative, double step) {
    if (kind.isContinuous()) {
      return ofDerivatives(train, derivative, step);
    }
    SnapshotPairs pairs = SnapshotPairs.of(train);
    Matrix targets = kind == MachineKind.DKMSK ? pairs.next().minus(pairs.x()) : pairs.next();
    return new FitSamples(pairs.x().beside(pairs.u()), targets);
  }

  private static FitSamples ofDerivatives(
      Trajectories train, SavitzkyGolay derivative, double step) {
    List<Matrix> inputs = new ArrayList<>();
    List<Matrix> targets = new ArrayList<>();
    for (int i = 0; i < train.size(); i++) {
      Trajectory item = train.get(i);
      if (item.steps() < derivative.length()) {
        throw new IllegalArgumentException(
            "Trajectory %d has %d samples, fewer than the %d that a derivative is taken from."
                .formatted(i, item.steps(), derivative.length()));
      }
      inputs.add(item.x().beside(item.u()));
      targets.add(derivative.derivative(item.x(), 1, step));
    }
    return new FitSamples(
        Matrix.stack(inputs.toArray(Matrix[]::new)), Matrix.stack(targets.toArray(Matrix[]::new)));
  }
}
