package io.metalab.store.jdbc;

import io.metalab.api.RunStatus;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the status of attempts as people see it: one whose writer is gone is lost. Each writer is
 * looked up once; for one query.
 */
final class ShownStatuses {
  private final Writers writers;
  private final Leases leases;
  private final Map<Long, Boolean> gone = new HashMap<>();

  ShownStatuses(Writers writers, Leases leases) {
    this.writers = writers;
    this.leases = leases;
  }

  RunStatus of(Sql sql, RunStatus status, long writer) throws SQLException {
    if (status != RunStatus.RUNNING) {
      return status;
    }
    Boolean known = gone.get(writer);
    if (known == null) {
      known = !writers.isLive(writer) && leases.isExpired(sql, writer);
      gone.put(writer, known);
    }
    return known ? RunStatus.LOST : RunStatus.RUNNING;
  }
}
