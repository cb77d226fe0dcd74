package io.metalab.bench;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server of PostgreSQL that benchmarks may use, and what it takes of the processor. */
final class BenchServer {
  private static final String VARIABLE = "METALAB_BENCH_POSTGRES";

  private final String locator;
  private final String url;
  private final ServerTime time;

  private BenchServer(String locator) throws SQLException {
    this.locator = locator;
    URI uri = URI.create(locator);
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    this.url =
        "jdbc:postgresql://%s:%d%s?user=%s&stringtype=unspecified&reWriteBatchedInserts=true"
            .formatted(uri.getHost(), port, uri.getPath(), uri.getUserInfo());
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      this.time = new ServerTime(row.getLong(1));
    }
  }

  /** Returns the server at the locator in {@code METALAB_BENCH_POSTGRES}, if it is set. */
  static Optional<BenchServer> find() throws SQLException {
    String locator = System.getenv().getOrDefault(VARIABLE, "");
    return locator.isEmpty() ? Optional.empty() : Optional.of(new BenchServer(locator));
  }

  /** Returns the locator of a store in a schema. */
  String store(String schema, int connections) {
    return "%s?schema=%s&connections=%d".formatted(locator, schema, connections);
  }

  /** Opens a connection. */
  Connection open() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Opens so many connections. */
  List<Connection> open(int count) throws SQLException {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connections.add(open());
    }
    return connections;
  }

  /** Returns the seconds of the processor that all its processes have taken so far. */
  double processorSeconds() {
    return time.seconds();
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = open()) {
      RawInserts.execute(connection, statements);
    }
  }

  /** Drops a schema with all that is in it. */
  void drop(String schema) throws SQLException {
    execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
  }
}
