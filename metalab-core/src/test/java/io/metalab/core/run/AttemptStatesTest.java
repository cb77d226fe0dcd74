package io.metalab.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metalab.api.CancellationToken;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.Pruning;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that save how far they are, and continue from there. */
class AttemptStatesTest extends RunBodyFixture {
  private static final String FIVE_SHA256 =
      "ef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39d";

  private final StateKeepingStore keeper = new StateKeepingStore();
  private final List<Integer> counted = new ArrayList<>();

  /** Counts to ten from where it was; the second attempt, the first here, stops at five. */
  private final Operation count =
      (context, params, seeds, runtime, capture) -> {
        int from = runtime.savedState("count").map(AttemptStatesTest::number).orElse(0);
        for (int i = from + 1; i <= 10; i++) {
          counted.add(i);
          assertThat(runtime.saveState("count", Integer.toString(i).getBytes(UTF_8))).isTrue();
          if (i == 5 && runtime.attempt() == 2) {
            throw new IllegalStateException("power cut");
          }
        }
        assertThat(runtime.savedState("count").map(AttemptStatesTest::number)).contains(10);
        capture.metric("sum", 55);
        return null;
      };

  private static int number(byte[] state) {
    return Integer.parseInt(new String(state, UTF_8));
  }

  private DefaultRunBody body(Operation operation, Store kept) {
    return new DefaultRunBody(
        RunBodyConfig.builder(SPEC, operation, kept)
            .loader(RunBodyFixture.class.getClassLoader())
            .clock(() -> NOW)
            .build());
  }

  private RunRecord attempt(int number) {
    return body(count, keeper).run(payload().withAttempt(number), CancellationToken.NONE).join();
  }

  @Test
  void aLaterAttemptContinuesWhereTheEarlierOneStoppedAndItsRecordSaysSo() {
    RunRecord stopped = attempt(2);
    assertThat(stopped.status()).isEqualTo(RunStatus.FAILED);
    assertThat(stopped.provenance().values()).doesNotContainKey("continued_from");

    RunRecord done = attempt(3);

    assertThat(counted).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(done.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(done.provenance().values().get("continued_from"))
        .isEqualTo(Map.of("count", Map.of("attempt", 2L, "sha256", FIVE_SHA256)));
  }

  @Test
  void whatARunContinuedFromIsNoPartOfItsResult() {
    RunRecord whole = attempt(1);
    keeper.putState(new StateKey(payload().runId(), 1, "count"), "7".getBytes(UTF_8));
    RunRecord continued = attempt(3);

    assertThat(counted).endsWith(10, 8, 9, 10);
    assertThat(whole.provenance().values()).doesNotContainKey("continued_from");
    assertThat(continued.resultDigest()).isEqualTo(whole.resultDigest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRunThatMayBeStoppedEarlyOrIsComparedWithStartsFromItsBeginning(boolean counts) {
    keeper.putState(new StateKey(payload().runId(), 1, "count"), "7".getBytes(UTF_8));
    RunPayload plain = payload();
    Map<Long, Double> bars = counts ? Map.of() : Map.of(1L, 0.5);
    Pruning pruning = new Pruning(true, new TreeMap<>(bars), 0, 0, counts);
    RunPayload prunable =
        new RunPayload(
            plain.runId(),
            3,
            plain.experimentId(),
            plain.operation(),
            plain.context(),
            plain.contextFingerprint(),
            plain.point().withPruning(pruning),
            plain.seeds(),
            plain.identity(),
            plain.computation(),
            plain.timeout(),
            plain.resources());

    RunRecord record = body(count, keeper).run(prunable, CancellationToken.NONE).join();

    assertThat(counted).startsWith(1, 2).hasSize(10);
    assertThat(record.provenance().values()).doesNotContainKey("continued_from");
  }

  @Test
  void aStoreThatKeepsNoStatesIsNotedAndTheRunGoesOn() {
    RunRecord record =
        run(
            (context, params, seeds, runtime, capture) -> {
              assertThat(runtime.saveState("count", new byte[1])).isFalse();
              assertThat(runtime.savedState("count")).isEmpty();
              return null;
            });

    assertThat(record.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(record.notes())
        .containsExactly(
            "The store in-memory: keeps no state of runs: if this run is interrupted, it starts"
                + " from its beginning.");
  }

  @Test
  void anAttemptThatWasGivenUpSavesNothingMore() {
    CompletableFuture<RunBody> body = new CompletableFuture<>();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    Operation late =
        (context, params, seeds, runtime, capture) -> {
          runtime.saveState("count", "1".getBytes(UTF_8));
          body.join().abandon(payload(), RunBody.TIMEOUT, "too long").join();
          refused.set(catchThrowable(() -> runtime.saveState("count", "2".getBytes(UTF_8))));
          return null;
        };
    body.complete(body(late, keeper));

    body.join().run(payload(), CancellationToken.NONE).join();

    assertThat(refused.get())
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CAPTURE_CLOSED));
    assertThat(keeper.findState(payload().runId(), "count").orElseThrow().bytes())
        .asString(UTF_8)
        .isEqualTo("1");
  }

  @Test
  void aNameThatIsNoneFailsTheRun() {
    RunRecord record =
        body(
                (context, params, seeds, runtime, capture) -> {
                  runtime.saveState("../elsewhere", new byte[1]);
                  return null;
                },
                keeper)
            .run(payload(), CancellationToken.NONE)
            .join();

    assertThat(record.error().message()).contains("'../elsewhere'", "lower-case");
    assertThat(keeper.states()).isEmpty();
  }
}
