package io.metalab.store.jdbc;

import io.metalab.api.RunId;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Logs and series in pieces. */
final class StreamRows {
  /** The most bytes of a row. */
  static final int PIECE_BYTES = 1 << 18;

  private static final String OF_STREAM = " WHERE run_id = ? AND attempt = ? AND kind = ?";

  private StreamRows() {}

  /** Returns pieces with those joined that follow each other. */
  static List<Pending.Piece> merge(List<Pending.Piece> pieces) {
    Map<StreamKey, List<Pending.Piece>> byStream = new LinkedHashMap<>();
    for (Pending.Piece piece : pieces) {
      byStream.computeIfAbsent(piece.stream(), stream -> new ArrayList<>(1)).add(piece);
    }
    if (byStream.size() == pieces.size()) {
      return pieces;
    }
    List<Pending.Piece> merged = new ArrayList<>();
    for (List<Pending.Piece> parts : byStream.values()) {
      mergeStream(parts, merged);
    }
    return merged;
  }

  private static void mergeStream(List<Pending.Piece> parts, List<Pending.Piece> merged) {
    for (int i = 0; i < parts.size(); ) {
      Pending.Piece first = parts.get(i);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (i < parts.size()
          && parts.get(i).start() == first.start() + bytes.size()
          && bytes.size() + parts.get(i).bytes().length() <= PIECE_BYTES) {
        bytes.writeBytes(parts.get(i).bytes().array());
        i++;
      }
      merged.add(new Pending.Piece(first.stream(), first.start(), new Bytes(bytes.toByteArray())));
    }
  }

  static void insert(Sql sql, Session session, List<Pending.Piece> pieces) throws SQLException {
    if (pieces.isEmpty()) {
      return;
    }
    PreparedStatement insert =
        sql.statement(
            "INSERT INTO streams (run_id, attempt, kind, writer, start, size, bytes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (run_id, attempt, kind, writer, start) DO UPDATE"
                + " SET size = excluded.size, bytes = excluded.bytes"
                + " WHERE excluded.size > streams.size");
    for (Pending.Piece piece : pieces) {
      StreamKey stream = piece.stream();
      Sql.add(
          insert,
          RunKeys.bytes(stream.runId()),
          stream.attempt(),
          name(stream),
          session.number(),
          piece.start(),
          piece.bytes().length(),
          piece.bytes().array());
    }
    insert.executeBatch();
  }

  /** Returns how many bytes of a stream a writer has stored. */
  static long length(Sql sql, StreamKey stream, long writer) throws SQLException {
    return sql.number(
        "SELECT coalesce(max(start + size), 0) FROM streams" + OF_STREAM + " AND writer = ?",
        RunKeys.bytes(stream.runId()),
        stream.attempt(),
        name(stream),
        writer);
  }

  static byte[] read(Sql sql, StreamKey stream, long offset, int maxBytes) throws SQLException {
    Optional<Long> writer = writer(sql, stream);
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    if (writer.isEmpty()) {
      return found.toByteArray();
    }
    while (found.size() < maxBytes) {
      long from = offset + found.size();
      Optional<byte[]> piece = piece(sql, stream, writer.get(), from);
      if (piece.isEmpty()) {
        break;
      }
      int length = Math.min(piece.get().length, maxBytes - found.size());
      found.write(piece.get(), 0, length);
    }
    return found.toByteArray();
  }

  /** Returns what a piece holds from an offset on. */
  private static Optional<byte[]> piece(Sql sql, StreamKey stream, long writer, long offset)
      throws SQLException {
    return sql.find(
        "SELECT start, bytes FROM streams"
            + OF_STREAM
            + " AND writer = ? AND start > ? AND start <= ? AND start + size > ?"
            + " ORDER BY start LIMIT 1",
        row -> {
          byte[] bytes = row.getBytes(2);
          int skipped = (int) (offset - row.getLong(1));
          return Arrays.copyOfRange(bytes, skipped, bytes.length);
        },
        RunKeys.bytes(stream.runId()),
        stream.attempt(),
        name(stream),
        writer,
        offset - PIECE_BYTES - 1,
        offset,
        offset);
  }

  /** Returns the writer of the attempt's record if it wrote, else the last one that did. */
  private static Optional<Long> writer(Sql sql, StreamKey stream) throws SQLException {
    byte[] id = RunKeys.bytes(stream.runId());
    List<Long> writers =
        sql.list(
            "SELECT writer FROM streams" + OF_STREAM + " GROUP BY writer ORDER BY max(number) DESC",
            row -> row.getLong(1),
            id,
            stream.attempt(),
            name(stream));
    if (writers.size() < 2) {
      return writers.stream().findFirst();
    }
    List<Long> ofRecord =
        sql.list(
            "SELECT writer FROM runs WHERE run_id = ? AND attempt = ? UNION ALL SELECT s.writer"
                + " FROM superseded s JOIN runs r ON r.number = s.run"
                + " WHERE r.run_id = ? AND s.attempt = ?",
            row -> row.getLong(1),
            id,
            stream.attempt(),
            id,
            stream.attempt());
    return ofRecord.stream()
        .filter(writers::contains)
        .findFirst()
        .or(() -> writers.stream().findFirst());
  }

  static void delete(Sql sql, RunId run, int upTo) throws SQLException {
    sql.update("DELETE FROM streams WHERE run_id = ? AND attempt <= ?", RunKeys.bytes(run), upTo);
  }

  private static String name(StreamKey stream) {
    return stream.kind().name().toLowerCase(Locale.ROOT);
  }
}
