package io.metalab.bench;

import io.metalab.api.Experiment;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.command.CommandOperation;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.executor.ThreadExecutorProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a command operation costs beyond the bare process: a study of {@code /bin/true} on one
 * thread with a durable journal, against a loop that starts the same process and waits for it. The
 * two take turns.
 */
final class CommandScenario implements Scenario {
  private static final String PROGRAM = "/bin/true";
  private static final int RUNS = 300;
  private static final int ROUNDS = 4;

  @Override
  public String name() {
    return "command";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    bare();
    study(directory, -1);
    double bareSeconds = 0;
    double studySeconds = 0;
    for (int round = 0; round < ROUNDS; round++) {
      bareSeconds += bare();
      studySeconds += study(directory, round);
    }
    double runs = ROUNDS * RUNS;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("bare_ms", 1e3 * bareSeconds / runs);
    figures.put("run_ms", 1e3 * studySeconds / runs);
    figures.put("overhead_ms", 1e3 * (studySeconds - bareSeconds) / runs);
    return figures;
  }

  private static double bare() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < RUNS; i++) {
      if (new ProcessBuilder(PROGRAM, Integer.toString(i)).start().waitFor() != 0) {
        throw new IOException(PROGRAM + " failed.");
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double study(Path directory, int round) throws IOException {
    BoundOperation command = CommandOperation.of(PROGRAM, "{i}").bind();
    Experiment experiment =
        Experiment.of("command", Integer.toString(Math.floorMod(round, 100)))
            .operation(command.spec(), command.operation())
            .params(ParamSources.grid(Map.of("i", LongStream.range(0, RUNS).boxed().toList())))
            .build();
    StudyPlan plan = StudyPlan.of(experiment, FileDigests.of(directory));
    Path fresh = Files.createTempDirectory(directory, "store");
    try (Store store =
        Stores.open(
            fresh.toString(), OpenOptions.readWrite(), CommandScenario.class.getClassLoader())) {
      long start = System.nanoTime();
      StudyResult result =
          StudyRunner.of(plan, store, new ThreadExecutorProvider())
              .options(RunOptions.builder().workers(1).build())
              .start()
              .result();
      if (result.counts().ok() != RUNS) {
        throw new IllegalStateException("Runs failed: " + result.failures());
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
