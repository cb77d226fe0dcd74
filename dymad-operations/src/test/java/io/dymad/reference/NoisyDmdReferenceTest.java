package io.dymad.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.dymad.dmd.BaggedDmd;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.ForwardBackwardDmd;
import io.dymad.dmd.ModalModel;
import io.dymad.dmd.MultiresolutionDmd;
import io.dymad.dmd.OptimizedDmd;
import io.dymad.dmd.Snapshots;
import io.dymad.dmd.SparseDmd;
import io.dymad.dmd.SubspaceDmd;
import io.dymad.dmd.TotalLeastSquaresDmd;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.RandomizedSvd;
import io.dymad.numerics.RankRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NoisyDmdReferenceTest {
  private static final RankRule TWO = RankRule.of(2);

  @TestFactory
  List<DynamicTest> sensorNoise() {
    ReferenceCase data = ReferenceCase.load("o12_noisy_oscillator_bias");
    Map<String, Complex> sums = new TreeMap<>();
    for (int seed = 1; seed <= 200; seed++) {
      exponents(noisy(data, seed)).forEach((name, value) -> sums.merge(name, value, Complex::plus));
    }
    Map<String, Object> computed = new HashMap<>();
    sums.replaceAll((name, sum) -> sum.times(1.0 / 200));
    sums.forEach((name, mean) -> computed.put("mc." + name + ".mean", mean.re()));
    Matrix first = data.file("noisy1");
    exponents(first).forEach((name, value) -> computed.put("noisy1." + name, value));
    ModalModel imaginary =
        OptimizedDmd.of(2)
            .with(OptimizedDmd.Constraint.IMAGINARY)
            .fit(times(101, 0.1), first)
            .model();
    computed.put("noisy1.optdmd_imaginary", upper(imaginary.exponents()).im());
    computed.put("mc.dmd.bias_prediction", sums.get("dmd"));
    double worst =
        List.of("fbdmd", "tlsdmd", "optdmd").stream()
            .mapToDouble(name -> Math.abs(sums.getOrDefault(name, Complex.ONE).re()))
            .max()
            .orElseThrow();
    computed.put("mc.cured_methods", worst / Math.abs(sums.getOrDefault("dmd", Complex.ZERO).re()));
    return data.checks(computed);
  }

  private static Matrix noisy(ReferenceCase data, int seed) {
    Matrix advance = MatrixFunctions.exp(data.matrix("system.A").times(0.1));
    double[] noise = ReferenceCase.gaussians(seed, 202);
    double[][] rows = new double[101][];
    rows[0] = data.numbers("system.initial_conditions");
    for (int k = 1; k <= 100; k++) {
      rows[k] = advance.times(rows[k - 1]);
    }
    return Matrix.generate(101, 2, (k, i) -> rows[k][i] + 0.1 * noise[2 * k + i]);
  }

  private static Map<String, Complex> exponents(Matrix series) {
    Snapshots<Matrix> snapshots = Snapshots.ofSeries(series, 0.1);
    ModalModel plain = Dmd.of(TWO).fit(snapshots);
    Map<String, Complex> found = new TreeMap<>();
    found.put("dmd", upper(plain.exponents()));
    found.put("fbdmd", upper(ForwardBackwardDmd.of(TWO).fit(snapshots).exponents()));
    found.put("tlsdmd", upper(TotalLeastSquaresDmd.of(TWO).fit(snapshots).exponents()));
    found.put("subspace", upper(new SubspaceDmd(TWO).fit(series, 0.1).exponents()));
    OptimizedDmd.Fit optimal = OptimizedDmd.of(2).fit(times(101, 0.1), series, plain.exponents());
    found.put("optdmd", upper(optimal.model().exponents()));
    return found;
  }

  private static Complex upper(ComplexVector values) {
    return values.stream().reduce((a, b) -> a.im() >= b.im() ? a : b).orElseThrow();
  }

  private static double[] times(int count, double step) {
    return IntStream.range(0, count).mapToDouble(k -> k * step).toArray();
  }

  @TestFactory
  List<DynamicTest> unevenTimes() {
    ReferenceCase data = ReferenceCase.load("o13_optdmd_uneven");
    double[] times = data.file("t").column(0);
    OptimizedDmd method = OptimizedDmd.of(5);
    ModalModel clean = method.fit(times, data.file("X")).model();
    OptimizedDmd.Fit noisy = method.fit(times, data.file("Xn"));
    int[] order = Assignment.match(data.complex("truth.alpha"), clean.exponents());
    return data.checks(
        Map.of(
            "optdmd_clean.alpha",
            clean.exponents(),
            "optdmd_clean.modes",
            clean.contributions().selectColumns(order).adjoint().conjugate(),
            "optdmd_noisy.alpha",
            noisy.model().exponents(),
            "optdmd_noisy.residual",
            noisy.residual(),
            "optdmd_noisy.error",
            noisy.model().exponents()));
  }

  @Test
  void bagsSpreadAsTheReferenceDoes() {
    ReferenceCase data = ReferenceCase.load("o13_optdmd_uneven");
    BaggedDmd.Fit fit =
        new BaggedDmd(OptimizedDmd.of(5), 60, 0.8)
            .fit(data.file("t").column(0), data.file("Xn"), new SplittableRandom(99));
    ComplexVector known = data.complex("truth.own_noisy_alpha");
    int[] order = Assignment.match(known, fit.full().model().exponents());
    double[] expected = data.numbers("truth.bagging_std");
    for (int j = 0; j < order.length; j++) {
      assertThat(fit.deviations()[order[j]] / expected[j]).isBetween(1 / 1.6, 1.6);
      assertThat(fit.mean().get(order[j]).minus(known.get(j)).abs()).isLessThan(expected[j]);
    }
  }

  @TestFactory
  List<DynamicTest> scales() {
    ReferenceCase data = ReferenceCase.load("o19_mrdmd");
    ComplexMatrix field =
        ComplexMatrix.generate(
            320,
            40,
            (k, i) -> {
              double x = -5 + 10 * i / 39.0;
              double t = k * 0.0625;
              Complex sum = Complex.polar(Math.exp(-x * x / 8), 2 * Math.PI * 0.02 * t);
              if (t >= 5 && t < 15) {
                double burst = x * Math.exp(-x * x / 6);
                sum = sum.plus(Complex.polar(1, 2 * Math.PI * 0.6 * t).times(burst));
              }
              if (t >= 12.5) {
                double burst = 0.5 * Math.cos(1.2 * x) * Math.exp(-x * x / 10);
                sum = sum.plus(Complex.polar(1, 2 * Math.PI * 3 * t).times(burst));
              }
              return sum;
            });
    MultiresolutionDmd.Fit fit =
        new MultiresolutionDmd(4, RankRule.atMost(2), 1).fit(field, 0.0625);
    Map<String, Object> computed = new HashMap<>();
    computed.put("generator", ComplexMatrix.generate(5, 5, (i, k) -> field.get(64 * k, 8 * i)));
    computed.put("mrdmd.level0_eigs", fit.level(0).get(0).eigenvalues());
    computed.put("mrdmd.residual", fit.residual());
    for (int level = 0; level <= 4; level++) {
      computed.put(
          "mrdmd.count_level" + level,
          fit.level(level).stream().mapToDouble(window -> window.eigenvalues().size()).toArray());
    }
    return data.checks(computed);
  }

  @TestFactory
  List<DynamicTest> wake() {
    ReferenceCase data = ReferenceCase.load("o21_wake");
    Matrix clean = data.file("X");
    double[] noise = ReferenceCase.gaussians(21, 900 * 60);
    Matrix noisy = Matrix.generate(60, 900, (k, i) -> clean.get(k, i) + 0.05 * noise[900 * k + i]);
    Dmd eight = Dmd.of(RankRule.of(8));
    ModalModel model = eight.fit(Snapshots.ofSeries(clean, 0.2));
    double[] s = clean.singularValues();
    Matrix basis = RandomizedSvd.of(8).decompose(clean, new SplittableRandom(5)).v();
    ModalModel compressed = eight.fit(Snapshots.ofSeries(clean.times(basis), 0.2));
    Matrix leading = noisy.svd().truncate(RankRule.of(8)).v();
    ComplexVector start = data.complex("truth.omega").map(omega -> omega.plus(Complex.of(0.02)));
    ModalModel optimal =
        OptimizedDmd.of(8).fit(times(60, 0.2), noisy.times(leading), start).model();
    return data.checks(
        Map.of(
            "svd.rank",
            RankRule.tolerance(1e-10).rank(s, 60, 900),
            "dmd.omega",
            model.exponents(),
            "dmd.reconstruction",
            model.error(clean, 0),
            "randomized_dmd.omega",
            compressed.exponents(),
            "noisy.dmd_omega",
            eight.fit(Snapshots.ofSeries(noisy, 0.2)).exponents(),
            "noisy.svht_rank",
            RankRule.gavishDonoho().rank(noisy.rows(0, 59).singularValues(), 59, 900),
            "noisy.optdmd_omega",
            optimal.exponents(),
            "noisy.optdmd_error",
            optimal.exponents()));
  }

  @TestFactory
  List<DynamicTest> sparsity() {
    ReferenceCase data = ReferenceCase.load("o22_spdmd");
    ComplexVector omega = data.complex("truth.omega");
    double[] amplitudes = {3, 1.5, 0.8, 0.3, 0.1};
    ComplexMatrix field =
        ComplexMatrix.generate(
            60,
            40,
            (k, i) -> {
              Complex sum = Complex.ZERO;
              for (int j = 0; j < 5; j++) {
                double s = (j + 1) * (i + 1.0);
                double size = amplitudes[j] * (1 + 0.2 * Math.cos(0.1 * s)) / Math.sqrt(40);
                sum =
                    sum.plus(
                        Complex.polar(size, 0.15 * s).times(omega.get(j).times(0.25 * k).exp()));
              }
              return sum;
            });
    ModalModel model =
        Dmd.of(RankRule.of(5)).with(Dmd.Modes.PROJECTED).fit(Snapshots.ofSeries(field, 0.25));
    int[] order = Assignment.match(omega, model.exponents());
    double[] penalties = data.numbers("truth.gammas");
    List<SparseDmd.Choice> choices =
        Arrays.stream(penalties).mapToObj(g -> new SparseDmd(g).choose(model, field)).toList();
    ComplexVector penalised = choices.get(1).penalised();
    return data.checks(
        Map.of(
            "generator",
            ComplexMatrix.generate(4, 4, (i, k) -> field.get(15 * k, 10 * i)),
            "spdmd.support",
            Matrix.generate(
                4, 5, (g, j) -> choices.get(g).penalised().get(order[j]).abs() > 0 ? 1 : 0),
            "spdmd.loss",
            choices.stream().skip(1).mapToDouble(choice -> 100 * choice.loss()).toArray(),
            "spdmd.amplitudes_gamma10",
            penalised.select(order).abs(),
            "spdmd.kkt",
            violation(model, field, penalised, penalties[1]) / penalties[1]));
  }

  /** The optimality conditions, from the error itself: its gradient by finite differences. */
  private static double violation(
      ModalModel model, ComplexMatrix field, ComplexVector b, double penalty) {
    double worst = 0;
    for (int j = 0; j < b.size(); j++) {
      Complex gradient =
          new Complex(slope(model, field, b, j, Complex.ONE), slope(model, field, b, j, Complex.I));
      Complex value = b.get(j);
      worst =
          Math.max(
              worst,
              value.abs() > 0
                  ? gradient.plus(value.times(penalty / value.abs())).abs()
                  : gradient.abs() - penalty);
    }
    return worst;
  }

  private static double slope(
      ModalModel model, ComplexMatrix field, ComplexVector b, int j, Complex direction) {
    // The error is quadratic, so that a central difference of any width is exact.
    return (loss(model, field, moved(b, j, direction))
            - loss(model, field, moved(b, j, direction.negated())))
        / 2;
  }

  private static ComplexVector moved(ComplexVector b, int j, Complex by) {
    return ComplexVector.generate(b.size(), i -> i == j ? b.get(i).plus(by) : b.get(i));
  }

  private static double loss(ModalModel model, ComplexMatrix field, ComplexVector b) {
    ModalModel other =
        new ModalModel(
            model.eigenvalues(),
            model.exponents(),
            model.modes(),
            model.functions(),
            b,
            model.step());
    double error = other.series(0, field.rows()).minus(field).frobeniusNorm();
    return error * error;
  }
}
