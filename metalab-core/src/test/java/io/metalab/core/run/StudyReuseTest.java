package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Experiment;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Provenance;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedPlan;
import io.metalab.api.store.StreamKey;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is taken over although it was made under another name or by other code. */
class StudyReuseTest extends StudyRunnerFixture {
  @Test
  void takesOverEqualComputationsOfOtherExperimentsOnRequest() {
    run(plan(6));
    StudyPlan other = otherPlan(8);
    executed.clear();
    StudyResult result = run(other, RunOptions.builder().reuse(RunOptions.Reuse.STORE).build());
    assertThat(executed).containsExactly(6L, 7L);
    assertThat(result.counts().reused()).isEqualTo(6);
    assertThat(result.counts().ok()).isEqualTo(2);
    RunRecord copy = store.findRunRecord(other.runAt(0).runId()).orElseThrow();
    assertThat(copy.experimentId()).isEqualTo("other:1");
    assertThat(copy.identity()).isEqualTo(other.runAt(0).identity());
    assertThat(copy.metrics()).containsEntry("y", 0L);
    assertThat(copy.tags()).containsExactly("mine");
    assertThat(copy.notes()).containsExactly("reused from " + plan(6).runAt(0).runId());
    assertThat(store.claimed).isEmpty();
  }

  @Test
  void aPreviewCountsWhatWouldBeTakenOverApartFromWhatWouldBeExecuted() {
    run(plan(6));
    RunOptions options = RunOptions.builder().reuse(RunOptions.Reuse.STORE).build();
    StudyPreview preview = runner(otherPlan(8)).options(options).preview();
    assertThat(preview.elsewhere()).isEqualTo(6);
    assertThat(preview.fresh()).isEqualTo(2);
    assertThat(preview.counts().reused()).isZero();
    assertThat(preview.first())
        .extracting(run -> run.point().caseId())
        .containsExactly("case-6", "case-7");
    assertThat(runner(otherPlan(8)).preview().fresh()).isEqualTo(8);
    run(otherPlan(8), options);
    StudyPreview after = runner(otherPlan(8)).options(options).preview();
    assertThat(after.elsewhere()).isZero();
    assertThat(after.counts().reused()).isEqualTo(8);
  }

  @Test
  void aCopyHasTheLogAndTheSeriesOfItsSource() {
    String longLine = "long ".repeat(40_000);
    Operation telling =
        (context, params, seeds, runtime, capture) -> {
          capture.log("first of " + params.getLong("x"));
          capture.log(longLine);
          for (int step = 0; step < 9_000; step++) {
            capture.metric("loss", 1.0 / (1 + step), step);
          }
          return null;
        };
    StudyPlan source = plan(points(2), telling, SeedPlan.single(1));
    run(source);
    StudyPlan other = otherPlan(2, telling);
    run(other, RunOptions.builder().reuse(RunOptions.Reuse.STORE).build());
    for (int i = 0; i < 2; i++) {
      for (StreamKey.Kind kind : StreamKey.Kind.values()) {
        byte[] expected =
            store.read(new StreamKey(source.runAt(i).runId(), 1, kind), 0, Integer.MAX_VALUE);
        assertThat(expected).hasSizeGreaterThan(100_000);
        assertThat(store.read(new StreamKey(other.runAt(i).runId(), 1, kind), 0, Integer.MAX_VALUE))
            .isEqualTo(expected);
      }
    }
  }

  private StudyPlan otherPlan(long points) {
    return otherPlan(points, operation);
  }

  private static StudyPlan otherPlan(long points, Operation operation) {
    return StudyPlan.of(
        Experiment.of("other", "1")
            .operation(OperationSpec.open("op"), operation)
            .params(points(points))
            .seeds(SeedPlan.single(1))
            .tag("mine")
            .build(),
        FileDigests.of(Path.of("")));
  }

  @Nested
  class StaleCode {
    private final StudyPlan plan = plan(4);

    private StudyResult runWith(String code, RunOptions.StaleCode policy) {
      return runWith(code, plan, RunOptions.builder().staleCode(policy).build());
    }

    private StudyResult runWith(String code, StudyPlan what, RunOptions options) {
      return runner(what)
          .provenance(new Provenance(Map.of("code", code)))
          .options(options)
          .start()
          .result();
    }

    @Test
    void isReusedAndReported() {
      runWith("old", RunOptions.StaleCode.WARN);
      StudyResult result = runWith("new", RunOptions.StaleCode.WARN);
      assertThat(result.counts().reused()).isEqualTo(4);
      assertThat(result.counts().stale()).isEqualTo(4);
      assertThat(events).contains(new RunEvent.Reused(plan.ids(0, 4), true));
    }

    @Test
    void isExecutedAgainOnRequest() {
      runWith("old", RunOptions.StaleCode.WARN);
      assertThat(runWith("new", RunOptions.StaleCode.RERUN).counts().ok()).isEqualTo(4);
    }

    @Test
    void isIgnoredOnRequest() {
      runWith("old", RunOptions.StaleCode.WARN);
      assertThat(runWith("new", RunOptions.StaleCode.IGNORE).counts().stale()).isZero();
    }

    @Test
    void ofAnotherExperimentIsTakenOverAndReportedOrNotAtAll() {
      runWith("old", RunOptions.StaleCode.WARN);
      StudyPlan other = otherPlan(4);
      RunOptions.Builder anywhere = RunOptions.builder().reuse(RunOptions.Reuse.STORE);
      executed.clear();
      RunOptions rerun = anywhere.staleCode(RunOptions.StaleCode.RERUN).limit(1).build();
      assertThat(runWith("new", other, rerun).counts().ok()).isEqualTo(1);
      assertThat(executed).containsExactly(0L);

      RunOptions warn = anywhere.staleCode(RunOptions.StaleCode.WARN).limit(0).build();
      StudyResult result = runWith("new", other, warn);
      assertThat(executed).containsExactly(0L);
      assertThat(result.counts().reused()).isEqualTo(4);
      assertThat(result.counts().stale()).isEqualTo(3);
      assertThat(events).contains(new RunEvent.Reused(other.ids(1, 2), true));
    }
  }
}
