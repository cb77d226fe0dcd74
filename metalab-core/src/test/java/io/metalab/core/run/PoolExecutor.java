package io.metalab.core.run;

import io.metalab.api.CancellationSource;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunFuture;
import io.metalab.api.executor.RunPayload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The least executor there can be: a pool of threads without window, timeouts or permits. */
final class PoolExecutor implements Executor {
  private final ExecutorService threads;
  private final RunBody body;
  private final int workers;

  private PoolExecutor(int workers, RunBody body) {
    this.threads = Executors.newFixedThreadPool(workers);
    this.body = body;
    this.workers = workers;
  }

  /** Returns a provider of executors that have one thread unless configured otherwise. */
  static ExecutorProvider provider() {
    return new ExecutorProvider() {
      @Override
      public String name() {
        return "pool";
      }

      @Override
      public void check(ExecutorConfig config, Resources wanted) {
        if (wanted.gpus() > config.gpus()) {
          throw new MetalabException(ErrorCode.UNSATISFIABLE, "There are not so many GPUs.");
        }
      }

      @Override
      public Executor open(ExecutorConfig config, RunBody body) {
        return new PoolExecutor(Math.max(1, config.workers()), body);
      }
    };
  }

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public int parallelism() {
    return workers;
  }

  @Override
  public RunFuture submit(RunPayload payload) {
    PoolFuture future = new PoolFuture(payload);
    threads.execute(() -> future.settle(body.run(payload, future.cancellation.token())));
    return future;
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static final class PoolFuture implements RunFuture {
    private final RunPayload payload;
    private final CancellationSource cancellation = new CancellationSource();
    private final CompletableFuture<RunRecord> completion = new CompletableFuture<>();

    private PoolFuture(RunPayload payload) {
      this.payload = payload;
    }

    private void settle(CompletableFuture<RunRecord> committed) {
      var unused =
          committed.whenComplete(
              (record, problem) -> {
                if (problem == null) {
                  completion.complete(record);
                } else {
                  completion.completeExceptionally(problem);
                }
              });
    }

    @Override
    public RunId runId() {
      return payload.runId();
    }

    @Override
    public CompletableFuture<RunRecord> completion() {
      return completion;
    }

    @Override
    public void cancel(String reason) {
      cancellation.cancel(reason);
    }
  }
}
