package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunOptions;
import io.metalab.executor.slurm.SlurmExecutor;
import io.metalab.executor.slurm.SlurmExecutorProvider;
import java.util.Map;

/** Executes no-op runs in the queue of the cluster that the environment names. */
public final class SlurmController {
  private static final int MEASURED = 10_000;

  private SlurmController() {}

  /**
   * Executes a study.
   *
   * @param arguments locator of the store, number of runs, and how many runs a task gets if there
   *     are more than can be measured first
   */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[1]);
    StudyPlan plan = NoOpStudy.plan("slurm", 10, 100, runs / 1000);
    RunOptions.Builder options =
        RunOptions.builder().executor(SlurmExecutor.NAME).window(Math.max(runs, MEASURED));
    if (runs > MEASURED) {
      options.executorSettings(SlurmExecutor.NAME, Map.of("chunk_size", arguments[2]));
    }
    ClassLoader loader = SlurmController.class.getClassLoader();
    try (Store store = Stores.open(arguments[0], OpenOptions.readWrite(), loader)) {
      NoOpStudy.run(plan, store, new SlurmExecutorProvider(), options.build());
    }
  }
}
