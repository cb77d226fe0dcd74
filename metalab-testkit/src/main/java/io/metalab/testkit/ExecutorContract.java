package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.PATIENCE_SECONDS;
import static io.metalab.testkit.StoreFixture.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.StreamKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Executor} does, wherever it executes runs: it keeps its window, its timeouts
 * and its promise that every future completes, and what a run captures is in the store.
 *
 * <p>The runs are those of {@link ContractOperation}, which any process with this kit on its class
 * path can load. An executor of this process subclasses {@link LocalExecutorContract} too, one with
 * worker processes {@link RemoteExecutorContract} in place of this.
 */
public abstract class ExecutorContract extends ExecutorFixture {
  @Test
  void completesWithTheRecordOfTheRun() {
    Executor executor = executor(2, 0);
    RunPayload payload = payload(7, "return");
    RunFuture future = executor.submit(payload);
    assertThat(future.runId()).isEqualTo(payload.runId());
    RunRecord record = await(future);
    assertThat(record.runId()).isEqualTo(payload.runId());
    assertThat(record.status()).as(record.error().toString()).isEqualTo(RunStatus.SUCCESS);
    assertThat(record.metrics()).containsEntry("square", 49L);
    assertThat(store().findRunRecord(payload.runId())).contains(record);
    assertThat(executor.parallelism()).isEqualTo(2);
    assertThat(executor.name()).matches("[a-z][a-z0-9-]*");
  }

  @Test
  void keepsWhatARunCaptures() throws IOException {
    RunRecord record = await(executor(1, 0).submit(payload(4, "capture")));
    assertThat(record.status()).as(record.error().toString()).isEqualTo(RunStatus.SUCCESS);
    assertThat(record.tags()).contains("captured");
    assertThat(record.notes()).containsExactly("a note");
    assertThat(text(record, StreamKey.Kind.LOG)).contains("about to capture 4");
    assertThat(text(record, StreamKey.Kind.SERIES).lines()).isNotEmpty();
    assertThat(record.artifacts())
        .extracting(ArtifactDescriptor::name)
        .containsExactlyInAnyOrder("n.txt", "large.bin");
    for (ArtifactDescriptor artifact : record.artifacts()) {
      try (InputStream content = store().openArtifact(artifact)) {
        String expected = artifact.name().equals("n.txt") ? "n is 4\n" : "4".repeat(1 << 20);
        assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo(expected);
      }
    }
  }

  private String text(RunRecord record, StreamKey.Kind kind) {
    StreamKey key = new StreamKey(record.runId(), record.attempt(), kind);
    return new String(store().read(key, 0, 1 << 16), UTF_8);
  }

  @Test
  void gathersInTheOrderOfTheFutures() {
    Executor executor = executor(2, 0);
    Gate gate = gate();
    RunFuture first = executor.submit(payload(0, "hold", gate));
    RunFuture second = executor.submit(payload(1, "return"));
    await(second);
    assertThat(first.completion()).isNotDone();
    gate.open();
    assertThat(executor.gather(List.of(first, second)))
        .extracting(RunRecord::runId)
        .containsExactly(first.runId(), second.runId());
  }

