package io.metalab.store.jdbc;

import io.metalab.api.MetalabException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database that a store lives in: its connections, and what its SQL says otherwise. Safe for
 * use by many threads.
 */
interface Database extends AutoCloseable {
  /** Returns the scheme of its locators. */
  String kind();

  /** Returns what opens it again, without a password. */
  String locator();

  /** Returns what people call it in messages. */
  String name();

  /**
   * Reads; sees what was committed before.
   *
   * @throws MetalabException as {@link #failure} says
   */
  <T extends @Nullable Object> T read(SqlWork<T> work);

  /**
   * Writes in one transaction that is durable on return. Where the connection goes in the middle,
   * the work may be done again after it was committed; so it must then change nothing.
   *
   * @throws MetalabException as {@link #failure} says
   */
  <T extends @Nullable Object> T write(SqlWork<T> work);

  /** Returns what a failure means to people: what failed, why, and what to do. */
  MetalabException failure(String what, SQLException cause);

  /** Returns what makes a query of rows lock them until the transaction ends. */
  String lock();

  /** Returns what makes a query of a row keep others from locking it as {@link #lock} does. */
  String shareLock();

  /**
   * Inserts runs that are not there yet.
   *
   * @param rows of distinct runs, in the order in which they came
   * @return by position the number of the row that was inserted, or 0 if the run was there
   */
  List<Long> insertRuns(Sql sql, List<NewRun> rows) throws SQLException;

  /** Sees to it that runs are soon found by their computation. */
  void indexComputations();

  /** Returns where in the table of changes a reader goes on that has read all it can see now. */
  long position(Sql sql) throws SQLException;

  /** Returns how many threads commit. */
  int lanes();

  /** Returns the number of bytes it takes up, or -1 if that is unknown. */
  long sizeBytes();

  /** Returns further facts for people, in order. */
  Map<String, Object> details();

  /** Returns what a check of the database itself finds, one line each. */
  List<String> check();

  @Override
  void close();
}
