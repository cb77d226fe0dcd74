package io.dymad.reference;

import io.dymad.core.SnapshotPairs;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.GeneratorEdmd;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.Monomials;
import io.dymad.edmd.Vamp;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.LowRank;
import io.dymad.numerics.Matrix;
import io.dymad.sako.ConjugacyMap;
import io.dymad.sako.Residuals;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EdmdReferenceTest {
  private static final Matrix START = Matrix.of(new double[] {1.2, -0.9});

  @TestFactory
  List<DynamicTest> slowManifold() {
    ReferenceCase data = ReferenceCase.load("o03_slow_manifold_edmd");
    SnapshotPairs pairs = SlowManifold.pairs(data.file("D"), 2);
    Map<String, Object> computed = new HashMap<>();
    closedDictionary(data, pairs, computed);
    openDictionary(data, pairs, computed);
    Lifted<Matrix> lifted = Lifted.of(SlowManifold.C, pairs);
    Edmd<Matrix> fit = Edmd.fit(lifted, pairs.step());
    computed.put("edmd_C.eigs", fit.eigenvalues());
    computed.put("resdmd_C.residual_max", max(residuals(fit, lifted)));
    return data.checks(computed);
  }

  private static void closedDictionary(
      ReferenceCase data, SnapshotPairs pairs, Map<String, Object> computed) {
    Edmd<Matrix> fit = Edmd.fit(Lifted.of(SlowManifold.A, pairs), pairs.step());
    Matrix points = data.matrix("system.test_points");
    int[] order = Assignment.match(data.complex("truth.eigenvalues_A"), fit.eigenvalues());
    ComplexVector fast = fit.eigenfunctions(SlowManifold.A.evaluate(points)).column(order[1]);
    computed.put("edmd_A.eigs", fit.eigenvalues());
    computed.put("edmd_A.K", fit.koopman());
    computed.put("edmd_A.omega", fit.exponents());
    computed.put("edmd_A.fast_eigenfunction", fast.map(value -> value.dividedBy(fast.get(0))));
    Matrix jacobian = Matrix.diagonal(data.number("system.mu"), data.number("system.lam"));
    computed.put(
        "edmd_A.conjugacy_map",
        ConjugacyMap.of(fit, SlowManifold.A, new double[2], jacobian).coordinates(points));
    Matrix start = SlowManifold.A.evaluate(START);
    Matrix states = Matrix.identity(3).columns(0, 2);
    ComplexMatrix modes = fit.modes(states);
    ComplexVector amplitudes = fit.eigenfunctions(start).row(0);
    computed.put("edmd_A.mode_contributions", modes.scaleRows(amplitudes).selectRows(order));
    computed.put(
        "edmd_A.prediction",
        Matrix.generate(51, 2, (k, j) -> fit.advance(start, k).times(states).get(0, j)));
  }

  private static void openDictionary(
      ReferenceCase data, SnapshotPairs pairs, Map<String, Object> computed) {
    Lifted<Matrix> lifted = Lifted.of(SlowManifold.B, pairs);
    Edmd<Matrix> fit = Edmd.fit(lifted, pairs.step());
    double[] residuals = residuals(fit, lifted);
    double[] gram = Residuals.byGram(fit.eigenvalues(), fit.eigen().right(), lifted);
    int[] exact = Assignment.match(data.complex("truth.eigenvalues_B_exact"), fit.eigenvalues());
    int[] other = Assignment.match(data.complex("truth.eigenvalues_B_other"), fit.eigenvalues());
    int[] kept = Residuals.below(fit.eigenvalues(), residuals, 1e-6);
    Matrix filtered = LowRank.ofEigenpairs(fit.eigen().biorthogonal().select(kept)).toMatrix();
    Edmd<Matrix> low = Edmd.of(filtered, pairs.step());
    // The start is projected first: what was filtered out is not part of the prediction.
    Eigen pairsKept = fit.eigen().biorthogonal().select(kept);
    Matrix start =
        SlowManifold.B.evaluate(START)
            .timesComplex(pairsKept.right())
            .timesAdjoint(pairsKept.left())
            .requireReal(1e-9, "the start");
    computed.put("edmd_B.eigs_exact_part", fit.eigenvalues());
    computed.put("edmd_B.eigs_all", fit.eigenvalues());
    computed.put("resdmd_B.residual_exact_part", max(select(residuals, exact)));
    computed.put("resdmd_B.residual_exact_part_gram", max(select(gram, exact)));
    computed.put("resdmd_B.residual_other", select(residuals, other));
    computed.put("resdmd_B.filtered_rank", kept.length);
    computed.put(
        "resdmd_B.filtered_prediction",
        Matrix.generate(51, 2, (k, j) -> low.advance(start, k).get(0, j + 1)));
  }

  private static double[] residuals(Edmd<Matrix> fit, Lifted<Matrix> lifted) {
    return Residuals.of(fit.eigenvalues(), fit.eigen().right(), lifted);
  }

  private static double[] select(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  @TestFactory
  List<DynamicTest> generator() {
    ReferenceCase data = ReferenceCase.load("o04_generator_edmd");
    GeneratorEdmd fit =
        GeneratorEdmd.fit(SlowManifold.C, data.matrix("data.X"), data.matrix("data.Xdot"));
    return data.checks(Map.of("gedmd_C.exponents", fit.exponents()));
  }

  @TestFactory
  List<DynamicTest> duffingWell() {
    ReferenceCase data = ReferenceCase.load("o06_duffing_well");
    SnapshotPairs pairs = SlowManifold.pairs(data.file("D"), 2);
    ComplexVector without = exponents(pairs, 1);
    return data.checks(
        Map.of(
            "edmd.principal", without,
            "edmd.products", without,
            "edmd_with_constant.principal", exponents(pairs, 0)));
  }

  private static ComplexVector exponents(SnapshotPairs pairs, int fromDegree) {
    Monomials dictionary =
        Monomials.ofTotalDegree(2, fromDegree, 5)
            .scaled(new double[] {1, 0}, new double[] {0.1, 0.1});
    return Edmd.fit(Lifted.of(dictionary, pairs), pairs.step()).exponents();
  }

  @TestFactory
  List<DynamicTest> trainingBaselines() {
    ReferenceCase data = ReferenceCase.load("o28_training_targets");
    return data.checks(
        Map.of(
            "baseline.dmd", rolloutError(data, 1),
            "baseline.edmd2", rolloutError(data, 2),
            "baseline.edmd3", rolloutError(data, 3)));
  }

  /** Rolls EDMD out from the first sample of each test trajectory. */
  private static double rolloutError(ReferenceCase data, int degree) {
    Monomials dictionary = Monomials.ofTotalDegree(2, 1, degree);
    SnapshotPairs pairs = SlowManifold.pairs(data.file("train"), 2);
    Edmd<Matrix> fit = Edmd.fit(Lifted.of(dictionary, pairs), pairs.step());
    double error = 0;
    double norm = 0;
    for (var item : SlowManifold.trajectories(data.file("test"), 2).items()) {
      Matrix features = dictionary.evaluate(item.x().rows(0, 1));
      for (int k = 0; k < item.steps(); k++) {
        Matrix truth = item.x().rows(k, k + 1);
        error += square(features.columns(0, 2).minus(truth));
        norm += square(truth);
        features = features.times(fit.koopman());
      }
    }
    return Math.sqrt(error / norm);
  }

  private static double square(Matrix matrix) {
    return matrix.frobeniusNorm() * matrix.frobeniusNorm();
  }

  @TestFactory
  List<DynamicTest> markovChain() {
    ReferenceCase data = ReferenceCase.load("o29_markov_vamp");
    Matrix transition = data.matrix("system.P");
    double[] stationary = data.numbers("truth.stationary");
    Matrix now = Matrix.generate(16, 4, (k, j) -> k / 4 == j ? 1 : 0);
    Matrix next = Matrix.generate(16, 4, (k, j) -> k % 4 == j ? 1 : 0);
    double[] weights = new double[16];
    Arrays.setAll(weights, k -> stationary[k / 4] * transition.get(k / 4, k % 4));
    Lifted<Matrix> lifted = Lifted.of(now, next).withWeights(weights);
    Edmd<Matrix> fit = Edmd.fit(lifted, 1);
    double[] residuals = residuals(fit, lifted);
    Arrays.sort(residuals);
    Vamp vamp = Vamp.fit(lifted);
    return data.checks(
        Map.of(
            "edmd.eigs", fit.eigenvalues(),
            "edmd.K", fit.koopman(),
            "vamp.singular_values", vamp.singularValues(),
            "vamp.score2", vamp.score(2),
            "resdmd.residuals", residuals));
  }
}
