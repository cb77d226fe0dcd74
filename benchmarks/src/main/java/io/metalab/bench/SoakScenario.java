package io.metalab.bench;

import io.dymad.torch.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether training keeps memory: what is resident of a JVM after 20,000 steps beside what was after
 * 2,000. Its heap is all there from the start, so that what grows is outside.
 *
 * @param precision of the tensors
 */
record SoakScenario(Precision precision) implements Scenario {
  private static final int EARLY = 2_000;
  private static final int LATE = 20_000;

  /** Returns the scenarios of both precisions. */
  static List<Scenario> all() {
    return List.of(new SoakScenario(Precision.FLOAT64), new SoakScenario(Precision.FLOAT32));
  }

  @Override
  public String name() {
    return precision == Precision.FLOAT64
        ? "soak"
        : "soak-" + precision.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public List<String> jvmOptions() {
    return List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
  }

  @Override
  public Map<String, Double> measure(Path directory) throws IOException {
    KoopmanStep training = new KoopmanStep(KoopmanStep.Variant.LOOP, precision);
    training.run(EARLY);
    double early = residentMebibytes();
    training.run(LATE - EARLY);
    double late = residentMebibytes();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("after_2000_steps_mib", early);
    figures.put("after_20000_steps_mib", late);
    figures.put("ratio", late / early);
    return figures;
  }

  /** Returns what is in memory of this process, as Linux counts it. */
  private static double residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
