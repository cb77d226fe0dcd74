package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metalab.api.CancellationToken;
import io.metalab.api.Capture;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunPayload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an operation may throw, and what becomes of it. */
class RunBodyFailureTest extends RunBodyFixture {
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
  void anOperationThatChangesItsParamsOrContextFailsWithTheWayOut() {
    RunPayload payload =
        payload(
            ContextSpec.of(Params.of("c", 1)), Params.of("x", 1, "layers", List.of(16, List.of())));
    List<Operation> changing =
        List.of(
            (context, params, seeds, runtime, capture) -> {
              params.asMap().put("x", 2L);
              return null;
            },
            (context, params, seeds, runtime, capture) -> {
              params.asMap().clear();
              return null;
            },
            (context, params, seeds, runtime, capture) -> {
              params.getList("layers").remove(0);
              return null;
            },
            (context, params, seeds, runtime, capture) -> {
              context.values().asMap().remove("c");
              return null;
            });
    for (Operation operation : changing) {
      RunRecord record = run(operation, payload);
      assertThat(record.status()).isEqualTo(RunStatus.FAILED);
      assertThat(record.error().type()).isEqualTo("UnsupportedOperationException");
      assertThat(record.error().message()).contains("read-only", "Copy it first");
      assertThat(record.params()).isEqualTo(payload.params());
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
    assertThat(new DefaultRunBody(config(swallows).build()).run(payload(), CancellationToken.NONE))
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

  private static RunRecord deeper(int depth) {
    return depth < 0 ? RunRecord.success() : deeper(depth + 1);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable t) throws T {
    throw (T) t;
  }
}
