package io.metalab.bench;

import io.metalab.api.Experiment;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyRunner;
import io.metalab.executor.ThreadExecutorProvider;
import java.nio.file.Path;

/** A study whose operation does nothing but capture one metric. */
final class NoOpStudy {
  private NoOpStudy() {}

  /** Returns the plan of a number of runs with three params each. */
  static StudyPlan plan(String name, long runs) {
    Experiment experiment =
        Experiment.of(name, "1")
            .operation(
                OperationSpec.open("no_op"),
                (context, params, seeds, runtime, capture) -> {
                  capture.metric("value", params.getLong("i") * 0.5);
                  return null;
                })
            .params(new Count(runs))
            .build();
    return StudyPlan.of(experiment, FileDigests.of(Path.of("")));
  }

  /** Executes a plan and returns the seconds it took. */
  static double run(StudyPlan plan, Store store) throws Exception {
    long start = System.nanoTime();
    StudyResult result = StudyRunner.of(plan, store, new ThreadExecutorProvider()).start().result();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!result.failures().isEmpty()) {
      throw new IllegalStateException("Runs failed: " + result.failures());
    }
    return seconds;
  }

  private record Count(long size) implements ParamSource {
    @Override
    public ParamCase caseAt(long index) {
      return ParamCase.of(
          Params.of("i", index, "lr", 0.001 * (index % 97), "model", "linear"), "i=" + index);
    }

    @Override
    public String describe() {
      return "count(" + size + ")";
    }
  }
}
