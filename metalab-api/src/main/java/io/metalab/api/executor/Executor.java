package io.metalab.api.executor;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Runs payloads somewhere; safe for use by many threads.
 *
 * <p>The contract, tested by {@code ExecutorContract}: at most a bounded number of runs is in
 * flight and {@link #submit} blocks beyond it; a failing, hanging or crashing run costs itself
 * alone; timeouts hold; a lost worker's runs are dispatched again; every submitted run's future
 * completes, also when the executor is closed.
 */
public interface Executor extends AutoCloseable {
  /** Returns the name of its provider. */
  String name();

  /** Returns how many runs it executes at once. */
  int parallelism();

  /**
   * Accepts a run; blocks while the window is full.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if its resources can never be had here,
   *     with {@code NOT_LOADABLE} if its operation cannot be loaded there, with {@code CANCELLED}
   *     if the executor is closed
   */
  RunFuture submit(RunPayload payload);

  /**
   * Waits for runs and returns their records in the order of the futures.
   *
   * @throws MetalabException the first failure of a store or executor
   */
  default List<RunRecord> gather(List<? extends RunFuture> futures) {
    List<RunRecord> records = new ArrayList<>(futures.size());
    for (RunFuture future : futures) {
      try {
        records.add(future.completion().join());
      } catch (CompletionException e) {
        if (e.getCause() instanceof MetalabException problem) {
          throw problem;
        }
        throw e;
      }
    }
    return records;
  }

  /**
   * Cancels what has not finished, waits for it, and releases the workers; calling it again changes
   * nothing.
   */
  @Override
  void close();
}
