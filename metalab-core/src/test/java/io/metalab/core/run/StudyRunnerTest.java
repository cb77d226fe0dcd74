package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedPlan;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StudyRunnerTest {
  private final FakeStore store = new FakeStore();
  private final List<Long> executed = Collections.synchronizedList(new ArrayList<>());
  private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());

  /** Counts what is executed; fails where the params say so. */
  private final Operation operation =
      (context, params, seeds, runtime, capture) -> {
        executed.add(params.getLong("x"));
        if (params.has("fail")) {
          throw new IllegalStateException("bad point " + params.getLong("x"));
        }
        capture.metric("y", 2 * params.getLong("x"));
        return null;
      };

  private static StudyPlan plan(ParamSource points, Operation operation, SeedPlan seeds) {
    return StudyPlan.of(
        Experiment.of("study", "1")
            .operation(OperationSpec.open("op"), operation)
            .params(points)
            .seeds(seeds)
            .tag("from-study")
            .build(),
        FileDigests.of(Path.of("")));
  }

  private StudyPlan plan(long points) {
    return plan(points(points), operation, SeedPlan.single(1));
  }

  private static ParamSource points(long size) {
    return points(size, x -> Params.of("x", x));
  }

  private static ParamSource points(long size, LongFunction<Params> params) {
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

  private StudyRunner runner(StudyPlan plan) {
    return StudyRunner.of(plan, store, PoolExecutor.provider()).listener(events::add);
  }

  private StudyResult run(StudyPlan plan) {
    return runner(plan).start().result();
  }

  private StudyResult run(StudyPlan plan, RunOptions options) {
    return runner(plan).options(options).start().result();
  }

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

  @Nested
  class Failing {
    @Test
    void failuresAreCountedGroupedAndRetriedByTheNextSession() {
      StudyPlan plan =
          plan(
              points(10, x -> x < 3 ? failing(x) : Params.of("x", x)),
              operation,
              SeedPlan.single(1));
      StudyResult result = run(plan);
      assertThat(result.counts().failed()).isEqualTo(3);
      assertThat(result.counts().ok()).isEqualTo(7);
      assertThat(result.failures()).hasSize(1);
      FailureGroup group = result.failures().get(0);
      assertThat(group.type()).isEqualTo("IllegalStateException");
      assertThat(group.message()).isEqualTo("bad point <n>");
      assertThat(group.count()).isEqualTo(3);
      assertThat(group.examples()).hasSize(3);

      executed.clear();
      assertThat(run(plan).counts().reused()).isEqualTo(7);
      assertThat(executed).containsExactlyInAnyOrder(0L, 1L, 2L);
      assertThat(store.attempts(plan.runAt(0).runId())).extracting(RunRecord::attempt).contains(2);
    }

    @Test
    void skipFailedLeavesThemAlone() {
      StudyPlan plan =
          plan(
              points(6, x -> x < 2 ? failing(x) : Params.of("x", x)),
              operation,
              SeedPlan.single(1));
      run(plan);
      executed.clear();
      StudyResult result =
          run(plan, RunOptions.builder().resume(RunOptions.Resume.SKIP_FAILED).build());
      assertThat(executed).isEmpty();
      assertThat(result.counts().skipped()).isEqualTo(2);
      assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void forceExecutesEverythingAsAFurtherAttempt() {
      StudyPlan plan = plan(5);
      run(plan);
      StudyResult result = run(plan, RunOptions.builder().resume(RunOptions.Resume.FORCE).build());
      assertThat(result.counts().ok()).isEqualTo(5);
      assertThat(executed).hasSize(10);
      assertThat(store.attempts(plan.runAt(0).runId()))
          .extracting(RunRecord::attempt)
          .contains(1, 2);
    }

    @Test
    void cancelledRunningAndLostRunsAreExecutedAgain() {
      StudyPlan plan = plan(3);
      RunStatus[] statuses = {RunStatus.CANCELLED, RunStatus.RUNNING, RunStatus.LOST};
      for (int i = 0; i < 3; i++) {
        store.store(
            RunRecord.builder()
                .runId(plan.runAt(i).runId())
                .attempt(4)
                .status(statuses[i])
                .build());
      }
      assertThat(run(plan).counts().ok()).isEqualTo(3);
      assertThat(store.finished()).extracting(RunRecord::attempt).containsOnly(5);
    }

    @Test
    void retriesWithinTheSession() {
      AtomicInteger calls = new AtomicInteger();
      Operation flaky =
          (context, params, seeds, runtime, capture) -> {
            if (calls.incrementAndGet() < 3) {
              throw new IllegalStateException("flaky");
            }
            return null;
          };
      StudyResult result =
          run(plan(points(1), flaky, SeedPlan.single(1)), RunOptions.builder().retries(2).build());
      assertThat(result.counts().ok()).isEqualTo(1);
      assertThat(result.counts().retried()).isEqualTo(2);
      assertThat(result.counts().failed()).isZero();
      assertThat(store.finished()).extracting(RunRecord::attempt).containsExactly(1, 2, 3);
      assertThat(names())
          .containsExactly(
              "Started",
              "Finished",
              "Retrying",
              "Started",
              "Finished",
              "Retrying",
              "Started",
              "Finished");
    }

    @Test
    void doesNotRetryACommandThatFailedByItsOwnChoice() {
      Operation command =
          (context, params, seeds, runtime, capture) ->
              RunRecord.failed(RunError.of(RunErrors.COMMAND_FAILED, "exit code 1"));
      StudyResult result =
          run(
              plan(points(1), command, SeedPlan.single(1)),
              RunOptions.builder().retries(3).build());
      assertThat(result.counts().retried()).isZero();
      assertThat(result.counts().failed()).isEqualTo(1);
    }

    @Test
    void givesUpAfterTheRetries() {
      StudyPlan plan = plan(points(2, StudyRunnerTest::failing), operation, SeedPlan.single(1));
      StudyResult result = run(plan, RunOptions.builder().retries(1).build());
      assertThat(result.counts().failed()).isEqualTo(2);
      assertThat(result.counts().retried()).isEqualTo(2);
      assertThat(executed).hasSize(4);
    }

    @Test
    void failFastStartsNoMore() {
      StudyPlan plan =
          plan(
              points(1_000, x -> x == 4 ? failing(x) : Params.of("x", x)),
              operation,
              SeedPlan.single(1));
      StudyResult result = run(plan, RunOptions.builder().failFast().build());
      assertThat(result.ending()).isEqualTo(Ending.FAILURES);
      assertThat(result.counts().failed()).isEqualTo(1);
      assertThat(executed).startsWith(0L, 1L, 2L, 3L, 4L).hasSizeLessThan(1_000);
      assertThat(result.counts().todo()).isEqualTo(1_000 - executed.size());
      assertThat(store.claimed).isEmpty();
    }

    @Test
    void maxFailuresAllowsSome() {
      StudyPlan plan = plan(points(100, StudyRunnerTest::failing), operation, SeedPlan.single(1));
      StudyResult result = run(plan, RunOptions.builder().maxFailures(3).build());
      assertThat(result.ending()).isEqualTo(Ending.FAILURES);
      assertThat(result.counts().failed()).isBetween(3L, 5L);
    }

    @Test
    void aStoreThatFailsEndsTheStudyWithItsError() {
      store.commit(record -> CompletableFuture.failedFuture(FakeStore.broken()));
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> run(plan(100)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNUSABLE))
          .withMessageContaining("The disk is full.");
      assertThat(executed).hasSizeLessThan(100);
    }

    @Test
    void aStoreThatCannotBeReadEndsTheStudyWithItsError() {
      store.onLookUp(
          () -> {
            throw FakeStore.broken();
          });
      assertThatExceptionOfType(MetalabException.class).isThrownBy(() -> run(plan(10)));
    }
  }

  @Test
  void takesOverEqualComputationsOfOtherExperimentsOnRequest() {
    run(plan(6));
    StudyPlan other =
        StudyPlan.of(
            Experiment.of("other", "1")
                .operation(OperationSpec.open("op"), operation)
                .params(points(8))
                .seeds(SeedPlan.single(1))
                .tag("mine")
                .build(),
            FileDigests.of(Path.of("")));
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

  @Nested
  class StaleCode {
    private final StudyPlan plan = plan(4);

    private StudyResult runWith(String code, RunOptions.StaleCode policy) {
      return runner(plan)
          .provenance(new Provenance(Map.of("code", code)))
          .options(RunOptions.builder().staleCode(policy).build())
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
  }

  @Nested
  class Stopping {
    @Test
    void limitStartsThatManyAndTheNextSessionGoesOn() {
      StudyPlan plan = plan(10);
      RunOptions options = RunOptions.builder().limit(4).build();
      StudyResult result = run(plan, options);
      assertThat(result.ending()).isEqualTo(Ending.LIMIT);
      assertThat(result.counts().ok()).isEqualTo(4);
      assertThat(result.counts().todo()).isEqualTo(6);
      run(plan, options);
      assertThat(run(plan, options).ending()).isEqualTo(Ending.COMPLETE);
      assertThat(executed).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void drainLetsRunningRunsFinishAndStartsNoMore() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      RunHandle handle = start(running, release, RunOptions.defaults());
      running.await();
      handle.drain();
      release.countDown();
      StudyResult result = handle.result();
      assertThat(result.ending()).isEqualTo(Ending.DRAINED);
      assertThat(result.ending().isInterrupted()).isTrue();
      assertThat(result.counts().ok()).isEqualTo(1);
      assertThat(result.counts().todo()).isEqualTo(19);
      assertThat(store.finished()).hasSize(1);
      assertThat(store.claimed).isEmpty();
    }

    @Test
    void drainCancelsWhatGoesOnAfterTheGrace() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      RunOptions options = RunOptions.builder().grace(Duration.ofMillis(1)).build();
      RunHandle handle = start(running, new CountDownLatch(1), options);
      running.await();
      handle.drain();
      StudyResult result = handle.result();
      assertThat(result.counts().cancelled()).isEqualTo(1);
      assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
    }

    @Test
    void cancelReachesTheRunningOperationAndLeavesACancelledRecord() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      RunHandle handle = start(running, new CountDownLatch(1), RunOptions.defaults());
      running.await();
      assertThat(handle.status().counts().running()).isEqualTo(1);
      handle.cancel("not wanted any more");
      StudyResult result = handle.result();
      assertThat(result.ending()).isEqualTo(Ending.CANCELLED);
      assertThat(result.counts().cancelled()).isEqualTo(1);
      assertThat(store.finished())
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
                assertThat(record.error().message()).isEqualTo("not wanted any more");
              });
      assertThat(handle.status().finished()).isTrue();
    }

    @Test
    void resultWaitsNoLongerThanItsTimeoutInTotal() throws Exception {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      RunHandle handle = start(running, release, RunOptions.defaults());
      assertThat(handle.result(Duration.ofMillis(1))).isEmpty();
      release.countDown();
      assertThat(handle.result().counts().ok()).isEqualTo(20);
    }

    /** Starts a study whose first run waits until released or cancelled. */
    private RunHandle start(CountDownLatch running, CountDownLatch release, RunOptions options) {
      Operation waiting =
          (context, params, seeds, runtime, capture) -> {
            CountDownLatch go = new CountDownLatch(1);
            runtime.cancellation().onCancel(go::countDown);
            Thread waiter =
                new Thread(
                    () -> {
                      try {
                        release.await();
                        go.countDown();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
            waiter.setDaemon(true);
            waiter.start();
            running.countDown();
            go.await();
            runtime.cancellation().throwIfCancelled();
            return null;
          };
      return runner(plan(points(20), waiting, SeedPlan.single(1))).options(options).start();
    }
  }

  @Nested
  class Events {
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

  @Nested
  class Claims {
    @Test
    void chunksThatOthersHoldAreLeftToThemAndTheirRunsCountedWhenDone() {
      StudyPlan plan = plan(12);
      store.heldByOthers.add(1L);
      AtomicInteger looks = new AtomicInteger();
      store.onLookUp(
          () -> {
            if (looks.incrementAndGet() == 6) {
              for (long i = 4; i < 8; i++) {
                store.store(
                    RunRecord.builder()
                        .runId(plan.runAt(i).runId())
                        .status(RunStatus.SUCCESS)
                        .build());
              }
            }
          });
      StudyResult result = run(plan);
      assertThat(executed).hasSize(8).doesNotContain(4L, 5L, 6L, 7L);
      assertThat(result.counts().ok()).isEqualTo(8);
      assertThat(result.counts().reused()).isEqualTo(4);
      assertThat(result.counts().todo()).isZero();
    }

    @Test
    void chunksOfADeadControllerAreTakenOver() {
      store.heldByOthers.add(0L);
      AtomicInteger looks = new AtomicInteger();
      store.onLookUp(
          () -> {
            if (looks.incrementAndGet() == 5) {
              store.heldByOthers.remove(0L);
            }
          });
      assertThat(run(plan(12)).counts().ok()).isEqualTo(12);
    }

    @Test
    void whatFailedElsewhereMeanwhileIsCountedNotRepeated() {
      StudyPlan plan = plan(4);
      store.heldByOthers.add(0L);
      AtomicInteger looks = new AtomicInteger();
      store.onLookUp(
          () -> {
            if (looks.incrementAndGet() == 3) {
              for (long i = 0; i < 4; i++) {
                store.store(
                    RunRecord.failed(RunError.of("Diverged", "NaN")).toBuilder()
                        .runId(plan.runAt(i).runId())
                        .build());
              }
              store.heldByOthers.remove(0L);
            }
          });
      StudyResult result = run(plan);
      assertThat(executed).isEmpty();
      assertThat(result.counts().failed()).isEqualTo(4);
    }

    @Test
    void aChunkThatIsLostIsNotCountedUntilItsRunsAreFoundDone() {
      StudyPlan plan = plan(4);
      store.commit(
          record -> {
            // Another controller takes over and finishes the chunk in our place.
            for (long i = 0; i < 4; i++) {
              store.store(
                  RunRecord.builder()
                      .runId(plan.runAt(i).runId())
                      .status(RunStatus.SUCCESS)
                      .build());
            }
            return CompletableFuture.failedFuture(
                new MetalabException(ErrorCode.LEASE_LOST, "taken over"));
          });
      StudyResult result = run(plan);
      assertThat(result.ending()).isEqualTo(Ending.COMPLETE);
      assertThat(result.counts().ok()).isZero();
      assertThat(result.counts().reused()).isEqualTo(4);
    }
  }

  private List<String> names() {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private static Params failing(long x) {
    return Params.of("x", x, "fail", true);
  }
}
