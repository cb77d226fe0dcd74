package io.metalab.executor.slurm;

import io.metalab.api.CancellationSource;
import io.metalab.api.RunEvent;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunBody;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** How runs end for those who wait for them; each gives back its place in the window. */
final class Completions {
  private final RemotableBody body;
  private final Window window;

  Completions(RemotableBody body, Window window) {
    this.body = body;
    this.window = window;
  }

  /** A task was seen to execute a run. */
  void begin(SlurmRun run) {
    if (!run.isAdmitted() && body.admit(run.payload())) {
      run.admitted(true);
      body.events()
          .onEvent(
              new RunEvent.Started(run.runId(), run.payload().attempt(), run.payload().params()));
    }
  }

  /** A task that was seen to execute a run is gone. */
  void giveBack(SlurmRun run) {
    if (run.isAdmitted()) {
      run.admitted(false);
      body.giveBack(run.payload());
    }
  }

  /** The record of a run is in the store. */
  void record(SlurmRun run, RunRecord record) {
    begin(run);
    run.completion().complete(record);
    window.leave();
  }

  /** A run will not start. */
  void withdraw(SlurmRun run, String reason) {
    CancellationSource cancelled = new CancellationSource();
    cancelled.cancel(reason);
    settle(run, () -> body.run(run.payload(), cancelled.token()));
  }

  /** A run ended without a record; one is made. */
  void abandon(SlurmRun run, String type, String message) {
    if (type.equals(RunBody.CANCELLED) && !run.isAdmitted()) {
      withdraw(run, message);
    } else {
      begin(run);
      settle(run, () -> body.abandon(run.payload(), type, message));
    }
  }

  /** The executor cannot go on. */
  void fail(SlurmRun run, Throwable problem) {
    run.completion().completeExceptionally(problem);
    window.leave();
  }

  private void settle(SlurmRun run, Supplier<CompletableFuture<RunRecord>> step) {
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
                run.completion().complete(record);
              } else {
                run.completion()
                    .completeExceptionally(
                        problem instanceof CompletionException && problem.getCause() != null
                            ? problem.getCause()
                            : problem);
              }
              window.leave();
            });
  }
}
