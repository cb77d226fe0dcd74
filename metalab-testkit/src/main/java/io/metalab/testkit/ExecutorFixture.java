package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.PATIENCE_SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ContextSpec;
import io.metalab.api.Operation;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The executor under test, its store, and runs for it. */
public abstract class ExecutorFixture {
  private static final String EXPERIMENT = "contract:1";

  @TempDir Path directory;

  private final List<Executor> opened = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private @Nullable Store store;

  /** Opens the executor. */
  protected abstract Executor open(ExecutorConfig config, RunBody runBody);

  /**
   * Makes the body of the runs of an operation that is described by {@link ContractOperation#SPEC}:
   * a {@code DefaultRunBody} of the core.
   *
   * @param results where its records go
   */
  protected abstract RunBody body(Operation operation, Store results);

  /**
   * Opens the store of a test; one in memory unless workers have to reach it.
   *
   * @param place an empty directory
   */
  protected Store openStore(Path place) {
    return new InMemoryStore();
  }

  /** Returns the store of this test, opened at the first call. */
  final Store store() {
    if (store == null) {
      store = openStore(directory.resolve("store"));
    }
    return store;
  }

  final Executor executor(int workers, int window) {
    return executor(new ExecutorConfig(workers, window), new ContractOperation());
  }

  final Executor executor(ExecutorConfig config, Operation operation) {
    Executor executor = open(config, body(operation, store()));
    opened.add(executor);
    return executor;
  }

  /** Returns a closed gate, which is opened at the latest when the test ends. */
  final Gate gate() {
    Gate gate = new Gate(directory.resolve("gate-" + gates.size()));
    gates.add(gate);
    return gate;
  }

  /** Lets go of what a test holds up, then closes what it opened. */
  @AfterEach
  final void closeAll() {
    gates.forEach(Gate::open);
    opened.forEach(Executor::close);
    gates.forEach(Gate::close);
    if (store != null) {
      store.close();
    }
  }

  static RunPayload payload(long n, String task) {
    return payload(n, Map.of("do", task));
  }

  static RunPayload payload(long n, String task, Gate gate) {
    return payload(n, Map.of("do", task, "gate", gate.name()));
  }

  private static RunPayload payload(long n, Map<String, String> what) {
    Map<String, Object> params = new LinkedHashMap<>(what);
    params.put("n", n);
    String identity = "run %d of the contract of executors".formatted(n);
    return new RunPayload(
        new RunId(Digests.sha256(identity)),
        1,
        EXPERIMENT,
        ContractOperation.SPEC.qualifiedKey(),
        ContextSpec.empty(),
        Digests.sha256("no context"),
        ParamCase.of(Params.copyOf(params), "n=" + n),
        SeedBundle.of(93),
        identity,
        Digests.sha256("computation " + n),
        Duration.ZERO,
        Resources.DEFAULT);
  }

  static RunPayload within(Duration timeout, RunPayload payload) {
    return LocalTimeoutContract.with(payload, timeout);
  }

  static RunRecord await(RunFuture future) {
    assertThat(future.completion()).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return future.completion().join();
  }

  /** Submits on a thread of its own. */
  static Thread submitter(
      Executor executor, RunPayload payload, CompletableFuture<RunFuture> result) {
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(executor.submit(payload));
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            },
            "testkit-submitter");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits until a thread waits, or has ended. */
  static void awaitBlocked(Thread thread) {
    while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
  }
}
