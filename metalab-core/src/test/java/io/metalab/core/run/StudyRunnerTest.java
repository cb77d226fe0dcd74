package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedPlan;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import io.metalab.core.plan.StudyPlan;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class StudyRunnerTest extends StudyRunnerFixture {
  @Test
  void executesARunThatWasRemovedAsItsNextAttempt() {
    StudyPlan plan = plan(3);
    run(plan);
    RunId gone = plan.runAt(1).runId();
    store.remove(gone);
    assertThat(run(plan).counts().ok()).isEqualTo(1);
    assertThat(store.findRunRecord(gone).orElseThrow().attempt()).isEqualTo(2);
  }

  @Test
  void executesEachPointWithEachSeedAndSaysSo() {
    StudyPlan plan = plan(points(3), operation, SeedPlan.replicates(7, 4));
    StudyResult result = run(plan);
    assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    assertThat(result.counts().total()).isEqualTo(12);
    assertThat(result.counts().ok()).isEqualTo(12);
    assertThat(result.counts().todo()).isZero();
    assertThat(result.counts().running()).isZero();
    assertThat(executed).hasSize(12);
    assertThat(StudyRunner.records(plan, store))
        .hasSize(12)
        .allSatisfy(record -> assertThat(record.tags()).contains("from-study"))
        .extracting(RunRecord::runId)
        .containsExactlyElementsOf(plan.runs(0, 12).stream().map(run -> run.runId()).toList());
  }

  @Test
  void anEmptyPlanIsComplete() {
    assertThat(run(plan(0)).counts().total()).isZero();
  }

  @Test
  void reusesWhatIsDoneAndStillReturnsAll() {
    StudyPlan plan = plan(20);
    run(plan);
    executed.clear();
    StudyResult second = run(plan);
    assertThat(executed).isEmpty();
    assertThat(second.counts().reused()).isEqualTo(20);
    assertThat(StudyRunner.records(plan, store)).hasSize(20);
  }

  @Test
  void asksTheStoreInBatchesNotPerRun() {
    StudyPlan plan = plan(3_000);
    run(plan);
    store.lookUps.clear();
    run(plan);
    assertThat(store.lookUps).containsExactly(3_000);
  }

  @Test
  void computesEachPointOnceToFindOutWhatIsLeftToDo() {
    AtomicInteger computed = new AtomicInteger();
    LongFunction<Params> counting =
        x -> {
          computed.incrementAndGet();
          return Params.of("x", x);
        };
    StudyPlan plan = plan(points(3_000, counting), operation, SeedPlan.single(1));
    computed.set(0);
    StudyPreview preview = runner(plan).preview();
    assertThat(preview.fresh()).isEqualTo(3_000);
    assertThat(computed).hasValueLessThanOrEqualTo(3_000 + StudyPreview.MAX_LISTED);
  }

  @Test
  void makesNoClaimForWhatIsDone() {
    StudyPlan plan = plan(20);
    run(plan);
    for (long chunk = 0; chunk < 5; chunk++) {
      store.heldByOthers.add(chunk);
    }
    assertThat(run(plan).counts().reused()).isEqualTo(20);
  }

  @Test
  void releasesEveryClaim() {
    run(plan(300));
    assertThat(store.claimed).isEmpty();
  }

  @Test
  void aRunThatThePlanHoldsTwiceIsExecutedOnce() {
    StudyPlan plan = plan(points(40, x -> Params.of("x", x % 10)), operation, SeedPlan.single(1));
    StudyResult result = run(plan);
    assertThat(executed).hasSize(10).doesNotHaveDuplicates();
    assertThat(result.counts().ok()).isEqualTo(10);
    assertThat(result.counts().duplicates()).isEqualTo(30);
    assertThat(result.counts().todo()).isZero();
  }

  @Test
  void aFailedRunThatThePlanHoldsTwiceFarApartIsExecutedOnce() {
    StudyPlan plan =
        plan(
            points(1_000, x -> x == 0 || x == 999 ? failing(-1) : Params.of("x", x)),
            operation,
            SeedPlan.single(1));
    StudyResult result = run(plan);
    assertThat(executed).doesNotHaveDuplicates();
    assertThat(result.counts().failed()).isEqualTo(1);
    assertThat(result.counts().todo()).isZero();
  }

  @Test
  void keepsTheContextAndTheManifestAsDocuments() {
    StudyPlan plan = plan(1);
    runner(plan).manifest("{\"study\":1}").start().result();
    assertThat(store.documents("context"))
        .extracting(StoredDocument::text)
        .containsExactly(plan.contextText());
    assertThat(store.documents("experiment"))
        .extracting(StoredDocument::text)
        .containsExactly("{\"study\":1}");
  }

  @Test
  void whatOperationsPrintIsInTheLogsOfTheirRuns() {
    PrintStream out = System.out;
    StudyPlan plan =
        plan(
            points(20),
            (context, params, seeds, runtime, capture) -> {
              System.out.println("this is " + params.getLong("x"));
              return null;
            },
            SeedPlan.single(1));
    run(plan);

    assertThat(System.out).isSameAs(out);
    for (int i = 0; i < 20; i++) {
      StreamKey log = new StreamKey(plan.runAt(i).runId(), 1, StreamKey.Kind.LOG);
      assertThat(new String(store.read(log, 0, 1_000), StandardCharsets.UTF_8))
          .endsWith("INFO  [stdout] this is " + i + "\n");
    }
  }

  @Test
  void runsOnlyWhatIsAskedFor() {
    StudyResult result =
        runner(plan(10)).only(run -> run.point().params().getLong("x") == 3).start().result();
    assertThat(executed).containsExactly(3L);
    assertThat(result.counts().total()).isEqualTo(1);
  }

  @Test
  void anInvalidPointIsFoundBeforeAnythingRuns() {
    StudyPlan plan =
        plan(
            points(
                50,
                x -> {
                  if (x == 49) {
                    throw new MetalabException(ErrorCode.INVALID_PARAMS, "no such thing");
                  }
                  return Params.of("x", x);
                }),
            operation,
            SeedPlan.single(1));
    assertThatExceptionOfType(MetalabException.class)
        .isThrownBy(() -> run(plan))
        .withMessageContaining("no such thing");
    assertThat(executed).isEmpty();
    assertThat(store.documents("context")).isEmpty();
  }
}
