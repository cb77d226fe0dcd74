package io.metalab.bench;

import io.metalab.api.Experiment;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.executor.ThreadExecutorProvider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Sweeps of three params whose operation does nothing but capture one metric. */
final class NoOpStudy {
  private static final int EDGE = 100;

  private NoOpStudy() {}

  /**
   * Returns the plan of a grid of 100 x 100 x a number of points.
   *
   * @param runs the size, a multiple of 10,000
   */
  static StudyPlan plan(String name, int runs) {
    if (runs <= 0 || runs % (EDGE * EDGE) != 0) {
      throw new IllegalArgumentException("Not a positive multiple of 10,000: " + runs);
    }
    return plan(name, EDGE, EDGE, runs / (EDGE * EDGE));
  }

  /** Returns the plan of a grid of so many points on each axis. */
  static StudyPlan plan(String name, int rates, int widths, int depths) {
    Map<String, List<?>> axes = new LinkedHashMap<>();
    axes.put("lr", LongStream.rangeClosed(1, rates).mapToObj(i -> i / 1000.0).toList());
    axes.put("width", LongStream.rangeClosed(1, widths).boxed().toList());
    axes.put("depth", LongStream.rangeClosed(1, depths).boxed().toList());
    return plan(name, ParamSources.grid(axes));
  }

  /** Returns the plan of points drawn at random. */
  static StudyPlan randomPlan(String name, int runs) {
    Map<String, Distribution> axes = new LinkedHashMap<>();
    axes.put("lr", new Distribution.LogUniform(1e-5, 1));
    axes.put("dropout", new Distribution.Uniform(0, 0.5));
    axes.put("depth", new Distribution.IntegerRange(1, 1_000));
    return plan(name, ParamSources.random(runs, 42, axes));
  }

  private static StudyPlan plan(String name, ParamSource points) {
    Experiment experiment =
        Experiment.of(name, "1")
            .operation(OperationSpec.open("no_op"), new NoOpOperation())
            .params(points)
            .build();
    return StudyPlan.of(experiment, FileDigests.of(Path.of("")));
  }

  /** Executes a plan on threads and returns the seconds it took. */
  static double run(StudyPlan plan, Store store) {
    return run(plan, store, new ThreadExecutorProvider(), RunOptions.defaults());
  }

  /** Executes a plan and returns the seconds it took. */
  static double run(StudyPlan plan, Store store, ExecutorProvider executor, RunOptions options) {
    long start = System.nanoTime();
    StudyResult result = StudyRunner.of(plan, store, executor).options(options).start().result();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!result.failures().isEmpty()) {
      throw new IllegalStateException("Runs failed: " + result.failures());
    }
    return seconds;
  }
}
