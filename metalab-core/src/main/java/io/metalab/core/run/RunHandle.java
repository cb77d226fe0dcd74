package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A study that is being executed; safe for use by many threads. */
public final class RunHandle {
  private final StudyRounds rounds;

  RunHandle(StudyRounds rounds) {
    this.rounds = requireNonNull(rounds, "rounds");
  }

  /** Returns how far the study is. */
  public StudyStatus status() {
    return rounds.status();
  }

  /** Returns the runs that are being executed, or executed and not stored yet. */
  public List<RunId> running() {
    return rounds.running();
  }

  /** Returns what has come of the study so far, as that of one that is cancelled. */
  public StudyResult soFar() {
    return rounds.soFar();
  }

  /**
   * Starts no more runs; those that run may finish, for as long as the options' grace. What was not
   * started is left for the next rounds.
   */
  public void drain() {
    rounds.drain();
  }

  /**
   * Starts no more runs and cancels those that run: their tokens are cancelled, then their threads
   * interrupted, and those that ignore both are given up.
   */
  public void cancel(String reason) {
    rounds.cancel(requireNonNull(reason, "reason"));
  }

  /** Returns what completes when the study has ended and every listener has been told. */
  public CompletableFuture<StudyResult> completion() {
    return rounds.result().copy();
  }

  /**
   * Waits for the study to end.
   *
   * @throws MetalabException the store's or executor's failure, if that is what ended it; with
   *     {@code CANCELLED} if the waiting thread is interrupted, while the study goes on
   */
  public StudyResult result() {
    return result(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
  }

  /**
   * Waits for the study to end, at most so long in total.
   *
   * @return the result, or empty if the study still goes on
   * @throws MetalabException as {@link #result()}
   */
  public Optional<StudyResult> result(Duration timeout) {
    try {
      return Optional.of(rounds.result().get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(
          ErrorCode.CANCELLED, "The wait for the study was interrupted; the study goes on.", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private static MetalabException failure(Throwable cause) {
    if (cause instanceof MetalabException known) {
      return known;
    }
    return new MetalabException(ErrorCode.INTERNAL, "The study failed: " + cause, cause);
  }
}
