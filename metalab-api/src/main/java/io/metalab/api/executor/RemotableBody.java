package io.metalab.api.executor;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunEventListener;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * A run body whose runs may be executed in other processes, by a body that each worker makes from a
 * {@link WorkerManifest}; safe for use by many threads.
 *
 * <p>An executor asks {@link #admit} before it hands a run to a worker, and {@link #giveBack}s one
 * that the worker never started. Where the workers cannot reach the store, the executor keeps what
 * they send: streams and artifacts go to {@link #store}, the end of an attempt to {@link #commit}.
 * Where they can, they write themselves and the executor only completes its futures.
 */
public interface RemotableBody extends RunBody {
  /**
   * Returns a body as one whose runs may be executed in other processes.
   *
   * @throws MetalabException with {@code NOT_LOADABLE} if it is another
   */
  static RemotableBody of(RunBody body) {
    if (body instanceof RemotableBody remotable) {
      return remotable;
    }
    throw new MetalabException(
        ErrorCode.NOT_LOADABLE,
        "The run body %s cannot be made in another process. Maybe use --executor thread."
            .formatted(body.getClass().getName()));
  }

  /**
   * Returns what a worker makes its own body from.
   *
   * @throws MetalabException with {@code NOT_LOADABLE} if the operation cannot be made in another
   *     process: it is a lambda, was compiled in memory, or its class is not public
   */
  WorkerManifest manifest();

  /**
   * Asks whether a run may be handed to a worker. One that was refused is completed by {@link #run}
   * with a cancelled token, which executes nothing.
   */
  boolean admit(RunPayload payload);

  /** Says that a worker which a run was handed to never started it; it may be admitted again. */
  void giveBack(RunPayload payload);

  /**
   * Makes an attempt visible that a worker has started: listeners are told, and the store gets its
   * running record. If it is {@link #abandon abandoned}, its record starts then.
   */
  void started(RunPayload payload, Instant started);

  /**
   * Hands the record of an attempt to the store that a worker has executed.
   *
   * @return completes with the record once it is durable
   */
  CompletableFuture<RunRecord> commit(RunRecord record);

  /** Returns the store of the runs. */
  Store store();

  /** Returns the store of the earlier runs whose artifacts are inputs; mostly that of the runs. */
  Store inputs();

  /** Returns what is told of progress and artifacts of the runs. */
  RunEventListener events();
}
