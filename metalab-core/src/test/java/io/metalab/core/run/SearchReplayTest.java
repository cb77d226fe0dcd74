package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.RunEvent;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.Json;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.SearchDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchReplayTest extends SearchFixture {
  private static final int BATCH = 4;
  private static final int SUGGESTIONS = 40;

  private static StudyPlan plan(String algorithm) {
    return plan(search(algorithm, SUGGESTIONS, BATCH), BOWL);
  }

  private static Set<String> reference(String algorithm) {
    FakeStore store = new FakeStore();
    StudyResult result = run(plan(algorithm), store, 1);
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.counts().done()).isEqualTo(SUGGESTIONS);
    return ids(store);
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "nelder_mead"})
  void asksForTheSameRunsWithAnyNumberOfWorkers(String algorithm) {
    Set<String> reference = reference(algorithm);

    for (int workers : new int[] {2, 8}) {
      FakeStore store = new FakeStore();
      run(plan(algorithm), store, workers);
      assertThat(ids(store)).isEqualTo(reference);
    }
  }

  @Test
  void goesOnToTheSameRunsWhereverItIsCancelled() {
    Set<String> reference = reference("nelder_mead");

    for (int instant = 1; instant <= 50; instant++) {
      FakeStore store = new FakeStore();
      cancelAfter(instant, store);
      StudyResult rest = run(plan("nelder_mead"), store, 3);
      assertThat(rest.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(ids(store)).as("cancelled after event %d", instant).isEqualTo(reference);
    }
  }

  private static void cancelAfter(int events, FakeStore store) {
    CountDownLatch left = new CountDownLatch(events);
    RunHandle handle =
        runner(plan("nelder_mead"), store, 3).listener(event -> left.countDown()).start();
    Thread canceller =
        new Thread(
            () -> {
              try {
                left.await();
                handle.cancel("test");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // It ended before.
              }
            });
    canceller.start();
    handle.result();
    canceller.interrupt();
  }

  @Test
  void executesNothingTwice() {
    FakeStore store = new FakeStore();
    run(plan("random"), store, 4);

    StudyResult again = run(plan("random"), store, 4);

    // What failed is tried again, as in any study.
    assertThat(again.counts().ok()).isZero();
    assertThat(again.counts().reused() + again.counts().failed()).isEqualTo(SUGGESTIONS);
  }

  @Test
  void goesOnBeyondItsBudgetOnceThatIsRaised() {
    FakeStore store = new FakeStore();
    run(plan(search("nelder_mead", 20, BATCH), BOWL), store, 4);
    Set<String> first = ids(store);

    run(plan("nelder_mead"), store, 4);

    assertThat(ids(store)).containsAll(first).isEqualTo(reference("nelder_mead"));
  }

  @Test
  void writesEachSuggestionWithExactlyTheResultThatItSawLast() {
    FakeStore store = new FakeStore();
    StudyPlan plan = plan("nelder_mead");
    run(plan, store, 8);

    String kind = "search-" + SearchDriver.of(plan, store).orElseThrow().id().substring(0, 16);
    List<StoredDocument> log = store.documents(kind);
    assertThat(log).hasSize(SUGGESTIONS);
    for (int k = 0; k < SUGGESTIONS; k++) {
      Map<String, ?> entry = Json.parseObject(log.get(k).text());
      assertThat(entry.get("suggestion")).isEqualTo((long) k);
      if (k < BATCH) {
        assertThat(entry).doesNotContainKey("told");
      } else {
        assertThat(entry.get("told"))
            .extracting(told -> ((Map<?, ?>) told).get("suggestion"))
            .isEqualTo((long) k - BATCH);
      }
    }
  }

  @Test
  void hasASuggestionInTheLogBeforeItsRunStarts() {
    FakeStore store = new FakeStore();
    StudyPlan plan = plan("random");
    List<String> missing = new CopyOnWriteArrayList<>();
    String kind = "search-" + SearchDriver.of(plan, store).orElseThrow().id().substring(0, 16);
    runner(plan, store, 4)
        .listener(
            event -> {
              if (event instanceof RunEvent.Started started
                  && store.documents(kind).stream()
                      .noneMatch(entry -> entry.text().contains(started.runId().hex()))) {
                missing.add(started.runId().hex());
              }
            })
        .start()
        .result();

    assertThat(missing).isEmpty();
  }

  @Test
  void severalControllersOfOneStoreExecuteEachRunOnce() {
    AtomicLong executed = new AtomicLong();
    Operation counting =
        (context, params, seeds, runtime, capture) -> {
          executed.incrementAndGet();
          capture.metric("loss", params.getDouble("x") * params.getDouble("x"));
          return null;
        };
    FakeStore store = new FakeStore();
    StudyPlan plan = plan(search("random", SUGGESTIONS, BATCH), counting);
    List<RunHandle> controllers =
        List.of(runner(plan, store, 2).start(), runner(plan, store, 2).start());

    assertThat(controllers)
        .allSatisfy(
            controller -> assertThat(controller.result().ending()).isEqualTo(Ending.COMPLETE));
    assertThat(executed).hasValue(SUGGESTIONS);
    assertThat(ids(store)).hasSize(SUGGESTIONS);
  }

  @Test
  void refusesTheLogOfAnotherSearch() {
    FakeStore store = new FakeStore();
    run(plan(search("random", 10, 2), BOWL), store, 2);

    assertThatThrownBy(() -> run(plan(search("nelder_mead", 10, 3), BOWL), store, 2))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("The store holds the log of another search of search:1")
        .hasMessageContaining("its algorithm is \"random\", not \"nelder_mead\"")
        .hasMessageContaining("its batch is 2, not 3");
  }
}
