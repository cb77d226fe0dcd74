package io.metalab.store.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Something to do with a connection. */
@FunctionalInterface
interface SqlWork<T extends @Nullable Object> {
  T run(Sql sql) throws SQLException;
}
