package io.metalab.bench;

import io.metalab.api.RunIds;
import io.metalab.core.plan.SeenIds;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Ids of a sweep of a million points in a cold JVM whose whole heap is 64 MiB. */
final class PlanScenario implements Scenario {
  private static final int MILLION = 1_000_000;
  private static final int BLOCK = 16_384;

  private final String name;
  private final Supplier<StudyPlan> planner;

  private PlanScenario(String name, Supplier<StudyPlan> planner) {
    this.name = name;
    this.planner = planner;
  }

  /** Returns the scenario of a grid of three params, whose values are known before any point. */
  static PlanScenario ofGrid() {
    return new PlanScenario("plan", () -> NoOpStudy.plan("plan", MILLION));
  }

  /** Returns the scenario of three params drawn anew at each point. */
  static PlanScenario ofRandomSweep() {
    return new PlanScenario("random", () -> NoOpStudy.randomPlan("random", MILLION));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> jvmOptions() {
    return List.of("-Xmx64m");
  }

  @Override
  public Map<String, Double> measure(Path directory) {
    long start = System.nanoTime();
    long cpuStart = Scenario.cpuNanos();
    StudyPlan plan = planner.get();
    SeenIds seen = new SeenIds(plan.size());
    long repeated = 0;
    for (long from = 0; from < plan.size(); from += BLOCK) {
      RunIds block = plan.ids(from, Math.min(plan.size(), from + BLOCK));
      repeated += seen.repeated(block).cardinality();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("runs", (double) plan.size());
    figures.put("repeated", (double) repeated);
    figures.put("seconds", (System.nanoTime() - start) / 1e9);
    figures.put("cpu_seconds", (Scenario.cpuNanos() - cpuStart) / 1e9);
    figures.put("heap_limit_mib", 64.0);
    return figures;
  }
}
