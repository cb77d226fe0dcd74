package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamSource;
import io.metalab.api.PruneRule;
import io.metalab.api.Pruning;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.Search;
import io.metalab.core.search.SearchDriver;
import io.metalab.core.search.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs that report how they do and are told to stop. */
class PruningTest extends SearchFixture {
  private static final int STEPS = 4;

  /** Reports its value x at each step, and the number of steps that it took. */
  private static final Operation LEVEL =
      (context, params, seeds, runtime, capture) -> {
        long step = 0;
        do {
          step++;
          runtime.report(step, params.getDouble("x"));
        } while (step < STEPS && !runtime.shouldStop());
        capture.metric("steps", step);
        if (step == STEPS) {
          capture.metric("loss", params.getDouble("x"));
        }
        return null;
      };

  /** Falls from 10 to x + y² as the steps go on, more quickly the nearer y is to 0. */
  private static final Operation CURVE =
      (context, params, seeds, runtime, capture) -> {
        double end = params.getDouble("x") + params.getDouble("y") * params.getDouble("y");
        for (int step = 1; step <= 12; step++) {
          double value = end + (10 - end) / step;
          capture.metric("loss", value);
          capture.metric("steps", step);
          runtime.report(step, value);
          if (runtime.shouldStop()) {
            return null;
          }
        }
        return null;
      };

  private static StudyPlan plan(ParamSource params, Operation operation, PruneRule rule) {
    return StudyPlan.of(
        experiment(params, operation).prune(rule).build(), FileDigests.of(Path.of("")));
  }

  private static Experiment.Builder experiment(ParamSource params, Operation operation) {
    return Experiment.of("search", "1")
        .operation(OperationSpec.open("level"), operation)
        .params(params)
        .goal(new Goal("loss", true));
  }

  private static Search listed(Object... values) {
    return Search.of(
            "grid",
            values.length,
            SearchSpace.of(Map.of("x", new Distribution.Choice(List.of(values)))))
        .build();
  }

  private static Map<Double, RunRecord> byX(FakeStore store) {
    try (Stream<RunRecord> records = store.runRecords("")) {
      return records.collect(
          Collectors.toMap(
              record -> record.params().getDouble("x"),
              record -> record,
              (a, b) -> b,
              TreeMap::new));
    }
  }

  private static RunRecord ofX(double x, FakeStore store) {
    return requireNonNull(byX(store).get(x));
  }

  private static StudyPlan medianPlan() {
    return plan(search("random", 40, 4), CURVE, PruneRule.median(3, 2));
  }

  /** Returns of each run how many steps it took and how it is tagged. */
  private static Map<String, String> told(FakeStore store) {
    try (Stream<RunRecord> records = store.runRecords("")) {
      return records.collect(
          Collectors.toMap(
              record -> record.runId().hex(),
              record -> record.metrics() + " " + record.tags() + " " + record.notes(),
              (a, b) -> b,
              TreeMap::new));
    }
  }

  @Test
  void oneWorseThanTheMedianOfEarlierSuggestionsIsToldToStop() {
    FakeStore store = new FakeStore();
    run(plan(listed(5.0, 1.0, 3.0, 4.0, 3.2), LEVEL, PruneRule.median(2, 0)), store, 1);

    Map<Double, RunRecord> records = byX(store);
    assertThat(records.values()).allMatch(record -> record.status() == RunStatus.SUCCESS);
    // 5 and 1 are compared with nothing, 3 with their median 3, 4 with the median 3 of 5, 1, 3.
    assertThat(ofX(3.0, store).metrics()).containsEntry("steps", (long) STEPS);
    RunRecord four = ofX(4.0, store);
    assertThat(four.metrics()).isEqualTo(Map.of("steps", 1L));
    assertThat(four.tags()).containsExactly("pruned");
    assertThat(four.notes())
        .containsExactly(
            "pruned at step 1: its best value so far, 4, is worse than 3, the median of earlier"
                + " suggestions");
    assertThat(four.provenance().values().get("pruned"))
        .isEqualTo(Map.of("rule", "median", "step", 1L, "bar", 3L, "best", 4L, "value", 4L));
    // At step 1 the median of 5, 1, 3, 4 is 3.5; only 5, 1 and 3 came to step 2.
    assertThat(ofX(3.2, store).metrics()).isEqualTo(Map.of("steps", 2L));
  }

  @Test
  void whatItIsComparedWithIsPartOfItsIdentity() {
    FakeStore store = new FakeStore();
    run(plan(listed(5.0, 1.0, 3.0), LEVEL, PruneRule.median(2, 3)), store, 1);

    assertThat(ofX(1.0, store).identity()).doesNotContain("prune");
    assertThat(ofX(3.0, store).identity())
        .endsWith(
            "\"prune\":{\"bars\":[[3,3],[4,3]],\"delta\":0,\"minimize\":true,\"patience\":0},"
                + "\"seed\":{\"root\":\"0\"},\"v\":1}");
  }

