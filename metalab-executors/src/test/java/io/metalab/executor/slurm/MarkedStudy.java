package io.metalab.executor.slurm;

import io.metalab.api.Experiment;
import io.metalab.api.SeedPlan;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyRunner;
import io.metalab.store.file.FileStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A study of {@link MarkedOperation} as a controller of its own executes it. */
public final class MarkedStudy {
  private MarkedStudy() {}

  /**
   * Executes the study on the cluster that the environment names, one run a task.
   *
   * @param arguments the directory of the store, that of the marks, and how many runs there are
   */
  public static void main(String[] arguments) {
    try (FileStore store = FileStore.open(Path.of(arguments[0]))) {
      StudyPlan plan = plan(new Marks(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
      start(plan, store, new SlurmSetup(System.getenv(), LocalSlurm.TIMES)).result();
    }
  }

  static StudyPlan plan(Marks marks, int runs) {
    List<Long> numbers = LongStream.range(0, runs).boxed().toList();
    return StudyPlan.of(
        Experiment.of("marked", "1")
            .operation(SlurmTests.SPEC, new MarkedOperation())
            .params(
                ParamSources.grid(
                    Map.of("n", numbers, "marks", List.of(marks.directory().toString()))))
            .seeds(SeedPlan.single(1))
            .build(),
        FileDigests.of(Path.of("")));
  }

  /** Starts it, one run a task and two tasks at once. */
  static RunHandle start(StudyPlan plan, FileStore store, SlurmSetup setup) {
    return start(plan, store, setup, 2, Map.of("chunk_size", 1L));
  }

  static RunHandle start(
      StudyPlan plan,
      FileStore store,
      SlurmSetup setup,
      int workers,
      Map<String, Object> settings) {
    return StudyRunner.of(plan, store, provider(setup))
        .options(
            RunOptions.builder()
                .executor(SlurmExecutor.NAME)
                .workers(workers)
                .executorSettings(SlurmExecutor.NAME, settings)
                .build())
        .start();
  }

  static ExecutorProvider provider(SlurmSetup setup) {
    return new ExecutorProvider() {
      @Override
      public String name() {
        return SlurmExecutor.NAME;
      }

      @Override
      public void check(ExecutorConfig config, Resources wanted) {
        setup.check(config, wanted);
      }

      @Override
      public Executor open(ExecutorConfig config, RunBody body) {
        return setup.open(SlurmTests.quick(config), body);
      }
    };
  }
}
