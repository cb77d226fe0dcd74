package io.metalab.it;

import io.metalab.api.Experiment;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.api.store.Store;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyRunner;
import io.metalab.executor.ThreadExecutorProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Studies of numbered points on threads. */
final class Studies {
  private Studies() {}

  static StudyPlan plan(int points, Operation operation) {
    List<Long> numbers = LongStream.range(0, points).boxed().toList();
    return StudyPlan.of(
        Experiment.of("numbers", "1")
            .operation(OperationSpec.open("square"), operation)
            .params(ParamSources.grid(Map.of("x", numbers)))
            .seeds(SeedPlan.single(1))
            .build(),
        FileDigests.of(Path.of("")));
  }

  static StudyRunner runner(StudyPlan plan, Store store, int workers) {
    return StudyRunner.of(plan, store, new ThreadExecutorProvider())
        .options(RunOptions.builder().workers(workers).build());
  }

  static long successes(StudyPlan plan, Store store) {
    try (Stream<RunRecord> records = StudyRunner.records(plan, store)) {
      return records.filter(record -> record.status() == RunStatus.SUCCESS).count();
    }
  }
}
