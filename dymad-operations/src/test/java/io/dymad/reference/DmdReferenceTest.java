package io.dymad.reference;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.dmd.ControlledModel;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.DmdWithControl;
import io.dymad.dmd.ForwardBackwardDmd;
import io.dymad.dmd.HankelDmd;
import io.dymad.dmd.Havok;
import io.dymad.dmd.ModalModel;
import io.dymad.dmd.ModalModel.Amplitudes;
import io.dymad.dmd.Snapshots;
import io.dymad.dmd.StructuredDmd;
import io.dymad.dmd.SubspaceDmd;
import io.dymad.dmd.TotalLeastSquaresDmd;
import io.dymad.numerics.Assignment;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DmdReferenceTest {
  private static Dmd dmd(int rank) {
    return Dmd.of(RankRule.of(rank));
  }

  private static <M extends Dense<M>> double relative(M computed, M expected) {
    return computed.minus(expected).frobeniusNorm() / expected.frobeniusNorm();
  }

  @TestFactory
  List<DynamicTest> lowRankLinear() {
    ReferenceCase data = ReferenceCase.load("o01_linear_lowrank");
    Matrix all = data.file("X");
    Matrix train = all.rows(0, 41);
    Snapshots<Matrix> snapshots = Snapshots.ofSeries(train, data.number("system.dt"));
    RankRule five = RankRule.of(5);
    ModalModel exact = dmd(5).fit(snapshots);
    ModalModel optimal = dmd(5).with(Amplitudes.ALL).fit(snapshots);
    int[] order = Assignment.match(data.complex("truth.eigenvalues_dt"), exact.eigenvalues());
    double[] s = snapshots.now().singularValues();
    Map<String, Object> computed = new HashMap<>();
    computed.put("dmd_exact.eigs", exact.eigenvalues());
    computed.put(
        "dmd_projected.eigs", dmd(5).with(Dmd.Modes.PROJECTED).fit(snapshots).eigenvalues());
    computed.put("dmd.omega", exact.exponents());
    computed.put("dmd.contributions", rowsOf(exact.contributions(), order));
    computed.put("dmd.contributions_opt", rowsOf(optimal.contributions(), order));
    computed.put("dmd.reconstruction", exact.error(train, 0));
    computed.put("dmd.prediction", exact.error(all.rows(41, 61), 41));
    computed.put("fbdmd.eigs", ForwardBackwardDmd.of(five).fit(snapshots).eigenvalues());
    computed.put("tlsdmd.eigs", TotalLeastSquaresDmd.of(five).fit(snapshots).eigenvalues());
    computed.put("subspace_dmd.eigs", new SubspaceDmd(five).fit(train, 0.1).eigenvalues());
    computed.put(
        "hankel_dmd.eigs",
        new HankelDmd(2, dmd(5)).fit(Trajectories.of(Trajectory.of(0.1, train))).eigenvalues());
    computed.put("svd.singular_values", Arrays.copyOf(s, 5));
    computed.put("svd.numerical_rank", RankRule.tolerance(1e-10).rank(s, 40, 12));
    return data.checks(computed);
  }

  /** Returns chosen columns as rows. */
  private static ComplexMatrix rowsOf(ComplexMatrix columns, int... order) {
    return columns.selectColumns(order).adjoint().conjugate();
  }

  @TestFactory
  List<DynamicTest> exactAndProjectedModes() {
    ReferenceCase data = ReferenceCase.load("o02_exact_vs_projected");
    Matrix x = data.matrix("data.X").adjoint();
    Matrix y = data.matrix("data.Y").adjoint();
    Snapshots<Matrix> snapshots = Snapshots.ofPairs(x, y, 1);
    Matrix operator = x.pseudoInverse().times(y).adjoint();
    ModalModel exact = dmd(4).fit(snapshots);
    ModalModel projected = dmd(4).with(Dmd.Modes.PROJECTED).fit(snapshots);
    double[] projectedResiduals = modeResiduals(operator, projected);
    Arrays.sort(projectedResiduals);
    ComplexVector values = exact.eigenvalues();
    int[] byPart =
        IntStream.range(0, 4)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(j -> values.get(j).re())
                    .thenComparingDouble(j -> values.get(j).im()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] cosines =
        Arrays.stream(byPart)
            .mapToDouble(j -> exact.modes().column(j).dot(projected.modes().column(j)).abs())
            .toArray();
    return data.checks(
        Map.of(
            "dmd_r4.eigs",
            values,
            "dmd_r2.eigs",
            dmd(2).fit(snapshots).eigenvalues(),
            "dmd_tikhonov.eigs",
            new Dmd(RankRule.of(4), Dmd.Modes.EXACT, Amplitudes.FIRST, 1.5)
                .fit(snapshots)
                .eigenvalues(),
            "dmd.full_operator",
            operator,
            "dmd_exact.mode_residual",
            Arrays.stream(modeResiduals(operator, exact)).max().orElseThrow(),
            "dmd_projected.mode_residual",
            projectedResiduals,
            "dmd.mode_cosines",
            cosines));
  }

  private static double[] modeResiduals(Matrix operator, ModalModel model) {
    return operator
        .timesComplex(model.modes())
        .minus(model.modes().scaleColumns(model.eigenvalues()))
        .columnNorms();
  }

  @TestFactory
  List<DynamicTest> limitCycle() {
    ReferenceCase data = ReferenceCase.load("o05_vdp_cycle_hankel");
    double step = data.number("system.dt");
    ModalModel model =
        new HankelDmd(80, dmd(18)).fit(Trajectories.of(Trajectory.of(step, data.file("x"))));
    ComplexVector fundamental = ComplexVector.of(new Complex(0, data.number("truth.omega")));
    int first = Assignment.match(fundamental, model.exponents())[0];
    return data.checks(
        Map.of(
            "hankel.harmonics", model.exponents(),
            "hankel.fundamental_modulus", model.eigenvalues().get(first).abs(),
            "hankel.period", 2 * Math.PI / model.exponents().get(first).im()));
  }

  @TestFactory
  List<DynamicTest> lorenz() {
    ReferenceCase data = ReferenceCase.load("o07_lorenz_havok");
    double[] signal = data.file("x").column(0);
    Map<String, Object> computed = new HashMap<>();
    for (int rank : new int[] {7, 9}) {
      Havok.Fit fit = new Havok(40, rank).fit(signal, data.number("system.dt"));
      String name = "havok_r" + rank;
      computed.put(name + ".singular_values", fit.singularValues());
      computed.put(name + ".eigs", fit.exponents());
      computed.put(name + ".absA", fit.a().toComplex().abs());
      computed.put(name + ".absB", fit.b().toComplex().abs());
      computed.put(
          name + ".skewness",
          fit.a().plus(fit.a().adjoint()).frobeniusNorm() / fit.a().frobeniusNorm());
    }
    return data.checks(computed);
  }

  @TestFactory
  List<DynamicTest> sechField() {
    ReferenceCase data = ReferenceCase.load("o14_sech_field");
    double step = 4 * Math.PI / 128;
    ComplexMatrix field =
        ComplexMatrix.generate(
            129,
            65,
            (k, i) -> {
              double x = -5 + 10 * i / 64.0;
              return Complex.polar(1 / Math.cosh(x + 3), 2.3 * k * step)
                  .plus(Complex.polar(2 / Math.cosh(x) * Math.tanh(x), 2.8 * k * step));
            });
    ModalModel model = dmd(2).fit(Snapshots.ofSeries(field, step));
    int[] order = Assignment.match(data.complex("truth.omega"), model.exponents());
    return data.checks(
        Map.of(
            "generator",
            ComplexMatrix.generate(5, 5, (i, k) -> field.get(32 * k, 16 * i)),
            "dmd.omega",
            model.exponents(),
            "dmd.mode_times_amplitude",
            rowsOf(model.contributions(), order),
            "dmd.reconstruction",
            model.error(field, 0),
            "rank.energy_1_minus_1e-12",
            RankRule.energy(1 - 1e-12).rank(field.singularValues(), 129, 65)));
  }

  @TestFactory
  List<DynamicTest> control() {
    ReferenceCase data = ReferenceCase.load("o15_dmdc_lti");
    Matrix x = data.file("X");
    Matrix z = data.file("Z");
    Matrix u = data.file("U");
    SnapshotPairs small = new SnapshotPairs(x.rows(0, 60), x.rows(1, 61), u, 1, List.of());
    SnapshotPairs lifted = new SnapshotPairs(z.rows(0, 60), z.rows(1, 61), u, 1, List.of());
    DmdWithControl method = new DmdWithControl(RankRule.of(6), RankRule.of(4));
    ControlledModel model = method.fit(small);
    ControlledModel large = method.fit(lifted);
    ControlledModel known =
        new DmdWithControl(RankRule.of(4), RankRule.of(4)).fit(small, data.matrix("truth.B"));
    ComplexVector ignoring = dmd(4).fit(Snapshots.ofSeries(x, 1)).eigenvalues();
    return data.checks(
        Map.of(
            "dmdc.A", model.a(),
            "dmdc.B", model.b(),
            "dmdc_knownB.A", known.a(),
            "dmdc_lifted.eigs", large.eigenvalues(),
            "dmdc_lifted.B", large.b(),
            "dmdc_lifted.prediction", relative(large.simulate(z.rows(0, 1), u), z),
            "dmd_ignoring_u.fails",
                Deviation.of("set", ignoring, data.complex("truth.eigenvalues"))));
  }

  @TestFactory
  List<DynamicTest> delaysOfSeveralTrajectories() {
    ReferenceCase data = ReferenceCase.load("o17_multitraj_delay");
    Matrix table = data.file("D");
    HankelDmd method = new HankelDmd(5, dmd(4));
    Trajectories apart = SlowManifold.trajectories(table, 1);
    // The wrong way: the trajectories as one series, so that windows cross the joins.
    Trajectories joined = Trajectories.of(Trajectory.of(0.2, table.columns(2, 3)));
    ComplexVector naive = method.fit(joined).eigenvalues();
    return data.checks(
        Map.of(
            "hankel_multi.eigs", method.fit(apart).eigenvalues(),
            "hankel_multi.pairs", method.windows(apart).now().rows(),
            "hankel_naive.eigs", naive,
            "hankel_naive.error", Deviation.of("set", naive, data.complex("truth.eigenvalues"))));
  }

  @TestFactory
  List<DynamicTest> higherOrder() {
    ReferenceCase data = ReferenceCase.load("o18_hodmd_scalar");
    Matrix y = data.file("y");
    ModalModel model =
        new HankelDmd(30, dmd(5).with(Amplitudes.ALL)).fit(Trajectories.of(Trajectory.of(0.05, y)));
    Matrix signal = model.series(0, 200).columns(0, 1).re();
    ModalModel quasiperiodic =
        new HankelDmd(100, dmd(11))
            .fit(Trajectories.of(Trajectory.of(40 * Math.PI / 799, data.file("q"))));
    return data.checks(
        Map.of(
            "hodmd_y.omega", model.exponents(),
            "hodmd_y.reconstruction", signal.minus(y).maxAbs(),
            "hodmd_q.omega", quasiperiodic.exponents()));
  }

  @TestFactory
  List<DynamicTest> structure() {
    ReferenceCase data = ReferenceCase.load("o23_structured_dmd");
    Matrix x = data.file("X").adjoint();
    Matrix y = data.file("Y").adjoint();
    return data.checks(
        Map.of(
            "pidmd.orthogonal", new StructuredDmd.Orthogonal().fit(x, y),
            "pidmd.symmetric", new StructuredDmd.Symmetric().fit(x, y),
            "pidmd.skew", new StructuredDmd.Skew().fit(x, y),
            "pidmd.upper", StructuredDmd.upperTriangular().fit(x, y),
            "pidmd.tridiagonal", new StructuredDmd.Banded(1, 1).fit(x, y),
            "pidmd.circulant", new StructuredDmd.Circulant().fit(x, y)));
  }
}
