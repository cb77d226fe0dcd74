package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.CancellationToken;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.identity.Fingerprints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DefaultRunBodyTest extends RunBodyFixture {
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
    assertThat(record.computation()).isEqualTo("c".repeat(64));
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
}
