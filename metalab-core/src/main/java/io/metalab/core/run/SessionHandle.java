package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A study that this process executes. */
final class SessionHandle implements RunHandle {
  private final StudySetup setup;
  private final StudyRounds rounds;
  private final Supplier<Stream<RunRecord>> records;

  /**
   * Creates a handle.
   *
   * @param records reads the effective records in the order of the plan
   */
  SessionHandle(StudySetup setup, StudyRounds rounds, Supplier<Stream<RunRecord>> records) {
    this.setup = setup;
    this.rounds = rounds;
    this.records = records;
  }

  @Override
  public String study() {
    return setup.plan().experiment().id();
  }

  @Override
  public StudyStatus status() {
    return rounds.status();
  }

  @Override
  public List<RunId> running() {
    return rounds.running();
  }

  @Override
  public StudyResult soFar() {
    return rounds.soFar();
  }

  @Override
  public void drain() {
    rounds.drain();
  }

  @Override
  public void cancel(String reason) {
    rounds.cancel(requireNonNull(reason, "reason"));
  }

  @Override
  public StudyResult result() {
    return result(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
  }

  @Override
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

  @Override
  public Stream<RunRecord> gather() {
    result();
    return records.get();
  }

  private static MetalabException failure(Throwable cause) {
    if (cause instanceof MetalabException known) {
      return known;
    }
    return new MetalabException(ErrorCode.INTERNAL, "The study failed: " + cause, cause);
  }
}
