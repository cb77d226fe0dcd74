package io.metalab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;

/**
 * Inserts records as JSON into a table with their ids, in batches, and does nothing else: what a
 * program does that needs no attempts, leases and changes.
 */
final class RawInserts {
  private static final int BATCH = 2000;
  private static final String INSERT = "INSERT INTO raw (run_id, record) VALUES (?, ?)";

  private RawInserts() {}

  private static String encode(RunRecord record) {
    JsonBytes out = new JsonBytes(1024);
    RunRecordCodec.writeOpen(record, "0".repeat(64), out);
    return new String(out.raw('}').toByteArray(), UTF_8);
  }

  /**
   * Inserts rows through connections to an empty table, each of which gets as many.
   *
   * @param server tells the processor time of the server, if there is one
   * @return what it took, without the rows to warm up
   */
  static Seconds run(
      List<Connection> connections,
      DoubleSupplier server,
      List<RunRecord> warmUp,
      List<RunRecord> rows)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections.size());
    try {
      insert(threads, connections, warmUp);
      return Seconds.of(server, () -> insert(threads, connections, rows));
    } finally {
      threads.shutdown();
    }
  }

  private static void insert(
      ExecutorService threads, List<Connection> connections, List<RunRecord> rows)
      throws Exception {
    int count = connections.size();
    List<Callable<Void>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<RunRecord> part = rows.subList(rows.size() * i / count, rows.size() * (i + 1) / count);
      Connection connection = connections.get(i);
      parts.add(
          () -> {
            insert(connection, part);
            return null;
          });
    }
    for (Future<Void> part : threads.invokeAll(parts)) {
      part.get();
    }
  }

  private static void insert(Connection connection, List<RunRecord> records) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int pending = 0;
      for (RunRecord record : records) {
        insert.setBytes(1, HexFormat.of().parseHex(record.runId().hex()));
        insert.setString(2, encode(record));
        insert.addBatch();
        if (++pending % BATCH == 0) {
          insert.executeBatch();
          connection.commit();
        }
      }
      insert.executeBatch();
      connection.commit();
    }
    connection.setAutoCommit(true);
  }

  /** Opens a new file of SQLite, with the table, that is as durable as the store. */
  static Connection sqlite(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute(
        connection,
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "CREATE TABLE raw (run_id BLOB PRIMARY KEY, record TEXT NOT NULL)");
    return connection;
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
