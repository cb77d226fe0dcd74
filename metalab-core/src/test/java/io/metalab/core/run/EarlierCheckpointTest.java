package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Checkpoint;
import io.metalab.api.Experiment;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.Resources;
import io.metalab.core.codec.PayloadCodec;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Longer runs of a budget that go on from what shorter ones left. */
@Timeout(120)
class EarlierCheckpointTest {
  private static final OperationSpec SPEC =
      OperationSpec.of("walk")
          .parameter(ParameterSpec.of("steps", ParameterType.INTEGER).min(0).budget("state.txt"))
          .parameter(ParameterSpec.of("stride", ParameterType.INTEGER).defaultValue(1))
          .artifact("state.txt", "Where the walk is.")
          .build();

  private final List<Long> stepsTaken = Collections.synchronizedList(new ArrayList<>());

  /** Walks on from the checkpoint, if there is one, and counts the steps that it takes. */
  private final Operation walk =
      (context, params, seeds, runtime, capture) -> {
        Optional<Checkpoint> start = runtime.earlierCheckpoint();
        long place = start.isPresent() ? place(start.get().path()) : 0;
        long from = start.map(Checkpoint::budget).orElse(0L);
        for (long step = from; step < params.getLong("steps"); step++) {
          place += params.getLong("stride");
        }
        stepsTaken.add(params.getLong("steps") - from);
        if (params.getLong("steps") == 13) {
          throw new IllegalStateException("unlucky");
        }
        capture.artifact("state.txt", Long.toString(place));
        capture.metric("place", place);
        return null;
      };

  private static long place(Path file) throws java.io.IOException {
    return Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip());
  }

  private StudyPlan plan(ParamSource points) {
    Experiment experiment =
        Experiment.of("walks", "1").operation(SPEC, walk).params(points).build();
    return StudyPlan.of(experiment, FileDigests.of(Path.of("")));
  }

  private static ParamSource steps(Object... values) {
    return ParamSources.grid(Map.of("steps", List.of(values)));
  }

  private RunRecord run(FakeStore store, Object... values) {
    StudyPlan plan = plan(steps(values));
    StudyRunner.of(plan, store, PoolExecutor.provider()).start().result();
    return store.findRunRecord(plan.runAt(0).runId()).orElseThrow();
  }

  @Test
  void aLongerRunGoesOnFromTheNearestShorterOneAndComesToTheSame() {
    FakeStore warm = new FakeStore();
    RunRecord three = run(warm, 3);
    RunRecord five = run(warm, 5);
    RunRecord eight = run(warm, 8);
    RunRecord cold = run(new FakeStore(), 8);

    assertThat(stepsTaken).containsExactly(3L, 2L, 3L, 8L);
    assertThat(eight.runId()).isEqualTo(cold.runId());
    assertThat(eight.metrics()).isEqualTo(cold.metrics()).containsEntry("place", 8L);
    assertThat(eight.resultDigest()).isEqualTo(cold.resultDigest());
    assertThat(eight.provenance().values().get("started_from"))
        .isEqualTo(Map.of("run", five.runId().hex(), "artifact", "state.txt", "budget", 5L));
    assertThat(three.provenance().values()).doesNotContainKey("started_from");
    assertThat(cold.provenance().values()).doesNotContainKey("started_from");
  }

  @Test
  void aRunThatDiffersInMoreThanTheBudgetIsNoStart() {
    FakeStore store = new FakeStore();
    run(store, 3);
    StudyPlan other = plan(ParamSources.grid(Map.of("steps", List.of(5), "stride", List.of(2))));

    StudyRunner.of(other, store, PoolExecutor.provider()).start().result();

    assertThat(stepsTaken).containsExactly(3L, 5L);
  }

  @Test
  void aLongerOrAFailedRunIsNoStart() {
    FakeStore store = new FakeStore();
    run(store, 20);
    run(store, 13);
    run(store, 15);

    assertThat(stepsTaken).containsExactly(20L, 13L, 15L);
  }

  @Test
  void aMuchShorterRunIsFoundToo() {
    FakeStore store = new FakeStore();
    run(store, 1);
    run(store, 5_000);

    assertThat(stepsTaken).containsExactly(1L, 4_999L);
  }

  @Test
  void theStartTravelsToWorkersInThePayload() {
    FakeStore store = new FakeStore();
    RunRecord three = run(store, 3);
    StudyPlan plan = plan(steps(5));
    var payload =
        new EarlierCheckpoints(plan, store)
            .addTo(plan.payload(plan.runAt(0), 1, Duration.ZERO, Resources.DEFAULT), plan.runAt(0));

    assertThat(payload.earlier().orElseThrow().artifact().runId()).isEqualTo(three.runId());
    assertThat(PayloadCodec.decode(PayloadCodec.encode(payload))).isEqualTo(payload);
  }
}
