package io.metalab.core.run;

import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A study that is being executed, or was, in this process or elsewhere; safe for use by many
 * threads.
 */
public interface RunHandle {
  /** Returns {@code name:version} of the study. */
  String study();

  /** Returns how far the study is. */
  StudyStatus status();

  /** Returns the runs that are being executed, or executed and not stored yet. */
  List<RunId> running();

  /** Returns what has come of the study so far, as that of one that is cancelled. */
  StudyResult soFar();

  /**
   * Starts no more runs; those that run may finish, for as long as the options' grace. What was not
   * started is left for the next session. Does nothing once the study has ended.
   */
  void drain();

  /**
   * Starts no more runs and cancels those that run: their tokens are cancelled, then their threads
   * interrupted, and those that ignore both are given up. Does nothing once the study has ended.
   *
   * @param reason what the records of cancelled runs say
   */
  void cancel(String reason);

  /**
   * Waits for the study to end.
   *
   * @throws MetalabException the store's or executor's failure, if that is what ended it; with
   *     {@code CANCELLED} if the waiting thread is interrupted, while the study goes on
   */
  StudyResult result();

  /**
   * Waits for the study to end, at most so long in total.
   *
   * @return the result, or empty if the study still goes on
   * @throws MetalabException as {@link #result()}
   */
  Optional<StudyResult> result(Duration timeout);

  /**
   * Waits for the study to end and returns the effective records of its runs in the order of the
   * plan, whatever the order in which they ended; read lazily, to be closed. Runs without a record
   * are left out.
   *
   * @throws MetalabException as {@link #result()}
   */
  Stream<RunRecord> gather();
}
