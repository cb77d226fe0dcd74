package io.metalab.store.file;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the status of rows as people see it: an attempt whose writer is gone is lost. Each writer
 * is looked up once; the catalog must be locked.
 */
final class ShownStatuses {
  private final CatalogIndex index;
  private final Sessions sessions;
  private final Leases leases;
  private final Map<String, Boolean> gone = new HashMap<>();

  ShownStatuses(CatalogIndex index, Sessions sessions, Leases leases) {
    this.index = index;
    this.sessions = sessions;
    this.leases = leases;
  }

  /** Returns the status of a row of the index. */
  RunStatus of(int row) throws IOException {
    RunStatus status = index.table.status(row);
    if (status != RunStatus.RUNNING) {
      return status;
    }
    String writer = index.segments.get(index.table.segment(row)).name.writer();
    Boolean known = gone.get(writer);
    if (known == null) {
      known = !sessions.isLive(writer) && leases.isExpired(writer);
      gone.put(writer, known);
    }
    return known ? RunStatus.LOST : RunStatus.RUNNING;
  }

  /** Returns the record with the status that people see. */
  static RunRecord withStatus(RunRecord record, RunStatus status) {
    return record.status() == status ? record : record.toBuilder().status(status).build();
  }
}
