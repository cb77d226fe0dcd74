package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Checkpoint;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.RunRecord;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchAxis;
import io.metalab.core.search.SearchSpace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Successive halving over an operation whose longer runs go on from shorter ones. */
@Timeout(600)
class SearchBudgetTest {
  private static final OperationSpec SPEC =
      OperationSpec.of("train")
          .parameter(ParameterSpec.of("epochs", ParameterType.INTEGER).min(1).budget("state.txt"))
          .parameter(ParameterSpec.of("rate", ParameterType.NUMBER))
          .artifact("state.txt", "How far the training is.")
          .build();

  private final AtomicLong epochsTaken = new AtomicLong();

  private final Operation train =
      (context, params, seeds, runtime, capture) -> {
        long epochs = params.getLong("epochs");
        epochsTaken.addAndGet(
            epochs - runtime.earlierCheckpoint().map(Checkpoint::budget).orElse(0L));
        double rate = params.getDouble("rate");
        capture.artifact("state.txt", Long.toString(epochs));
        capture.metric("loss", (rate - 0.3) * (rate - 0.3) + 1.0 / epochs);
        return null;
      };

  @Test
  void eachRungGoesOnFromTheOneBelow() {
    SearchSpace space =
        SearchSpace.of(
            List.of(
                SearchAxis.budget("epochs", List.of(1L, 3L, 9L)),
                SearchAxis.of("rate", new Distribution.Uniform(0, 1))));
    StudyPlan plan =
        StudyPlan.of(
            Experiment.of("halving", "1")
                .operation(SPEC, train)
                .params(Search.of("asha", 60, space).batch(4).build())
                .goal(new Goal("loss", true))
                .build(),
            FileDigests.of(Path.of("")));
    FakeStore store = new FakeStore();

    StudyRunner.of(plan, store, PoolExecutor.provider()).start().result();

    Map<Double, Long> longest = new HashMap<>();
    long apart = 0;
    try (Stream<RunRecord> records = store.runRecords("")) {
      for (RunRecord record : records.toList()) {
        long epochs = record.params().getLong("epochs");
        apart += epochs;
        longest.merge(record.params().getDouble("rate"), epochs, Math::max);
      }
    }
    assertThat(longest.values()).contains(1L, 3L, 9L);
    assertThat(epochsTaken)
        .hasValue(longest.values().stream().mapToLong(Long::longValue).sum())
        .hasValueLessThan(apart);
  }
}
