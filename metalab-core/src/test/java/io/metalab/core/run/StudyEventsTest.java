package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.SeedPlan;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What listeners are told, and when. */
class StudyEventsTest extends StudyRunnerFixture {
  @Test
  void comeAsRunsFinishNotAsTheyWereSubmitted() {
    CountDownLatch othersAreDone = new CountDownLatch(3);
    Operation slowFirst =
        (context, params, seeds, runtime, capture) -> {
          if (params.getLong("x") == 0) {
            othersAreDone.await();
          }
          return null;
        };
    StudyPlan plan = plan(points(4), slowFirst, SeedPlan.single(1));
    List<RunId> finished = new ArrayList<>();
    runner(plan)
        .listener(
            event -> {
              if (event instanceof RunEvent.Finished done) {
                finished.add(done.record().runId());
                othersAreDone.countDown();
              }
            })
        .options(RunOptions.builder().workers(2).build())
        .start()
        .result();
    assertThat(finished).hasSize(4);
    assertThat(finished.get(3)).isEqualTo(plan.runAt(0).runId());
  }

  @Test
  void finishedIsToldOnceTheRecordIsDurable() {
    Set<RunId> durable = ConcurrentHashMap.newKeySet();
    List<Boolean> wasDurable = new ArrayList<>();
    store.commit(record -> CompletableFuture.runAsync(() -> durable.add(record.runId())));
    runner(plan(50))
        .listener(
            event -> {
              if (event instanceof RunEvent.Finished done) {
                wasDurable.add(durable.contains(done.record().runId()));
              }
            })
        .start()
        .result();
    assertThat(wasDurable).hasSize(50).containsOnly(true);
  }

  @Test
  void eachReusedRunIsToldOfOnce() {
    StudyPlan plan = plan(6);
    run(plan);
    events.clear();
    run(plan);
    assertThat(names()).containsOnly("Reused");
    assertThat(events)
        .flatExtracting(event -> ((RunEvent.Reused) event).runIds())
        .containsExactlyElementsOf(plan.ids(0, 6));
  }

  @Test
  void aListenerThatThrowsDisturbsNobody() {
    StudyResult result =
        StudyRunner.of(plan(5), store, PoolExecutor.provider())
            .listener(
                event -> {
                  throw new IllegalStateException();
                })
            .listener(events::add)
            .start()
            .result();
    assertThat(result.counts().ok()).isEqualTo(5);
    assertThat(names()).contains("Finished");
  }

  @Test
  void theResultComesAfterTheLastEvent() {
    for (int i = 0; i < 20; i++) {
      events.clear();
      StudyPlan plan = plan(points(3, x -> Params.of("x", x)), operation, SeedPlan.single(i));
      run(plan);
      assertThat(names()).filteredOn("Finished"::equals).hasSize(3);
    }
  }
}
