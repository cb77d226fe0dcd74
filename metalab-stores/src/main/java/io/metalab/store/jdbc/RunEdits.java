package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Changes what the store says of runs that it holds: annotates them and removes them. */
final class RunEdits {
  private final Database database;
  private final RunQueries queries;
  private final InstantSource clock;
  private Instant last = Instant.MIN;

  RunEdits(Database database, RunQueries queries, InstantSource clock) {
    this.database = database;
    this.queries = queries;
    this.clock = clock;
  }

  /**
   * Annotates a run.
   *
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} if the run is not stored
   */
  void annotate(RunId runId, Annotation annotation) {
    Instant now = now();
    database.write(
        sql -> {
          AttemptSet run = present(sql, runId);
          EditRows.insert(sql, run.number(), new RunEdit(runId, run.highest(), now, annotation));
          RunRows.tell(sql, List.of(run.number()));
          return true;
        });
  }

  /**
   * Removes the attempts at a run that are over, with what was added to them and their streams.
   *
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} if the run is not stored
   */
  void remove(RunId runId) {
    database.write(
        sql -> {
          AttemptSet run = present(sql, runId);
          int upTo = highestEnded(sql, run);
          if (upTo > 0) {
            run.remove(upTo);
            run.save(sql);
            EditRows.delete(sql, run.number(), upTo);
            StreamRows.delete(sql, runId, upTo);
            RunRows.tell(sql, List.of(run.number()));
          }
          return true;
        });
  }

  /** Returns the time, later than at the call before, so that what comes later counts later. */
  private synchronized Instant now() {
    Instant now = clock.instant();
    last = now.isAfter(last) ? now : last.plusNanos(1);
    return last;
  }

  private AttemptSet present(Sql sql, RunId runId) throws SQLException {
    return AttemptRows.find(sql, runId, database.lock())
        .filter(run -> run.highest() > 0)
        .orElseThrow(() -> queries.notFound(runId));
  }

  private int highestEnded(Sql sql, AttemptSet run) throws SQLException {
    ShownStatuses statuses = queries.statuses();
    int highest = 0;
    for (AttemptRow row : run.inOrder()) {
      if (statuses.of(sql, row.status(), row.writer()) != RunStatus.RUNNING) {
        highest = Math.max(highest, row.attempt());
      }
    }
    return highest;
  }
}