  @Test
  void whatOthersAreComparedWithIsReportedFromTheBeginningThoughNothingStopsIt() {
    Pruning pruning = medianPlan().runAt(0).point().pruning();

    assertThat(pruning.isNone()).isTrue();
    assertThat(pruning.needsAllReports()).isTrue();
  }

  @Test
  void anEndWithoutTheGoalsMetricIsEvidenceOfWhatWasReported() {
    FakeStore store = new FakeStore();
    StudyPlan plan = plan(listed(5.0, 1.0, 4.0, 2.0), LEVEL, PruneRule.median(2, 0));
    run(plan, store, 1);

    String kind = "search-" + SearchDriver.of(plan, store).orElseThrow().id().substring(0, 16);
    assertThat(store.documents(kind).get(3).text())
        .contains("\"told\":{\"suggestion\":2,\"outcome\":\"valued\",\"values\":[4]}")
        .contains("\"reports\":[[[1,4]]]");
  }

  @Test
  void aSweepStopsWhatNoLongerImproves() {
    FakeStore store = new FakeStore();
    ParamSource sweep = ParamSources.grid(Map.of("x", List.of(1.0, 2.0)));
    StudyPlan plan = plan(sweep, LEVEL, PruneRule.patience(2, 0));
    run(plan, store, 2);

    assertThat(byX(store).values())
        .allSatisfy(
            record -> {
              assertThat(record.metrics()).isEqualTo(Map.of("steps", 3L));
              assertThat(record.tags()).containsExactly("pruned");
              assertThat(record.notes())
                  .containsExactly(
                      "pruned at step 3: the last 2 reports have not improved on its best value, %d"
                          .formatted(record.params().getDouble("x") == 1 ? 1 : 2));
            });
    assertThat(run(plan, store, 2).counts().reused()).isEqualTo(2);
    // Without the rule, and with another, the work is another.
    assertThat(run(plan(sweep, LEVEL, PruneRule.NONE), store, 2).counts().ok()).isEqualTo(2);
    assertThat(run(plan(sweep, LEVEL, PruneRule.patience(3, 0)), store, 2).counts().ok())
        .isEqualTo(2);
  }

  @Test
  void theSameRunsStopAtTheSameStepsWithAnyNumberOfWorkers() {
    FakeStore one = new FakeStore();
    run(medianPlan(), one, 1);

    assertThat(told(one).values()).hasSize(40).anyMatch(run -> run.contains("pruned"));
    assertThat(told(one).values()).anyMatch(run -> !run.contains("pruned"));
    for (int workers : new int[] {2, 8}) {
      FakeStore store = new FakeStore();
      run(medianPlan(), store, workers);
      assertThat(told(store)).isEqualTo(told(one));
    }
  }

  @Test
  void goesOnToTheSameRunsWhereverItIsCancelled() throws InterruptedException {
    FakeStore whole = new FakeStore();
    run(medianPlan(), whole, 1);

    for (int instant = 1; instant <= 40; instant += 3) {
      FakeStore store = new FakeStore();
      CountDownLatch left = new CountDownLatch(instant);
      RunHandle handle = runner(medianPlan(), store, 3).listener(event -> left.countDown()).start();
      left.await();
      handle.cancel("test");
      handle.result();

      StudyResult rest = run(medianPlan(), store, 3);
      assertThat(rest.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(told(store)).as("cancelled after event %d", instant).isEqualTo(told(whole));
      assertThat(run(medianPlan(), store, 2).counts().reused()).isEqualTo(40);
    }
  }

  @Test
  void saysWhatARuleNeeds() {
    ParamSource sweep = ParamSources.grid(Map.of("x", List.of(1.0)));

    assertThatThrownBy(() -> plan(sweep, LEVEL, PruneRule.median(5, 0)))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageContaining("cannot be compared with a median")
        .hasMessageContaining("Maybe make it a search");
    assertThatThrownBy(
            () -> experiment(sweep, LEVEL).goal(Goal.NONE).prune(PruneRule.patience(1, 0)).build())
        .hasMessageContaining("A study that prunes runs needs a goal");
    Search two =
        Search.of("nsga2", 5, PLANE)
            .goals(List.of(new Goal("a", true), new Goal("b", true)))
            .build();
    assertThatThrownBy(() -> plan(two, LEVEL, PruneRule.median(5, 0)))
        .hasMessageContaining("A search with goals of its own prunes no runs");
  }
}
