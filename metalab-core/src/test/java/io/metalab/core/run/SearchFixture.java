package io.metalab.core.run;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchSpace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;

/** Searches for the least value of a bowl. */
@Timeout(600)
abstract class SearchFixture {
  static final SearchSpace PLANE =
      SearchSpace.of(
          Map.of("x", new Distribution.Uniform(-5, 5), "y", new Distribution.Uniform(-5, 5)));

  /** (x - 1)² + (y + 2)², and no value where x is below -4. */
  static final Operation BOWL =
      (context, params, seeds, runtime, capture) -> {
        double x = params.getDouble("x");
        double y = params.getDouble("y");
        if (x < -4) {
          throw new IllegalStateException("outside");
        }
        capture.metric("loss", (x - 1) * (x - 1) + (y + 2) * (y + 2));
        return null;
      };

  static Search search(String algorithm, long n, int batch) {
    return Search.of(algorithm, n, PLANE).batch(batch).seed(3).build();
  }

  static StudyPlan plan(Search search, Operation operation) {
    return plan(search, operation, SeedPlan.single(1));
  }

  static StudyPlan plan(Search search, Operation operation, SeedPlan seeds) {
    return StudyPlan.of(
        Experiment.of("search", "1")
            .operation(OperationSpec.open("bowl"), operation)
            .params(search)
            .seeds(seeds)
            .goal(new Goal("loss", true))
            .build(),
        FileDigests.of(Path.of("")));
  }

  static StudyResult run(StudyPlan plan, FakeStore store, int workers) {
    return runner(plan, store, workers).start().result();
  }

  static StudyRunner runner(StudyPlan plan, FakeStore store, int workers) {
    return StudyRunner.of(plan, store, PoolExecutor.provider())
        .options(RunOptions.defaults().toBuilder().workers(workers).build());
  }

  static Set<String> ids(FakeStore store) {
    try (Stream<RunRecord> records = store.runRecords("")) {
      return records
          .map(record -> record.runId().hex())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
