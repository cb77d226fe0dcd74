package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.core.codec.RunRecordCodec;
import java.sql.SQLException;
import java.util.List;

/** Makes records of rows. */
final class Records {
  private final Database database;
  private final Kinds kinds;

  Records(Database database, Kinds kinds) {
    this.database = database;
    this.kinds = kinds;
  }

  /**
   * Returns the record of a row.
   *
   * @param shown the status that people see
   * @throws MetalabException with {@code STORE_CORRUPT} if it is not as it was written
   */
  RunRecord read(
      Sql sql,
      Bytes json,
      int checksum,
      long kind,
      RunStatus shown,
      List<Annotation> annotations,
      long run)
      throws SQLException {
    if (json.checksum() != checksum) {
      throw damaged(run, "its checksum does not fit");
    }
    Kind shared = kinds.get(sql, kind);
    RunRecord record;
    try {
      record = RunRecordCodec.decode(json.array(), 0, json.length(), digest -> shared.provenance());
    } catch (IllegalArgumentException e) {
      throw damaged(run, String.valueOf(e.getMessage()));
    }
    RunRecord annotated = Annotation.apply(record, annotations);
    return annotated.status() == shown ? annotated : annotated.toBuilder().status(shown).build();
  }

  private MetalabException damaged(long run, String what) {
    return new MetalabException(
        ErrorCode.STORE_CORRUPT,
        "A record in row %d of the table runs of the store %s is damaged: %s. Restore a backup; 'metalab verify' lists all that is damaged."
            .formatted(run, database.name(), what));
  }
}
