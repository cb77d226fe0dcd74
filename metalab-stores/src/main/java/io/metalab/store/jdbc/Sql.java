package io.metalab.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection with its prepared statements; for one thread at a time. */
final class Sql implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of the row that a cursor is at. */
  interface Row<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the row that a cursor is at. */
  interface Each {
    void take(ResultSet row) throws SQLException;
  }

  Connection connection() {
    return connection;
  }

  /** Returns the statement of a text, prepared once. */
  PreparedStatement statement(String text) throws SQLException {
    PreparedStatement statement = statements.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      statements.put(text, statement);
    }
    return statement;
  }

  /** Executes a text that takes no values and is not worth preparing. */
  void execute(String text) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /** Returns how many rows were changed. */
  int update(String text, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statement(text);
    bind(statement, values);
    return statement.executeUpdate();
  }

  /** Returns what was made of all rows. */
  <T extends @Nullable Object> List<T> list(String text, Row<T> row, @Nullable Object... values)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    each(text, found -> rows.add(row.read(found)), values);
    return rows;
  }

  /** Takes all rows, one after the other. */
  void each(String text, Each each, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statement(text);
    bind(statement, values);
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        each.take(result);
      }
    }
  }

  /** Returns what was made of the first row, if there is one. */
  <T> Optional<T> find(String text, Row<T> row, @Nullable Object... values) throws SQLException {
    return list(text, row, values).stream().findFirst();
  }

  /** Returns the number in the first column of the first row. */
  long number(String text, @Nullable Object... values) throws SQLException {
    return find(text, row -> row.getLong(1), values).orElseThrow();
  }

  /** Adds values to the batch of a statement. */
  static void add(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    bind(statement, values);
    statement.addBatch();
  }

  /** Returns question marks for a list of values in parentheses. */
  static String marks(int count) {
    return "(" + String.join(",", Collections.nCopies(count, "?")) + ")";
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else if (value instanceof String text) {
        statement.setString(i + 1, text);
      } else if (value instanceof Number number) {
        statement.setLong(i + 1, number.longValue());
      } else if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else {
        throw new IllegalArgumentException("No column takes a " + value.getClass().getName());
      }
    }
  }

  /** Closes the statements; the connection belongs to whoever opened it. */
  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
  }
}
