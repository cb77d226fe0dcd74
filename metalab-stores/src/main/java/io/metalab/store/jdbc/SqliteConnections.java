package io.metalab.store.jdbc;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;

/** Opens connections to a file of SQLite, and says what its failures mean. */
final class SqliteConnections {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteConnections.class);
  private static final String URL = "jdbc:sqlite:";
  private static final int BUSY_MILLIS = 60_000;
  private static final int CACHE_KIB = 16 << 10;
  private static final int CHECKPOINT_PAGES = 4000;

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;
  private static final int PRIMARY = 0xff;

  private final Path file;
  private final boolean readOnly;

  SqliteConnections(Path file, boolean readOnly) {
    this.file = file;
    this.readOnly = readOnly;
  }

  /** Opens a connection that reads alone. */
  Connection openReader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, Integer.toString(-CACHE_KIB));
    boolean unchanging =
        readOnly && !Files.isWritable(file.toAbsolutePath().getParent()) && !hasLog();
    // Where no file can be made beside it, nobody writes it either.
    String url = unchanging ? URL + "file:" + file.toUri().getRawPath() + "?immutable=1" : url();
    return JDBC.createConnection(url, config.toProperties());
  }

  private boolean hasLog() {
    return Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
  }

  /** Opens the connection that writes. */
  Connection openWriter() throws SQLException {
    SQLiteConfig config = config();
    config.setSynchronous(SynchronousMode.FULL);
    config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, Integer.toString(-CACHE_KIB));
    Properties properties = config.toProperties();
    Connection connection = JDBC.createConnection(url(), properties);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }
    return connection;
  }

  /** Returns what creates the file. */
  static SQLiteDataSource creator(Path file) {
    SQLiteConfig config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(URL + file);
    return source;
  }

  private String url() {
    return URL + file;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(TempStore.MEMORY);
    return config;
  }

  static void close(Sql sql) {
    try {
      sql.close();
      sql.connection().close();
    } catch (SQLException e) {
      // Whatever was committed is durable already.
      LOG.debug("A connection could not be closed.", e);
    }
  }

  static MetalabException failure(String what, Path file, SQLException cause) {
    int code = cause.getErrorCode() & PRIMARY;
    if (code == CORRUPT || code == NOT_A_DATABASE) {
      return new MetalabException(
          ErrorCode.STORE_CORRUPT,
          "The file %s is damaged or not of SQLite: %s. Restore a backup; 'metalab verify' lists what is damaged."
              .formatted(file, cause.getMessage()),
          cause);
    }
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "%s in the store %s: %s. %s".formatted(what, file, cause.getMessage(), remedy(code)),
        cause);
  }

  private static String remedy(int code) {
    return switch (code) {
      case BUSY, LOCKED ->
          "Another process has been writing for more than %d s; maybe it is stopped. End it or let it go on, then run the same command again; what was acknowledged before is kept."
              .formatted(BUSY_MILLIS / 1000);
      case FULL ->
          "The disk is full. Free some space, then run the same command again; what was"
              + " acknowledged before is kept.";
      case READ_ONLY, CANNOT_OPEN -> "Check who may write there, or choose another store.";
      default ->
          "Check the disk, then run the same command again; what was acknowledged before is kept.";
    };
  }
}
