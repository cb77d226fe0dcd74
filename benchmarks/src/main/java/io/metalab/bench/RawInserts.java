package io.metalab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.RunRecord;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

  /** Returns rows per second in a file of SQLite that is as durable as the store. */
  static double sqlite(Path file, List<RunRecord> warmUp, List<RunRecord> rows)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("CREATE TABLE raw (run_id BLOB PRIMARY KEY, record TEXT NOT NULL)");
      insert(connection, warmUp);
      return rows.size() / insert(connection, rows);
    }
  }

  private static double insert(Connection connection, List<RunRecord> records) throws SQLException {
    long start = System.nanoTime();
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
    return (System.nanoTime() - start) / 1e9;
  }

  /** A database of PostgreSQL, through several connections. */
  static final class Server {
    private final String url;
    private final int connections;

    Server(String locator, int connections) {
      URI uri = URI.create(locator);
      int port = uri.getPort() < 0 ? 5432 : uri.getPort();
      this.url =
          "jdbc:postgresql://%s:%d%s?user=%s&stringtype=unspecified&reWriteBatchedInserts=true"
              .formatted(uri.getHost(), port, uri.getPath(), uri.getUserInfo());
      this.connections = connections;
    }

    /** Returns rows per second. */
    double insert(List<RunRecord> warmUp, List<RunRecord> rows) throws SQLException {
      execute("DROP TABLE IF EXISTS raw");
      execute("CREATE TABLE raw (run_id bytea PRIMARY KEY, record json NOT NULL)");
      insertAll(warmUp);
      double seconds = insertAll(rows);
      execute("DROP TABLE raw");
      return rows.size() / seconds;
    }

    private double insertAll(List<RunRecord> rows) throws SQLException {
      List<Connection> open = new ArrayList<>();
      try {
        for (int i = 0; i < connections; i++) {
          open.add(DriverManager.getConnection(url));
        }
        int each = rows.size() / connections;
        long start = System.nanoTime();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
          List<RunRecord> own =
              rows.subList(i * each, i == connections - 1 ? rows.size() : (i + 1) * each);
          Connection connection = open.get(i);
          done.add(
              CompletableFuture.runAsync(
                  () -> {
                    try {
                      RawInserts.insert(connection, own);
                    } catch (SQLException e) {
                      throw new IllegalStateException(e);
                    }
                  },
                  task -> new Thread(task).start()));
        }
        done.forEach(CompletableFuture::join);
        return (System.nanoTime() - start) / 1e9;
      } finally {
        for (Connection connection : open) {
          connection.close();
        }
      }
    }

    void drop(String schema) throws SQLException {
      execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }

    private void execute(String sql) throws SQLException {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
