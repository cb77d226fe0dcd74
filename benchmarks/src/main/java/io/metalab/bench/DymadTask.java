package io.metalab.bench;

import io.dymad.core.SnapshotPairs;
import io.dymad.dmd.BaggedDmd;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.OptimizedDmd;
import io.dymad.dmd.Snapshots;
import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.GramEdmd;
import io.dymad.edmd.KernelFeatures;
import io.dymad.edmd.Lifted;
import io.dymad.kernel.Kernel;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.sako.ComplexGrid;
import io.dymad.sako.Pseudospectrum;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What is measured against numpy; {@code dymad_peer.py} does the same. */
enum DymadTask {
  GEMM_2000(false, () -> product(random(2000, 2000, 1), random(2000, 2000, 2))),
  SVD_1000(false, () -> random(1000, 1000, 1)::svd),
  EIG_1000(false, () -> random(1000, 1000, 1)::eigen),
  EIGVALS_1000(false, () -> random(1000, 1000, 1)::eigenvalues),
  EIGH_1000(false, () -> symmetric(1000)::hermitianEigen),
  CHOLESKY_1000(false, () -> solution(1000)),
  DMD_10000X200(false, () -> dmd(10_000, 200)),
  DMD_100000X400(false, () -> dmd(100_000, 400)),
  EDMD_ASSEMBLE(true, () -> assemble(100_000, 1000)),
  KERNEL_DMD_2000(false, () -> kernel(2000)),
  PSEUDOSPECTRUM_200(true, () -> pseudospectrum(200)),
  PSEUDOSPECTRUM_400(true, () -> pseudospectrum(400)),
  OPTDMD_PROJECTED(false, () -> optimized(true)),
  OPTDMD_ALL(false, () -> optimized(false)),
  BAGGING_20(false, DymadTask::bags);

  /** What is timed; its result is given back so that it cannot be left out. */
  interface Work {
    /** Does it. */
    Object run();
  }

  private final boolean slow;
  private final Supplier<Work> preparation;

  DymadTask(boolean slow, Supplier<Work> preparation) {
    this.slow = slow;
    this.preparation = preparation;
  }

  /** Returns the name that both programs know. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether two rounds must do. */
  boolean slow() {
    return slow;
  }

  /** Makes the data, which are not timed. */
  Work prepare() {
    return preparation.get();
  }

  private static Matrix random(int rows, int columns, long seed) {
    return Matrix.gaussian(rows, columns, new SplittableRandom(seed));
  }

  private static Work product(Matrix a, Matrix b) {
    return () -> a.times(b);
  }

  private static Matrix symmetric(int size) {
    Matrix a = random(size, size, 1);
    return a.plus(a.adjoint());
  }

  /** The solution of as many normal equations: how EDMD finds its matrix. */
  private static Work solution(int size) {
    Matrix features = random(2 * size, size, 1);
    Matrix gram = features.adjointTimes(features);
    Matrix cross = random(size, size, 2);
    return () -> gram.cholesky().solve(cross);
  }

  /** Ten tones seen by many sensors, with a little noise; one snapshot in each row. */
  private static Work dmd(int sensors, int pairs) {
    Matrix tones =
        Matrix.generate(
            pairs + 1,
            20,
            (k, j) -> {
              double angle = (0.05 + 0.25 * (j % 10 + 1)) * k;
              return j < 10 ? Math.cos(angle) : Math.sin(angle);
            });
    Matrix series =
        tones.times(random(20, sensors, 2)).plus(random(pairs + 1, sensors, 3).times(1e-3));
    Snapshots<Matrix> snapshots = Snapshots.ofSeries(series, 1);
    Dmd method = Dmd.of(RankRule.of(20));
    return () -> method.fit(snapshots);
  }

  /** Cosines of random projections. */
  private record Cosines(Matrix directions, Matrix phases) implements Dictionary {
    @Override
    public int stateSize() {
      return directions.rows();
    }

    @Override
    public List<String> names() {
      return IntStream.range(0, directions.columns()).mapToObj(i -> "cos" + i).toList();
    }

    @Override
    public Matrix evaluate(Matrix states) {
      Matrix angles = states.times(directions);
      return Matrix.generate(
          angles.rows(), angles.columns(), (i, j) -> Math.cos(angles.get(i, j) + phases.get(0, j)));
    }

    @Override
    public Matrix derivative(Matrix states, Matrix along) {
      Matrix angles = states.times(directions);
      Matrix rates = along.times(directions);
      return Matrix.generate(
          angles.rows(),
          angles.columns(),
          (i, j) -> -Math.sin(angles.get(i, j) + phases.get(0, j)) * rates.get(i, j));
    }
  }

  private static Work assemble(int samples, int features) {
    Matrix x = random(samples, 5, 1);
    SnapshotPairs pairs = SnapshotPairs.of(x, x.times(0.9), 1);
    RandomGenerator random = new SplittableRandom(3);
    Cosines dictionary =
        new Cosines(
            random(5, features, 2),
            Matrix.generate(1, features, (i, j) -> random.nextDouble(2 * Math.PI)));
    return () -> {
      GramEdmd sums = GramEdmd.of(dictionary);
      sums.add(pairs);
      return sums.gram();
    };
  }

  private static Work kernel(int samples) {
    Matrix x = random(samples, 5, 1);
    Matrix y = x.times(0.9).plus(random(samples, 5, 2).times(0.1));
    return () -> {
      KernelFeatures features = KernelFeatures.of(new Kernel.Gaussian(5), x, RankRule.of(200));
      return Edmd.fit(Lifted.of(features, SnapshotPairs.of(x, y, 1)), 1);
    };
  }

  private static Work pseudospectrum(int features) {
    Lifted<Matrix> pairs =
        Lifted.of(random(2 * features, features, 1), random(2 * features, features, 2));
    Pseudospectrum spectrum = Pseudospectrum.of(pairs);
    ComplexGrid grid = ComplexGrid.symmetric(1.5, 1.5, 100);
    return () -> spectrum.tau(grid);
  }

  private static final double[] TIMES =
      IntStream.range(0, 1000).mapToDouble(k -> 10.0 * k / 999).toArray();

  private static ComplexVector frequencies() {
    double[] all = {1, -1, 2.3, -2.3, 3.1, -3.1, 4.7, -4.7, 6, -6};
    return ComplexVector.generate(10, j -> new Complex(0.02, all[j]));
  }

  private static Matrix tones(boolean projected) {
    ComplexVector exponents = frequencies().map(a -> new Complex(0, a.im()));
    Matrix waves =
        Matrix.generate(
            1000,
            10,
            (k, j) ->
                j % 2 == 0
                    ? Math.cos(exponents.get(j).im() * TIMES[k])
                    : Math.sin(exponents.get(j).im() * TIMES[k]));
    Matrix series = waves.times(random(10, 200, 3)).plus(random(1000, 200, 4).times(0.01));
    return projected ? series.times(series.svd().v().columns(0, 10)) : series;
  }

  private static Work optimized(boolean projected) {
    Matrix series = tones(projected);
    ComplexVector start = frequencies();
    return () -> OptimizedDmd.of(10).fit(TIMES, series, start);
  }

  private static Work bags() {
    Matrix series = tones(true);
    BaggedDmd bagged = new BaggedDmd(OptimizedDmd.of(10), 20, 0.6);
    return () -> bagged.fit(TIMES, series, new SplittableRandom(5));
  }
}
