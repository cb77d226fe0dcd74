package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.store.Annotation;
import java.time.Instant;
import java.time.InstantSource;

/** Changes what the store says of runs that it holds: annotates them and removes them. */
final class RunEdits {
  private final Layout layout;
  private final InstantSource clock;
  private final Access access;
  private final RunQueries queries;
  private final Submissions submissions;

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
    Instant now = clock.instant();
    submissions.note(runId, attempt, false, now, Lines.annotation(runId, attempt, now, annotation));
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
      Instant now = clock.instant();
      submissions.note(runId, attempt, true, now, Lines.remove(runId, attempt, now));
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
