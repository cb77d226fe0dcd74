package io.metalab.bench;

import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunOptions;
import io.metalab.executor.ThreadExecutorProvider;
import io.metalab.executor.process.ProcessExecutorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The same no-op runs in the same kind of durable store by each executor, with two workers: many at
 * once, and one study of one run from nothing. A real SLURM, where there is one, gets fewer, with
 * the start and the end of the controller.
 */
final class ExecutorScenario implements Scenario {
  private static final int RUNS = 60_000;
  private static final RunOptions TWO_WORKERS = RunOptions.builder().workers(2).build();

  @Override
  public String name() {
    return "executors";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (ExecutorProvider executor :
        List.of(new ThreadExecutorProvider(), new ProcessExecutorProvider())) {
      figures.put(executor.name() + "_first_run_s", seconds(executor, 1, directory));
      seconds(executor, RUNS, directory);
      double seconds = seconds(executor, RUNS, directory);
      figures.put(executor.name() + "_runs_per_s", RUNS / seconds);
      figures.put(executor.name() + "_us_per_run", 1e6 * seconds / RUNS);
    }
    figures.putAll(new ClusterScenario().measure(directory));
    OptionalDouble slurm = SlurmScenario.real(directory);
    if (slurm.isPresent()) {
      figures.put("slurm_runs_per_s", SlurmScenario.RUNS / slurm.getAsDouble());
      figures.put("slurm_us_per_run", 1e6 * slurm.getAsDouble() / SlurmScenario.RUNS);
    }
    return figures;
  }

  private static double seconds(ExecutorProvider executor, int runs, Path directory)
      throws Exception {
    String locator = Files.createTempDirectory(directory, "store").toUri() + "?sync=group";
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), ExecutorScenario.class.getClassLoader())) {
      return NoOpStudy.run(
          runs == 1 ? NoOpStudy.plan("executors", 1, 1, 1) : NoOpStudy.plan("executors", runs),
          store,
          executor,
          TWO_WORKERS);
    }
  }
}
