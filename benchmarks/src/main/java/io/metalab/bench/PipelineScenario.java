package io.metalab.bench;

import io.metalab.api.Experiment;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.StageValue;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.Take;
import io.metalab.executor.ThreadExecutorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * No-op runs per second of a study of three stages, each run of the second and third of which takes
 * a value of one run before it; and how long a second session needs to find all of them done.
 */
final class PipelineScenario implements Scenario {
  private static final int RUNS = 100_000;
  private static final int WARM_UP = 20_000;
  private static final int STAGES = 3;

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    measure("warm-up", "memory:", WARM_UP, new LinkedHashMap<>());
    measure("warm-up", journal(directory), WARM_UP, new LinkedHashMap<>());
    measure("memory_store", "memory:", RUNS, figures);
    measure("journal_durable", journal(directory), RUNS, figures);
    return figures;
  }

  private static String journal(Path directory) throws Exception {
    return Files.createTempDirectory(directory, "store").toUri() + "?sync=group";
  }

  private static void measure(String name, String locator, int runs, Map<String, Double> figures)
      throws Exception {
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), PipelineScenario.class.getClassLoader())) {
      long cpuStart = Scenario.cpuNanos();
      double seconds = run(pipeline(runs), store, runs);
      figures.put(name + "_runs_per_s", STAGES * runs / seconds);
      figures.put(
          name + "_cpu_us_per_run", (Scenario.cpuNanos() - cpuStart) / 1e3 / (STAGES * runs));
      figures.put(name + "_resume_s", run(pipeline(runs), store, runs));
    }
  }

  private static double run(Pipeline pipeline, Store store, int runs) {
    Function<Experiment, StudyPlan> planner =
        experiment -> StudyPlan.of(experiment, FileDigests.of(Path.of("")));
    long start = System.nanoTime();
    StudyPlan first = planner.apply(pipeline.stages().get(0).experiment());
    StudyResult result =
        StudyRunner.of(first, store, new ThreadExecutorProvider())
            .stages(pipeline, planner)
            .start()
            .result();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (result.counts().done() != (long) STAGES * runs || result.counts().failed() > 0) {
      throw new IllegalStateException("Not all runs succeeded: " + result.counts());
    }
    return seconds;
  }

  private static Pipeline pipeline(int runs) {
    Map<String, List<?>> axis = Map.of("depth", LongStream.rangeClosed(1, runs).boxed().toList());
    return Pipeline.of(
        List.of(
            new Stage(stage("first", ParamSources.grid(axis)), List.of()),
            new Stage(stage("second", taking("first")), List.of(Take.each("first"))),
            new Stage(stage("third", taking("second")), List.of(Take.each("second")))));
  }

  private static ParamSource taking(String stage) {
    StageValue depth = new StageValue(StageValue.Kind.PARAM, stage, "depth");
    return ParamSources.constants(Params.of("depth", depth), ParamSources.single());
  }

  private static Experiment stage(String name, ParamSource points) {
    return Experiment.of("pipeline", "1")
        .stage(name)
        .operation(OperationSpec.open(name), new NoOpOperation())
        .params(points)
        .build();
  }
}
