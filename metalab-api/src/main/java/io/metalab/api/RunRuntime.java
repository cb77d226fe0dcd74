package io.metalab.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operation may ask of the program that runs it; safe for use by the threads of one run.
 */
public interface RunRuntime {
  /** Returns the id of the run. */
  RunId runId();

  /** Returns which attempt at the run this is; the first is 1. */
  int attempt();

  /** Returns the token that is cancelled by the study's handle, the run's timeout, or a signal. */
  CancellationToken cancellation();

  /**
   * Returns an empty directory for this attempt alone, made at the first call and deleted after the
   * attempt.
   *
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if it cannot be made, with
   *     {@link ErrorCode#CANCELLED} once the attempt is over
   */
  Path scratch();

  /**
   * Reads an input by type: a copy of an artifact by the serializer that wrote it, any other file
   * by the one that its extension names.
   *
   * @param input where the input is, as {@link Params#getPath} tells
   * @param type the type wanted; {@code Object.class} for the serializer's natural one, {@code
   *     byte[].class} for the bytes
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if it cannot be read as that,
   *     with {@link ErrorCode#FILE_UNREADABLE} if it cannot be read at all
   */
  <T> T read(Path input, Class<T> type);

  /**
   * Returns the checkpoint of the nearest shorter successful run that differs in its budget alone,
   * if the operation describes a {@link ParameterSpec.Builder#budget budget} and there was such a
   * run when this one was handed out. To ask is to start from it: the record says so.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} or {@link ErrorCode#STORE_CORRUPT} if
   *     the checkpoint cannot be had any more
   */
  Optional<Checkpoint> earlierCheckpoint();

  /**
   * Saves what a later attempt at this run may continue from, should this one not come to its end:
   * killed, cancelled, failed or lost. It takes the place of what was saved under this name, as a
   * whole or not at all, and is durable on return. A success ends it; it is no result.
   *
   * <p>An operation that uses it promises the same results wherever it continues. To save costs a
   * sync of the disk, so once in some seconds is often enough.
   *
   * @param name which state, if a run has several: lower-case letters, digits, {@code _} and {@code
   *     -}, 64 at most
   * @param state 64 MiB at most; how it is written, and by which version, is for the operation to
   *     say in it
   * @return whether it was saved; false if the store of the runs keeps none, which the record then
   *     notes, and an interrupted run starts from its beginning
   * @throws IllegalArgumentException if the name or the size is another
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} if it could not be saved, with
   *     {@link ErrorCode#LEASE_LOST} or {@link ErrorCode#CAPTURE_CLOSED} if the attempt is not this
   *     program's any more
   */
  boolean saveState(String name, byte[] state);

  /**
   * Returns what was last saved under this name, by this or an earlier attempt at the run. To ask
   * is to continue from it: the record says so. A run that the study's {@link PruneRule} may stop,
   * or compare others with, finds nothing of earlier attempts, since all that it reports counts.
   *
   * @throws MetalabException with {@link ErrorCode#STORE_UNUSABLE} or {@link
   *     ErrorCode#STORE_CORRUPT} if it cannot be read
   */
  Optional<byte[]> savedState(String name);

  /**
   * Says how far the run has come.
   *
   * @param fraction share of the work done, in [0, 1]
   * @param message what is being done
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the fraction is NaN or outside
   */
  void progress(double fraction, String message);

  /**
   * Reports how the run does: the value that the goal's metric has so far. Kept as the series
   * {@code reported}, whether or not the study has a {@link PruneRule}.
   *
   * @param step such as an epoch; greater than that of the report before
   * @param value NaN and infinities are worse than all others
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the step is not greater than
   *     the one before or outside ±(2<sup>53</sup>-1)
   */
  void report(long step, double value);

  /**
   * Returns whether the run should capture what it has and return, since by what it has reported
   * the study's {@link PruneRule} ends it; false if there is none. A run that was told so succeeds
   * like others and is tagged {@code pruned}. Once true it stays true. Cancellation is something
   * else.
   */
  boolean shouldStop();
}
