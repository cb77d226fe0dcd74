package io.metalab.core.run;

import io.metalab.api.Experiment;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.RunEvent;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Timeout;

/** Runs studies of a counting operation in a store that tests can look into. */
@Timeout(60)
abstract class StudyRunnerFixture {
  final FakeStore store = new FakeStore();
  final List<Long> executed = Collections.synchronizedList(new ArrayList<>());
  final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());

  /** Counts what is executed; fails where the params say so. */
  final Operation operation =
      (context, params, seeds, runtime, capture) -> {
        executed.add(params.getLong("x"));
        if (params.has("fail")) {
          throw new IllegalStateException("bad point " + params.getLong("x"));
        }
        capture.metric("y", 2 * params.getLong("x"));
        return null;
      };

  static StudyPlan plan(ParamSource points, Operation operation, SeedPlan seeds) {
    return StudyPlan.of(
        Experiment.of("study", "1")
            .operation(OperationSpec.open("op"), operation)
            .params(points)
            .seeds(seeds)
            .tag("from-study")
            .build(),
        FileDigests.of(Path.of("")));
  }

  StudyPlan plan(long points) {
    return plan(points(points), operation, SeedPlan.single(1));
  }

  static ParamSource points(long size) {
    return points(size, x -> Params.of("x", x));
  }

  static ParamSource points(long size, LongFunction<Params> params) {
    return new ParamSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public ParamCase caseAt(long index) {
        return ParamCase.of(params.apply(index), "case-" + index);
      }

      @Override
      public String describe() {
        return size + " points";
      }
    };
  }

  StudyRunner runner(StudyPlan plan) {
    return StudyRunner.of(plan, store, PoolExecutor.provider()).listener(events::add);
  }

  StudyResult run(StudyPlan plan) {
    return runner(plan).start().result();
  }

  StudyResult run(StudyPlan plan, RunOptions options) {
    return runner(plan).options(options).start().result();
  }

  List<String> names() {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  static Params failing(long x) {
    return Params.of("x", x, "fail", true);
  }
}
