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
    run("memory:", WARM_UP);
    run(journal(directory, "group"), WARM_UP);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("plan_only_runs_per_s", planOnly());
    figures.put("memory_store_runs_per_s", run("memory:", RUNS));
    figures.put("journal_unsynced_runs_per_s", run(journal(directory, "none"), RUNS));
    figures.put("journal_durable_runs_per_s", run(journal(directory, "group"), RUNS));
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

  private static double run(String locator, int runs) throws Exception {
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), ThroughputScenario.class.getClassLoader())) {
      return runs / NoOpStudy.run(NoOpStudy.plan("throughput", runs), store);
    }
  }
}
