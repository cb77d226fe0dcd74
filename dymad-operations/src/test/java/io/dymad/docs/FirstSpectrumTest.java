package io.dymad.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Split;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.numerics.Matrix;
import io.dymad.sako.Residuals;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Eight trajectories, a dictionary, a spectrum, and how far it can be trusted. */
class FirstSpectrumTest {
  @Test
  void theSlowestExponentIsTrueAndItsHeldOutResidualSaysSo() {
    List<Trajectory> courses = IntStream.range(0, 8).mapToObj(FirstSpectrumTest::course).toList();
    Split split = Split.byTrajectory(new Trajectories(courses), 0.75, new SplittableRandom(1));
    Monomials dictionary = Monomials.ofTotalDegree(2, 1, 2);
    SnapshotPairs pairs = SnapshotPairs.of(split.train());

    Edmd<Matrix> fit = Edmd.fit(Lifted.of(dictionary, pairs), pairs.step());

    Lifted<Matrix> heldOut = Lifted.of(dictionary, SnapshotPairs.of(split.heldOut()));
    double[] residuals = Residuals.of(fit.eigenvalues(), fit.eigen().right(), heldOut);
    assertThat(fit.exponents().get(0).re()).isCloseTo(-0.1, within(1e-9));
    assertThat(residuals[0]).isLessThan(1e-9);
  }

  /** x' = -0.1 x, y' = -(y - x²), solved exactly, from a start that depends on the index. */
  private static Trajectory course(int index) {
    double x0 = Math.cos(index);
    double y0 = Math.sin(2.0 * index);
    return Trajectory.of(
        0.2,
        Matrix.generate(
            21,
            2,
            (k, j) -> {
              double x = x0 * Math.exp(-0.02 * k);
              return j == 0 ? x : (y0 - 1.25 * x0 * x0) * Math.exp(-0.2 * k) + 1.25 * x * x;
            }));
  }
}
