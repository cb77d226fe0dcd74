package io.metalab.bench;

import io.dymad.dmd.Dmd;
import io.dymad.dmd.Snapshots;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How much memory DMD of 400 pairs of 100,000 sensors takes: the most that was resident of a JVM
 * that does nothing else, beside the bytes of the data. These are snapshots and their successors,
 * or one series, in which the pairs are views.
 */
final class DymadMemoryScenario implements Scenario {
  private static final int SENSORS = 100_000;
  private static final int PAIRS = 400;

  private final boolean series;

  private DymadMemoryScenario(boolean series) {
    this.series = series;
  }

  static DymadMemoryScenario ofPairs() {
    return new DymadMemoryScenario(false);
  }

  static DymadMemoryScenario ofSeries() {
    return new DymadMemoryScenario(true);
  }

  @Override
  public String name() {
    return series ? "dymad-memory-series" : "dymad-memory";
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public List<String> jvmOptions() {
    return series ? List.of("-Xmx480m", "-Xmn120m", "-XX:+UseSerialGC") : List.of("-Xmx800m");
  }

  @Override
  public Map<String, Double> measure(Path directory) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    Snapshots<Matrix> snapshots =
        series
            ? Snapshots.ofSeries(Matrix.gaussian(PAIRS + 1, SENSORS, random), 1)
            : Snapshots.ofPairs(
                Matrix.gaussian(PAIRS, SENSORS, random),
                Matrix.gaussian(PAIRS, SENSORS, random),
                1);
    double data = (double) Double.BYTES * SENSORS * (series ? PAIRS + 1 : 2 * PAIRS);
    Dmd.of(RankRule.of(20)).fit(snapshots);
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