  @Test
  void executesAsManyRunsAtOnceAsItSays() {
    Executor executor = executor(2, 0);
    Gate gate = gate();
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      futures.add(executor.submit(payload(i, "hold", gate)));
    }
    gate.awaitEntry();
    gate.awaitEntry();
    assertThat(gate.entries()).isEqualTo(2);
    gate.open();
    assertThat(executor.gather(futures))
        .extracting(RunRecord::status)
        .containsOnly(RunStatus.SUCCESS);
  }

  @Test
  void blocksSubmitWhileTheWindowIsFull() {
    Executor executor = executor(1, 3);
    Gate gate = gate();
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      futures.add(executor.submit(payload(i, "hold", gate)));
    }
    gate.awaitEntry();
    CompletableFuture<RunFuture> fourth = new CompletableFuture<>();
    Thread submitter = submitter(executor, payload(3, "return"), fourth);
    awaitBlocked(submitter);
    assertThat(fourth).isNotDone();
    gate.open();
    assertThat(fourth).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    futures.add(fourth.join());
    assertThat(executor.gather(futures)).hasSize(4);
  }

  @Test
  void outlivesRunsThatThrowWhatTheyShouldNot() {
    Executor executor = executor(1, 0);
    List<RunFuture> poisoned = new ArrayList<>();
    List<RunFuture> healthy = new ArrayList<>();
    List<String> poison = List.of("fail", "overflow", "exhaust");
    for (int i = 0; i < poison.size(); i++) {
      poisoned.add(executor.submit(payload(i, poison.get(i))));
      healthy.add(executor.submit(payload(100 + i, "return")));
    }
    assertThat(executor.gather(healthy))
        .extracting(RunRecord::status)
        .containsOnly(RunStatus.SUCCESS);
    assertThat(executor.gather(poisoned))
        .extracting(record -> record.error().type())
        .containsExactly("IllegalStateException", "StackOverflowError", "OutOfMemoryError");
  }

  @Test
  void neverStartsARunThatWasCancelledBefore() {
    Executor executor = executor(1, 0);
    Gate gate = gate();
    Gate never = gate();
    RunFuture first = executor.submit(payload(0, "hold", gate));
    gate.awaitEntry();
    RunFuture waiting = executor.submit(payload(1, "hold", never));
    waiting.cancel("no longer wanted");
    assertThat(await(waiting).status()).isEqualTo(RunStatus.CANCELLED);
    gate.open();
    assertThat(await(first).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(await(executor.submit(payload(2, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(never.entries()).isZero();
    assertThat(store().findRunRecord(waiting.runId())).isEmpty();
  }

  @Test
  void tellsARunningRunByItsToken() {
    Executor executor = executor(1, 0);
    Gate gate = gate();
    RunFuture future = executor.submit(payload(0, "hold", gate));
    gate.awaitEntry();
    future.cancel("no longer wanted");
    RunRecord record = await(future);
    assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(record.error().message()).contains("no longer wanted");
    assertThat(record.metrics()).containsKey("square");
    future.cancel("again");
    assertThat(await(future)).isEqualTo(record);
    assertThat(await(executor.submit(payload(1, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void cancelsNothingThatIsDone() {
    Executor executor = executor(1, 0);
    RunFuture done = executor.submit(payload(0, "return"));
    RunRecord record = await(done);
    done.cancel("too late");
    assertThat(await(done)).isEqualTo(record);
    assertThat(await(executor.submit(payload(1, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void failsARunThatTakesTooLong() {
    Executor executor = executor(1, 0);
    RunFuture slow = executor.submit(within(timeout(), payload(0, "hold", gate())));
    RunFuture next = executor.submit(payload(1, "return"));
    RunRecord record = await(slow);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
    assertThat(await(next).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void givesUpARunThatIgnoresEverything() {
    Executor executor = executor(1, 0);
    Gate gate = gate();
    RunFuture stuck = executor.submit(within(timeout(), payload(0, "resist", gate)));
    RunFuture next = executor.submit(payload(1, "return"));
    RunRecord record = await(stuck);
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo(RunBody.TIMEOUT);
    assertThat(await(next).status()).isEqualTo(RunStatus.SUCCESS);
    gate.open();
    assertThat(await(executor.submit(payload(2, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(store().attempts(stuck.runId())).containsExactly(record);
  }

  /** Returns a timeout that is long enough for a run to begin and short enough to wait for. */
  protected Duration timeout() {
    return Duration.ofMillis(200);
  }

  @Test
  void cancelsWhatHasNotFinishedWhenItCloses() {
    Executor executor = executor(1, 0);
    Gate gate = gate();
    List<RunFuture> futures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      futures.add(executor.submit(payload(i, "hold", gate)));
    }
    gate.awaitEntry();
    executor.close();
    for (RunFuture future : futures) {
      assertThat(future.completion()).isDone();
      assertThat(await(future).status()).isEqualTo(RunStatus.CANCELLED);
    }
    assertThat(gate.entries()).isEqualTo(1);
    executor.close();
    assertFails(ErrorCode.CANCELLED, () -> executor.submit(payload(9, "return")));
  }

  @Test
  void refusesWhatItCanNeverSatisfy() {
    Executor executor = executor(2, 0);
    for (Resources wanted :
        List.of(
            new Resources(Integer.MAX_VALUE, 0),
            new Resources(1, Long.MAX_VALUE),
            Resources.DEFAULT.withGpus(Integer.MAX_VALUE))) {
      assertFails(
          ErrorCode.UNSATISFIABLE,
          () -> executor.submit(LocalTimeoutContract.with(payload(0, "return"), wanted)));
    }
    assertThat(await(executor.submit(payload(0, "return"))).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @Test
  void servesManySubmittersWithoutMixingTheirRuns() {
    Executor executor = executor(2, 4);
    Parallel.run(
        4,
        thread -> {
          List<RunPayload> payloads =
              IntStream.range(0, 25).mapToObj(i -> payload(100 * thread + i, "return")).toList();
          List<RunFuture> futures = payloads.stream().map(executor::submit).toList();
          List<RunRecord> records = executor.gather(futures);
          for (int i = 0; i < payloads.size(); i++) {
            long n = 100L * thread + i;
            assertThat(records.get(i).runId()).isEqualTo(payloads.get(i).runId());
            assertThat(records.get(i).metrics()).containsEntry("square", n * n);
          }
        });
  }
}
