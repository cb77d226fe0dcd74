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
