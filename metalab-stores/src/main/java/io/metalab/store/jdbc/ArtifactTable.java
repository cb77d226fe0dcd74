package io.metalab.store.jdbc;

import com.google.common.io.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Artifacts that are kept in the database, in pieces; safe for use by many threads. */
final class ArtifactTable {
  private static final int PIECE_BYTES = 1 << 20;

  /**
   * Says that a writer has put an artifact that no acknowledged record names yet.
   *
   * @param put tells this putting from others
   */
  record Hold(String sha256, long writer, long put) {}

  private final Database database;
  private final Writers writers;
  private final AtomicLong puts = new AtomicLong();
  private final Map<String, Deque<Hold>> held = new HashMap<>();

  ArtifactTable(Database database, Writers writers) {
    this.database = database;
    this.writers = writers;
  }

  /**
   * Stores bytes under their digest; they are durable on return.
   *
   * @throws IOException if they cannot be read
   */
  void put(String sha256, ByteSource content, long size) throws IOException {
    Hold hold = new Hold(sha256, writers.current().number(), puts.incrementAndGet());
    try {
      database.write(
          sql -> {
            put(sql, hold, content, size);
            return true;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    synchronized (held) {
      held.computeIfAbsent(sha256, digest -> new ArrayDeque<>()).add(hold);
    }
  }

  private static void put(Sql sql, Hold hold, ByteSource content, long size) throws SQLException {
    sql.update(
        "INSERT INTO holds (sha256, writer, put) VALUES (?, ?, ?)"
            + " ON CONFLICT (sha256, writer, put) DO NOTHING",
        hold.sha256(),
        hold.writer(),
        hold.put());
    sql.update(
        "INSERT INTO artifacts (sha256, size, trashed) VALUES (?, ?, NULL)"
            + " ON CONFLICT (sha256) DO UPDATE SET trashed = NULL",
        hold.sha256(),
        size);
    if (sql.number("SELECT count(*) FROM artifact_pieces WHERE sha256 = ?", hold.sha256()) == 0) {
      try (InputStream in = content.openStream()) {
        insertPieces(sql, hold.sha256(), in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void insertPieces(Sql sql, String sha256, InputStream in)
      throws SQLException, IOException {
    PreparedStatement insert =
        sql.statement("INSERT INTO artifact_pieces (sha256, piece, bytes) VALUES (?, ?, ?)");
    byte[] bytes = in.readNBytes(PIECE_BYTES);
    for (int piece = 0; bytes.length > 0; piece++) {
      Sql.add(insert, sha256, piece, bytes);
      insert.executeBatch();
      bytes = in.readNBytes(PIECE_BYTES);
    }
  }

  /** Returns what this store holds of these artifacts, each putting once. */
  List<Hold> holdsOf(List<String> artifacts) {
    List<Hold> holds = new ArrayList<>();
    synchronized (held) {
      Map<String, Integer> taken = new HashMap<>();
      for (String sha256 : artifacts) {
        Deque<Hold> of = held.getOrDefault(sha256, new ArrayDeque<>());
        int skip = taken.merge(sha256, 1, Integer::sum) - 1;
        of.stream().skip(skip).findFirst().ifPresent(holds::add);
      }
    }
    return holds;
  }

  /** Lets go within the transaction that makes the records durable that name the artifacts. */
  static void release(Sql sql, List<Hold> holds) throws SQLException {
    for (Hold hold : holds) {
      sql.update(
          "DELETE FROM holds WHERE sha256 = ? AND writer = ? AND put = ?",
          hold.sha256(),
          hold.writer(),
          hold.put());
    }
  }

  /** Forgets what was let go. */
  void released(List<Hold> holds) {
    synchronized (held) {
      for (Hold hold : holds) {
        Deque<Hold> of = held.get(hold.sha256());
        if (of != null && of.remove(hold) && of.isEmpty()) {
          held.remove(hold.sha256());
        }
      }
    }
  }

  /** Returns the number of bytes of an artifact, be it in the trash; empty if it is not here. */
  OptionalLong size(String sha256) {
    Optional<Long> size =
        database.read(
            sql ->
                sql.find(
                    "SELECT size FROM artifacts WHERE sha256 = ?", row -> row.getLong(1), sha256));
    return size.isEmpty() ? OptionalLong.empty() : OptionalLong.of(size.get());
  }

  /** Returns the bytes of an artifact that is here; read piece by piece. */
  InputStream open(String sha256) {
    return new SequenceInputStream(new Pieces(sha256));
  }

  @SuppressWarnings("JdkObsolete") // what SequenceInputStream takes
  private final class Pieces implements Enumeration<InputStream> {
    private final String sha256;
    private int piece;
    private Optional<byte[]> next;

    Pieces(String sha256) {
      this.sha256 = sha256;
      this.next = read();
    }

    private Optional<byte[]> read() {
      return database.read(
          sql ->
              sql.find(
                  "SELECT bytes FROM artifact_pieces WHERE sha256 = ? AND piece = ?",
                  row -> row.getBytes(1),
                  sha256,
                  piece));
    }

    @Override
    public boolean hasMoreElements() {
      return next.isPresent();
    }

    @Override
    public InputStream nextElement() {
      InputStream bytes = new ByteArrayInputStream(next.orElseThrow());
      piece++;
      next = read();
      return bytes;
    }
  }
}
