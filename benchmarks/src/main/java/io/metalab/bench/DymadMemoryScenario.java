package io.metalab.bench;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.dmd.Dmd;
import io.dymad.dmd.Snapshots;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.Lifted;
import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import io.dymad.sako.Pseudospectrum;
import io.dymad.sako.Residuals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How much memory an analysis takes: the most that was resident of a JVM that does nothing else,
 * beside the bytes of the data.
 *
 * @param name of the scenario
 * @param jvmOptions which leave little more heap than the data need
 * @param source of the data
 */
record DymadMemoryScenario(String name, List<String> jvmOptions, Supplier<Task> source)
    implements Scenario {
  private static final int SENSORS = 100_000;
  private static final int PAIRS = 400;

  /** A heap for data of 306 to 311 MiB, which arrays of a matrix go to at once. */
  private static final List<String> SMALL = List.of("-Xmx480m", "-Xmn120m", "-XX:+UseSerialGC");

  /**
   * An analysis of data that are there.
   *
   * @param numbers of the data
   * @param analysis what is done with them
   */
  record Task(long numbers, Runnable analysis) {}

  /** Returns the scenarios of pairs, series and trajectories of DMD, and of features of EDMD. */
  static List<Scenario> all() {
    return List.of(
        new DymadMemoryScenario("dymad-memory", List.of("-Xmx800m"), DymadMemoryScenario::pairs),
        new DymadMemoryScenario("dymad-memory-series", SMALL, DymadMemoryScenario::series),
        new DymadMemoryScenario("dymad-memory-complex", SMALL, DymadMemoryScenario::complex),
        new DymadMemoryScenario(
            "dymad-memory-trajectories", SMALL, DymadMemoryScenario::trajectories),
        new DymadMemoryScenario(
            "dymad-memory-edmd",
            List.of("-Xmx800m", "-Xmn120m", "-XX:+UseSerialGC"),
            DymadMemoryScenario::features));
  }

  private static Matrix random(int rows, int columns, long seed) {
    return Matrix.gaussian(rows, columns, new SplittableRandom(seed));
  }

  private static Task dmd(long numbers, Snapshots<?> snapshots) {
    return new Task(numbers, () -> Dmd.of(RankRule.of(20)).fit(snapshots));
  }

  private static Task pairs() {
    Snapshots<Matrix> snapshots =
        Snapshots.ofPairs(random(PAIRS, SENSORS, 1), random(PAIRS, SENSORS, 2), 1);
    return dmd(2L * PAIRS * SENSORS, snapshots);
  }

  private static Task series() {
    return dmd((PAIRS + 1L) * SENSORS, Snapshots.ofSeries(random(PAIRS + 1, SENSORS, 1), 1));
  }

  /** Half as many sensors, each of two numbers. */
  private static Task complex() {
    SplittableRandom random = new SplittableRandom(1);
    ComplexMatrix series =
        ComplexMatrix.generate(
            PAIRS + 1,
            SENSORS / 2,
            (k, j) -> new Complex(random.nextGaussian(), random.nextGaussian()));
    return dmd((PAIRS + 1L) * SENSORS, Snapshots.ofSeries(series, 1));
  }

  private static Task trajectories() {
    int count = 8;
    int steps = PAIRS / count + 1;
    Trajectories all =
        new Trajectories(
            Stream.iterate(1, seed -> seed <= count, seed -> seed + 1)
                .map(seed -> Trajectory.of(1, random(steps, SENSORS, seed)))
                .toList());
    return dmd((long) count * steps * SENSORS, Snapshots.of(all));
  }

  /** A Koopman matrix of 200 features on 200,000 pairs, residuals, and a pseudospectrum. */
  private static Task features() {
    int samples = 200_000;
    int features = 200;
    Lifted<Matrix> pairs = Lifted.of(random(samples, features, 1), random(samples, features, 2));
    return new Task(
        2L * samples * features,
        () -> {
          Edmd<Matrix> fit = Edmd.fit(pairs, 1);
          Residuals.of(fit.eigenvalues(), fit.eigen().right(), pairs);
          Pseudospectrum.of(pairs);
        });
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public Map<String, Double> measure(Path directory) throws IOException {
    Task task = source.get();
    double data = (double) Double.BYTES * task.numbers();
    task.analysis().run();
    double peak = peakBytes();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("data_mib", data / (1 << 20));
    figures.put("peak_mib", peak / (1 << 20));
    figures.put("ratio", peak / data);
    return figures;
  }

  /** Returns the most bytes of this process that were in memory at once, as Linux counts them. */
  private static double peakBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(Double.NaN);
  }
}
