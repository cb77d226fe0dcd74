package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * No-op runs per second on threads, end to end, and what is left of the time without each stage.
 */
final class ThroughputScenario implements Scenario {
  private static final int RUNS = 200_000;
  private static final int WARM_UP = 60_000;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    run("warm-up", "memory:", WARM_UP, new LinkedHashMap<>());
    run("warm-up", journal(directory, "group"), WARM_UP, new LinkedHashMap<>());
    figures.put("plan_only_runs_per_s", planOnly());
    run("memory_store", "memory:", RUNS, figures);
    run("journal_unsynced", journal(directory, "none"), RUNS, figures);
    run("journal_durable", journal(directory, "group"), RUNS, figures);
    return figures;
  }

  private static String journal(Path directory, String sync) throws Exception {
    return Files.createTempDirectory(directory, "store").toUri() + "?sync=" + sync;
  }

  private static double planOnly() {
    StudyPlan plan = NoOpStudy.plan("throughput", RUNS);
    long start = System.nanoTime();
    for (long i = 0; i < RUNS; i++) {
      plan.runAt(i);
    }
    return RUNS / ((System.nanoTime() - start) / 1e9);
  }

  /** The processor time of a run is much the same however busy the machine is. */
  private static void run(String name, String locator, int runs, Map<String, Double> figures)
      throws Exception {
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), ThroughputScenario.class.getClassLoader())) {
      long cpuStart = Scenario.cpuNanos();
      double seconds = NoOpStudy.run(NoOpStudy.plan("throughput", runs), store);
      figures.put(name + "_runs_per_s", runs / seconds);
      figures.put(name + "_cpu_us_per_run", (Scenario.cpuNanos() - cpuStart) / 1e3 / runs);
    }
  }
}
