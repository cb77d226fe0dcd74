package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.Capture;
import io.metalab.api.ContextBuilder;
import io.metalab.api.ContextPreparation;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.identity.Fingerprints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DefaultRunBodyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T16:00:00Z");
  private static final OperationSpec SPEC = OperationSpec.open("test");

  private final FakeStore store = new FakeStore();
  private final List<RunEvent> events = new ArrayList<>();

  private RunBodyConfig.Builder config(Operation operation) {
    return RunBodyConfig.builder(SPEC, operation, store)
        .loader(DefaultRunBodyTest.class.getClassLoader())
        .clock(() -> NOW)
        .events(events::add);
  }

  private RunRecord run(Operation operation) {
    return run(operation, payload());
  }

  private RunRecord run(Operation operation, RunPayload payload) {
    return new DefaultRunBody(config(operation).build())
        .run(payload, CancellationToken.NONE)
        .join();
  }

  private static RunPayload payload() {
    return payload(ContextSpec.empty(), Params.of("x", 1));
  }

  private static RunPayload payload(ContextSpec context, Params params) {
    return new RunPayload(
        new RunId("%064x".formatted(7)),
        2,
        "study:1",
        SPEC.qualifiedKey(),
        context,
        "context-fingerprint",
        new ParamCase(params, "case-7", List.of("from-case", "both")),
        SeedBundle.of(42, 3),
        "{\"identity\":7}",
        "computation",
        Duration.ZERO,
        Resources.DEFAULT);
  }

  @Test
  void completesTheRecordOfASuccess() {
    AtomicLong nanos = new AtomicLong();
    DefaultRunBody body =
        new DefaultRunBody(
            config(
                    (context, params, seeds, runtime, capture) -> {
                      capture.metric("loss", Double.NaN);
                      capture.metric("x", params.getLong("x"));
                      capture.timing("fit", Duration.ofMillis(5));
                      capture.data("found.json", Map.of("a", 1));
                      capture.tag("captured");
                      capture.note("looks odd");
                      return null;
                    })
                .tags(List.of("from-study", "both"))
                .provenance(new Provenance(Map.of("code", "c0de")))
                .nanoTime(() -> nanos.getAndAdd(1_500_000))
                .build());
    RunRecord record = body.run(payload(), CancellationToken.NONE).join();

    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(record.attempt()).isEqualTo(2);
    assertThat(record.experimentId()).isEqualTo("study:1");
    assertThat(record.identity()).isEqualTo("{\"identity\":7}");
    assertThat(record.computation()).isEqualTo("computation");
    assertThat(record.operation()).isEqualTo("test@1");
    assertThat(record.contextFingerprint()).isEqualTo("context-fingerprint");
    assertThat(record.paramsFingerprint()).isEqualTo(Fingerprints.of(Params.of("x", 1)));
    assertThat(record.seedFingerprint()).isEqualTo(Fingerprints.of(SeedBundle.of(42, 3)));
    assertThat(record.params()).isEqualTo(Params.of("x", 1));
    assertThat(record.seeds()).isEqualTo(SeedBundle.of(42, 3));
    assertThat(record.caseId()).isEqualTo("case-7");
    assertThat(record.started()).isEqualTo(NOW);
    assertThat(record.finished()).isEqualTo(NOW.plusNanos(1_500_000));
    assertThat(record.metrics()).containsEntry("loss", Double.NaN).containsEntry("x", 1L);
    assertThat(record.timings()).containsEntry("fit", Duration.ofMillis(5));
    assertThat(record.findArtifact("found.json")).isPresent();
    assertThat(record.resultDigest())
        .isEqualTo(ResultDigest.of(record.metrics(), record.artifacts()));
    assertThat(record.tags()).containsExactly("from-study", "both", "from-case", "captured");
    assertThat(record.notes()).containsExactly("looks odd");
    assertThat(record.provenance().codeDigest()).isEqualTo("c0de");
    assertThat(record.error()).isEqualTo(RunError.NONE);
  }

  @Test
  void theAttemptIsVisibleAsRunningWhileItRunsAndReplacedAfterwards() {
    AtomicReference<RunStatus> during = new AtomicReference<>();
    RunRecord record =
        run(
            (context, params, seeds, runtime, capture) -> {
              during.set(store.findRunRecord(runtime.runId()).orElseThrow().status());
              return null;
            });
    assertThat(during).hasValue(RunStatus.RUNNING);
    assertThat(store.findRunRecord(record.runId())).contains(record);
  }

  @Test
  void theFutureCompletesWhenTheRecordIsDurable() {
    CompletableFuture<Void> sync = new CompletableFuture<>();
    store.commit(record -> sync);
    CompletableFuture<RunRecord> future =
        new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build())
            .run(payload(), CancellationToken.NONE);
    assertThat(future).isNotDone();
    sync.complete(null);
    assertThat(future).isCompleted();
  }

  @Test
  void aStoreThatFailsFailsTheFutureWithTheStoreSError() {
    store.commit(record -> CompletableFuture.failedFuture(FakeStore.broken()));
    assertThat(
            new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build())
                .run(payload(), CancellationToken.NONE))
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("The disk is full.");
  }

  @Test
  void aPayloadOfAnotherOperationIsRefused() {
    RunPayload payload = payload();
    RunPayload other =
        new RunPayload(
            payload.runId(),
            1,
            payload.experimentId(),
            "other@1",
            payload.context(),
            payload.contextFingerprint(),
            payload.point(),
            payload.seeds(),
            payload.identity(),
            payload.computation(),
            payload.timeout(),
            payload.resources());
    assertThat(
            new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build())
                .run(other, CancellationToken.NONE))
        .isCompletedExceptionally();
    assertThat(store.puts).isEmpty();
  }

  @Nested
  class Drafts {
    @Test
    void aReturnedDraftIsMergedNotLost() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) -> {
                capture.metric("captured", 1);
                capture.note("first");
                return RunRecord.builder()
                    .metrics(Map.of("returned", 2L))
                    .timings(Map.of("part", Duration.ofSeconds(1)))
                    .tags(List.of("good"))
                    .notes(List.of("second"))
                    .derived(Map.of("ratio", 0.5))
                    .provenance(new Provenance(Map.of("backend", "own")))
                    .build();
              });
      assertThat(record.metrics()).containsEntry("captured", 1L).containsEntry("returned", 2L);
      assertThat(record.timings()).containsKey("part");
      assertThat(record.tags()).contains("good");
      assertThat(record.notes()).containsExactly("first", "second");
      assertThat(record.derived()).containsEntry("ratio", 0.5);
      assertThat(record.provenance().values()).containsEntry("backend", "own");
    }

    @Test
    void aReturnedFailureKeepsItsErrorAndMetrics() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) ->
                  RunRecord.failed(RunError.of("Diverged", "loss is NaN at step 812")).toBuilder()
                      .metrics(Map.of("steps", 812L))
                      .build());
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("Diverged");
      assertThat(record.error().message()).isEqualTo("loss is NaN at step 812");
      assertThat(record.error().fingerprint()).hasSize(16);
      assertThat(record.metrics()).containsEntry("steps", 812L);
    }

    @Test
    void aDraftThatStillRunsIsAFailure() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) ->
                  RunRecord.builder().status(RunStatus.RUNNING).build());
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("InvalidDraft");
    }

    @Test
    void aDraftWithAMetricOfNoMetricTypeIsAFailureNamingIt() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) ->
                  RunRecord.builder().metrics(Map.of("bad", new Object())).build());
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().message()).contains("bad");
    }
  }

  @Nested
  class Failures {
    @Test
    void whateverIsThrownBecomesTheError() {
      List<Throwable> thrown =
          List.of(
              new IllegalStateException("bad"),
              new StackOverflowError(),
              new OutOfMemoryError("heap"),
              new NoClassDefFoundError("x/Y"),
              new ThreadDeath(),
              new Exception());
      for (Throwable t : thrown) {
        RunRecord record =
            run(
                (context, params, seeds, runtime, capture) -> {
                  throw sneaky(t);
                });
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().type()).isEqualTo(t.getClass().getSimpleName());
        assertThat(record.error().stackTrace()).contains(t.getClass().getName());
        assertThat(record.error().fingerprint()).matches("[0-9a-f]{16}");
      }
    }

    @Test
    void aRealStackOverflowIsAFailedRecordOfBoundedSize() {
      RunRecord record = run((context, params, seeds, runtime, capture) -> deeper(0));
      assertThat(record.error().type()).isEqualTo("StackOverflowError");
      assertThat(record.error().stackTrace().length()).isLessThan(20_000);
    }

    @Test
    void whatWasCapturedBeforeTheFailureIsKept() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) -> {
                capture.metric("before", 1);
                capture.log("about to fail");
                throw new IllegalStateException();
              });
      assertThat(record.metrics()).containsEntry("before", 1L);
      assertThat(store.log(record.runId(), record.attempt())).contains("about to fail");
    }

    @Test
    void aStoreFailureThatTheOperationSwallowsFailsTheFuture() {
      store.breakArtifacts();
      Operation swallows =
          (context, params, seeds, runtime, capture) -> {
            try {
              capture.data("model.json", Map.of("a", 1));
            } catch (MetalabException e) {
              capture.metric("swallowed", true);
            }
            return null;
          };
      assertThat(
              new DefaultRunBody(config(swallows).build()).run(payload(), CancellationToken.NONE))
          .isCompletedExceptionally();
    }

    @Test
    void capturesAfterTheEndAreRefused() {
      AtomicReference<Capture> kept = new AtomicReference<>();
      run(
          (context, params, seeds, runtime, capture) -> {
            kept.set(capture);
            return null;
          });
      assertThatExceptionOfType(MetalabException.class)
          .isThrownBy(() -> requireNonNull(kept.get()).metric("late", 1))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CAPTURE_CLOSED));
    }
  }

  @Nested
  class Cancellation {
    @Test
    void anAttemptCancelledBeforeItStartsIsNeitherExecutedNorStored() {
      AtomicInteger calls = new AtomicInteger();
      RunRecord record = cancelled("stop", calls::incrementAndGet);
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(record.error().message()).isEqualTo("stop");
      assertThat(calls).hasValue(0);
      assertThat(store.puts).isEmpty();
    }

    @Test
    void anOperationThatThrowsBecauseItWasCancelledIsCancelled() {
      RunRecord record = cancelDuring("by hand", CancellationToken::throwIfCancelled);
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(record.error().type()).isEqualTo(RunBody.CANCELLED);
      assertThat(record.error().message()).isEqualTo("by hand");
      assertThat(store.findRunRecord(record.runId())).contains(record);
    }

    @Test
    void anOperationThatFinishesAlthoughCancelledHasSucceeded() {
      assertThat(cancelDuring("by hand", token -> {}).status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void aTimeoutIsAFailureEvenIfTheOperationReturnsPartOfAResult() {
      for (TokenAction action :
          List.<TokenAction>of(CancellationToken::throwIfCancelled, token -> {})) {
        RunRecord record = cancelDuring("Timeout: longer than PT1S", action);
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
        assertThat(record.error().message()).isEqualTo("longer than PT1S");
      }
    }

    @Test
    void anInterruptThatTheOperationLeavesBehindDoesNotReachTheStore() {
      AtomicReference<Boolean> interrupted = new AtomicReference<>();
      store.commit(
          record -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            return CompletableFuture.completedFuture(null);
          });
      run(
          (context, params, seeds, runtime, capture) -> {
            Thread.currentThread().interrupt();
            return null;
          });
      assertThat(interrupted).hasValue(false);
    }

    private RunRecord cancelled(String reason, Runnable operation) {
      CancellationSource source = new CancellationSource();
      source.cancel(reason);
      return new DefaultRunBody(
              config(
                      (context, params, seeds, runtime, capture) -> {
                        operation.run();
                        return null;
                      })
                  .build())
          .run(payload(), source.token())
          .join();
    }

    private RunRecord cancelDuring(String reason, TokenAction action) {
      CancellationSource source = new CancellationSource();
      return new DefaultRunBody(
              config(
                      (context, params, seeds, runtime, capture) -> {
                        source.cancel(reason);
                        action.accept(runtime.cancellation());
                        return null;
                      })
                  .build())
          .run(payload(), source.token())
          .join();
    }
  }

  private interface TokenAction {
    void accept(CancellationToken token);
  }

  @Nested
  class Abandoning {
    @Test
    void givesUpAnAttemptKeepsWhatItCapturedAndRefusesWhatItCapturesLater() throws Exception {
      CountDownLatch captured = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      AtomicReference<ErrorCode> late = new AtomicReference<>();
      DefaultRunBody body =
          new DefaultRunBody(
              config(
                      (context, params, seeds, runtime, capture) -> {
                        capture.metric("early", 1);
                        captured.countDown();
                        release.await();
                        try {
                          capture.metric("late", 1);
                        } catch (MetalabException e) {
                          late.set(e.code());
                        }
                        return null;
                      })
                  .build());
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        CompletableFuture<RunRecord> stuck =
            CompletableFuture.supplyAsync(
                () -> body.run(payload(), CancellationToken.NONE).join(), thread);
        captured.await();
        RunRecord record = body.abandon(payload(), RunBody.TIMEOUT, "too long").join();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
        assertThat(record.metrics()).containsOnlyKeys("early");
        release.countDown();
        assertThat(stuck.join()).isEqualTo(record);
        assertThat(late).hasValue(ErrorCode.CAPTURE_CLOSED);
        assertThat(store.finished()).containsExactly(record);
      } finally {
        thread.shutdownNow();
      }
    }

    @Test
    void ofACancelledAttemptIsACancelledRecord() {
      DefaultRunBody body =
          new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build());
      RunRecord record = body.abandon(payload(), RunBody.CANCELLED, "stop").join();
      assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void ofADeadWorkerIsAFailedRecord() {
      DefaultRunBody body =
          new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build());
      RunRecord record = body.abandon(payload(), "WorkerDied", "exit code 137").join();
      assertThat(record.error().type()).isEqualTo("WorkerDied");
      assertThat(store.findRunRecord(record.runId())).contains(record);
    }
  }

  @Nested
  class RuntimeOfAnAttempt {
    @Test
    void theScratchDirectoryIsMadeWhenAskedForAndDeletedAfterwards() {
      AtomicReference<Path> seen = new AtomicReference<>();
      run(
          (context, params, seeds, runtime, capture) -> {
            Path scratch = runtime.scratch();
            Files.createDirectories(scratch.resolve("a/b"));
            Files.writeString(scratch.resolve("a/b/c"), "x");
            assertThat(runtime.scratch()).isEqualTo(scratch);
            seen.set(scratch);
            throw new IllegalStateException();
          });
      assertThat(seen.get()).doesNotExist();
    }

    @Test
    void eventsComeInTheOrderOfTheirHappening() {
      run(
          (context, params, seeds, runtime, capture) -> {
            runtime.progress(0.5, "half");
            capture.data("a.json", List.of(1));
            return null;
          });
      assertThat(events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Started", "Progress", "ArtifactStored");
    }

    @Test
    void progressOutsideZeroToOneIsRefused() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) -> {
                runtime.progress(Double.NaN, "");
                return null;
              });
      assertThat(record.error().type()).isEqualTo("INVALID_VALUE");
    }

    @Test
    void tellsRunAndAttempt() {
      RunRecord record =
          run(
              (context, params, seeds, runtime, capture) -> {
                capture.metric("attempt", runtime.attempt());
                capture.metric("id", runtime.runId().hex());
                return null;
              });
      assertThat(record.metrics())
          .containsEntry("attempt", 2L)
          .containsEntry("id", record.runId().hex());
    }
  }

  @Nested
  class Contexts {
    @TempDir Path directory;

    @Test
    void isBuiltAndPreparedOnceForAllRunsAndThreads() {
      Preparing operation = new Preparing();
      CountingBuilder.built.set(0);
      DefaultRunBody body = new DefaultRunBody(config(operation).build());
      ContextSpec spec = new ContextSpec(Params.of("n", 5), CountingBuilder.class.getName());
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<CompletableFuture<RunRecord>> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          RunPayload payload = payload(spec, Params.empty()).withAttempt(i + 1);
          runs.add(
              CompletableFuture.supplyAsync(
                  () -> body.run(payload, CancellationToken.NONE).join(), threads));
        }
        assertThat(runs)
            .allSatisfy(run -> assertThat(run.join().metrics()).containsEntry("loaded", "5 ready"));
      } finally {
        threads.shutdownNow();
      }
      assertThat(CountingBuilder.built).hasValue(1);
      assertThat(operation.prepared).hasValue(1);
    }

    @Test
    void oneThatCannotBeBuiltFailsEachRunThatNeedsIt() {
      DefaultRunBody body =
          new DefaultRunBody(config((context, params, seeds, runtime, capture) -> null).build());
      ContextSpec spec = new ContextSpec(Params.empty(), FailingBuilder.class.getName());
      for (int attempt = 1; attempt <= 2; attempt++) {
        RunRecord record =
            body.run(payload(spec, Params.empty()).withAttempt(attempt), CancellationToken.NONE)
                .join();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().type()).isEqualTo("CONTEXT_FAILED");
        assertThat(record.error().message()).contains("no data today");
      }
      assertThat(FailingBuilder.calls).hasValue(1);
    }

    @Test
    void aBuilderThatIsNoneIsNamed() {
      for (String builder : List.of("java.lang.String", "com.acme.Missing")) {
        RunRecord record =
            run(
                (context, params, seeds, runtime, capture) -> null,
                payload(new ContextSpec(Params.empty(), builder), Params.empty()));
        assertThat(record.error().type()).isEqualTo("CONTEXT_FAILED");
        assertThat(record.error().message()).contains(builder).contains("ContextBuilder");
      }
    }

    @Test
    void aFileThatChangedSinceThePlanFailsTheRun() throws Exception {
      Path file = Files.writeString(directory.resolve("data.csv"), "old");
      FileDigests digests = FileDigests.of(directory);
      FileValue planned = (FileValue) digests.resolve(FileValue.of(file.toString()), "data");
      Files.writeString(file, "new content");
      for (RunPayload payload :
          List.of(
              payload(ContextSpec.of(Params.of("data", planned)), Params.empty()),
              payload(ContextSpec.empty(), Params.of("data", planned)))) {
        DefaultRunBody body =
            new DefaultRunBody(
                config((context, params, seeds, runtime, capture) -> null).files(digests).build());
        assertThat(body.run(payload, CancellationToken.NONE).join().error().type())
            .isEqualTo("CONTEXT_CHANGED");
      }
    }
  }

  /** Prepares a context and tells what it got. */
  private static final class Preparing implements Operation, ContextPreparation {
    private final AtomicInteger prepared = new AtomicInteger();

    @Override
    public FrozenContext prepare(FrozenContext context) {
      prepared.incrementAndGet();
      return context.withLoaded("prepared", context.loaded("n", Long.class) + " ready");
    }

    @Override
    public RunRecord run(
        FrozenContext context,
        Params params,
        SeedBundle seeds,
        RunRuntime runtime,
        Capture capture) {
      capture.metric("loaded", context.loaded("prepared", String.class));
      return RunRecord.success();
    }
  }

  /** Counts how often it builds. */
  public static final class CountingBuilder implements ContextBuilder {
    static final AtomicInteger built = new AtomicInteger();

    @Override
    public FrozenContext build(ContextSpec spec) {
      built.incrementAndGet();
      return FrozenContext.of(spec).withLoaded("n", spec.values().getLong("n"));
    }
  }

  /** Cannot build. */
  public static final class FailingBuilder implements ContextBuilder {
    static final AtomicInteger calls = new AtomicInteger();

    @Override
    public FrozenContext build(ContextSpec spec) throws Exception {
      calls.incrementAndGet();
      throw new IOException("no data today");
    }
  }

  private static RunRecord deeper(int depth) {
    return depth < 0 ? RunRecord.success() : deeper(depth + 1);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable t) throws T {
    throw (T) t;
  }
}
