package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import java.time.Instant;
import java.time.InstantSource;

/** Changes what the store says of runs that it holds: annotates them and removes them. */
final class RunEdits {
  private final Layout layout;
  private final InstantSource clock;
  private final Access access;
  private final RunQueries queries;
  private final Submissions submissions;
  private Instant last = Instant.MIN;

  RunEdits(
      Layout layout,
      InstantSource clock,
      Access access,
      RunQueries queries,
      Submissions submissions) {
    this.layout = layout;
    this.clock = clock;
    this.access = access;
    this.queries = queries;
    this.submissions = submissions;
  }

  /**
   * Annotates a run.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if the run is not stored
   */
  void annotate(RunId runId, Annotation annotation) {
    int attempt = presentAttempt(runId);
    submissions.edit(new RunEdit(runId, attempt, now(), annotation));
  }

  /** Returns the time, later than at the call before, so that what comes later counts later. */
  private synchronized Instant now() {
    Instant now = clock.instant();
    last = now.isAfter(last) ? now : last.plusNanos(1);
    return last;
  }

  /**
   * Removes the attempts at a run that are over.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if the run is not stored
   */
  void remove(RunId runId) {
    presentAttempt(runId);
    int attempt = access.reading(() -> queries.highestEndedAttempt(runId));
    if (attempt > 0) {
      submissions.remove(runId, attempt, clock.instant(), queries.experimentOf(runId));
    }
  }

  private int presentAttempt(RunId runId) {
    int attempt = access.reading(() -> queries.highestAttempt(runId));
    if (attempt == 0) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The run %s is not in the store %s.".formatted(runId, layout.root()));
    }
    return attempt;
  }
}
