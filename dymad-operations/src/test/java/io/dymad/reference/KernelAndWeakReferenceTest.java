package io.dymad.reference;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.BilinearEdmd;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.KernelFeatures;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.WeakForm;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.GaussLegendre;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class KernelAndWeakReferenceTest {
  @TestFactory
  List<DynamicTest> kernels() {
    ReferenceCase data = ReferenceCase.load("o16_kernel_dmd");
    Matrix x = data.file("X");
    KernelFeatures cubic = KernelFeatures.of(new Kernel.Polynomial(3, 1), x, RankRule.of(10));
    KernelFeatures gaussian = KernelFeatures.of(new Kernel.Gaussian(1), x, RankRule.of(20));
    Edmd<Matrix> nonlinear = fit(gaussian, x, data.file("Yn"));
    return data.checks(
        Map.of(
            "kernel_poly3.eigs",
            fit(cubic, x, data.file("Y")).eigenvalues(),
            "kernel_rbf.singular_values",
            gaussian.singularValues(),
            "kernel_rbf.leading5",
            nonlinear.eigenvalues().select(0, 1, 2, 3, 4),
            "kernel_rbf.close_to_exact",
            nonlinear.eigenvalues()));
  }

  private static Edmd<Matrix> fit(KernelFeatures features, Matrix x, Matrix y) {
    return Edmd.fit(Lifted.of(features, SnapshotPairs.of(x, y, 1)), 1);
  }

  @TestFactory
  List<DynamicTest> weakForm() {
    ReferenceCase data = ReferenceCase.load("o20_weak_form");
    Map<String, Object> computed = new HashMap<>();
    double[] convergence = new double[4];
    for (int order = 1; order <= 4; order++) {
      double[][] errors = new double[4][];
      for (int i = 0; i < 4; i++) {
        errors[i] = errors(12 * (1 << i) + 1, order);
      }
      computed.put("weak.order" + order + ".errors", Matrix.of(errors));
      convergence[order - 1] = Math.log(errors[2][0] / errors[3][0]) / Math.log(2);
    }
    computed.put("weak.convergence", convergence);
    WeakForm weak = WeakForm.of(1.5 / 24, 25, 4, 4);
    double[] times = IntStream.range(0, 25).mapToDouble(i -> 0.5 + i * 1.5 / 24).toArray();
    computed.put("weak.Cy", weak.slopes().times(signal(times)));
    computed.put("weak.Dyp", weak.values().times(slope(times)));
    return data.checks(computed);
  }

  private static double[] errors(int points, int order) {
    double step = 1.5 / (points - 1);
    double[] times = IntStream.range(0, points).mapToDouble(i -> 0.5 + i * step).toArray();
    WeakForm weak = WeakForm.of(step, points, 4, order);
    double[] exact = integrals();
    double[] bySlopes = weak.slopes().times(signal(times));
    double[] byValues = weak.values().times(slope(times));
    double[] worst = new double[2];
    for (int n = 0; n < 4; n++) {
      worst[0] = Math.max(worst[0], Math.abs(bySlopes[n] - exact[n]));
      worst[1] = Math.max(worst[1], Math.abs(byValues[n] - exact[n]));
    }
    return worst;
  }

  private static double[] signal(double[] times) {
    return Arrays.stream(times).map(t -> t * Math.sin(t)).toArray();
  }

  private static double[] slope(double[] times) {
    return Arrays.stream(times).map(t -> Math.sin(t) + t * Math.cos(t)).toArray();
  }

  /** The integrals of test functions times slope, with the polynomials written out. */
  private static double[] integrals() {
    GaussLegendre rule = GaussLegendre.of(80);
    double[] sums = new double[4];
    for (int k = 0; k < rule.size(); k++) {
      double h = rule.node(k);
      double[] jacobi = {1, 2 * h, (15 * h * h - 3) / 4, 7 * h * h * h - 3 * h};
      double weight =
          0.75 * rule.weight(k) * (1 - h * h) * slope(new double[] {0.75 * h + 1.25})[0];
      for (int n = 0; n < 4; n++) {
        sums[n] += weight * jacobi[n];
      }
    }
    return sums;
  }

  @TestFactory
  List<DynamicTest> bilinear() {
    ReferenceCase data = ReferenceCase.load("o26_bilinear_control");
    Matrix table = data.file("D");
    Monomials dictionary =
        Monomials.of(new int[] {0, 0}, new int[] {1, 0}, new int[] {0, 1}, new int[] {2, 0});
    Matrix states = table.columns(2, 4);
    BilinearEdmd exact =
        BilinearEdmd.fit(
            dictionary.evaluate(states),
            table.columns(4, 5),
            dictionary.derivative(states, table.columns(5, 7)));
    List<Trajectory> items = new ArrayList<>();
    Trajectories states81 = SlowManifold.trajectories(table, 2);
    for (int i = 0; i < states81.size(); i++) {
      items.add(states81.get(i).withU(table.rows(81 * i, 81 * (i + 1)).columns(4, 5)));
    }
    BilinearEdmd weak =
        BilinearEdmd.fitWeak(dictionary, new Trajectories(items), WeakForm.of(0.05, 17, 4, 4), 4);
    return data.checks(
        Map.of(
            "bilinear.A", exact.drift(),
            "bilinear.B", exact.inputs().get(0),
            "bilinear.exponents", exact.at(0).eigenvalues(),
            "bilinear_weak.A", weak.drift(),
            "bilinear_weak.B", weak.inputs().get(0)));
  }
}
