package io.metalab.executor.process;

import io.metalab.api.CancellationSource;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Brings runs to their end: each one's future completes, then it leaves the queue. */
final class Completions {
  private final RemotableBody body;
  private final TaskQueue queue;

  Completions(RemotableBody body, TaskQueue queue) {
    this.body = body;
    this.queue = queue;
  }

  /** Ends a run that no worker has started and that none shall start. */
  void unstarted(ProcessTask task, String reason) {
    CancellationSource cancellation = new CancellationSource();
    cancellation.cancel(reason);
    settle(task, () -> body.run(task.payload(), cancellation.token()));
  }

  /** Ends a run by a step that hands its record to the store, unless that has failed before. */
  void kept(ProcessTask task, Supplier<CompletableFuture<RunRecord>> step) {
    MetalabException failure = task.failure();
    settle(task, failure == null ? step : () -> CompletableFuture.failedFuture(failure));
  }

  /** Ends a run as what a step gives ends. */
  void settle(ProcessTask task, Supplier<CompletableFuture<RunRecord>> step) {
    CompletableFuture<RunRecord> committed;
    try {
      committed = step.get();
    } catch (RuntimeException | Error e) {
      committed = CompletableFuture.failedFuture(e);
    }
    var unused =
        committed.whenComplete(
            (record, problem) -> {
              if (problem == null) {
                task.completion().complete(record);
              } else {
                task.completion().completeExceptionally(unwrapped(problem));
              }
              queue.leave();
            });
  }

  private static Throwable unwrapped(Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }
}
