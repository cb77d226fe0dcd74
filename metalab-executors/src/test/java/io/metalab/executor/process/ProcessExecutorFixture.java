package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ContextSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerJvm;
import io.metalab.api.store.StreamKey;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import io.metalab.testkit.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Opens process executors whose runs are those of {@link FaultOperation}. */
@Timeout(300)
abstract class ProcessExecutorFixture {
  final InMemoryStore store = new InMemoryStore();
  private @Nullable Executor executor;

  final Executor open(int workers, WorkerJvm jvm) {
    Executor opened =
        ProcessExecutor.open(
            new ExecutorConfig(workers, 0, 0, jvm, Map.of()),
            new DefaultRunBody(
                RunBodyConfig.builder(FaultOperation.SPEC, new FaultOperation(), store).build()));
    executor = opened;
    return opened;
  }

  final Executor open(int workers) {
    return open(workers, WorkerJvm.DEFAULT);
  }

  static WorkerJvm jvm(String... options) {
    return new WorkerJvm(0, List.of(options), 0, 0);
  }

  @AfterEach
  final void close() {
    if (executor != null) {
      executor.close();
    }
  }

  static RunPayload payload(long n, String what) {
    return payload(n, Params.of("do", what, "n", n));
  }

  static RunPayload payload(long n, Params params) {
    return new RunPayload(
        new RunId("%064x".formatted(n + 1)),
        1,
        "faults:1",
        FaultOperation.SPEC.qualifiedKey(),
        ContextSpec.empty(),
        "",
        ParamCase.of(params, "n=" + n),
        SeedBundle.of(7),
        "identity " + n,
        "%064x".formatted(n + 1_000_000),
        Duration.ZERO,
        Resources.DEFAULT);
  }

  static RunRecord await(RunFuture future) {
    assertThat(future.completion()).succeedsWithin(150, TimeUnit.SECONDS);
    return future.completion().join();
  }

  final String log(RunRecord record) {
    StreamKey key = new StreamKey(record.runId(), record.attempt(), StreamKey.Kind.LOG);
    return new String(store.read(key, 0, 1 << 22), UTF_8);
  }

  /** Returns the workers of this process that live. */
  static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.info().commandLine().orElse("").contains(WorkerMain.class.getName())
                    || child.info().command().orElse("").endsWith("/java"))
        .toList();
  }
}
