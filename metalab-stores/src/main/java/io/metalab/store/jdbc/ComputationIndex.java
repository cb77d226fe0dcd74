package io.metalab.store.jdbc;

/**
 * The index of computations in PostgreSQL. It costs every run that is added, and few stores are
 * ever asked for computations; so it is created when one is for the first time. For many threads.
 */
final class ComputationIndex {
  /** Counts a table that has no such index, and to which the user may give one. */
  private static final String MISSING =
      "SELECT count(*) FROM pg_class c WHERE c.oid = 'runs'::regclass"
          + " AND pg_has_role(c.relowner, 'USAGE') AND NOT EXISTS (SELECT 1 FROM pg_index i"
          + " JOIN pg_class n ON n.oid = i.indexrelid"
          + " WHERE i.indrelid = c.oid AND n.relname = 'runs_by_computation')";

  private static final String CREATE =
      "CREATE INDEX IF NOT EXISTS runs_by_computation ON runs (computation)"
          + " WHERE status = 'success'";

  private volatile boolean done;

  /** Creates the index if it is not there; runs are added again afterwards. */
  void create(Database database) {
    if (!done && database.read(sql -> sql.number(MISSING)) > 0) {
      database.write(
          sql -> {
            sql.number("SELECT format FROM metalab" + database.lock()); // one after the other
            sql.execute(CREATE);
            return true;
          });
    }
    done = true;
  }
}
