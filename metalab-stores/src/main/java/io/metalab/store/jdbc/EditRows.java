package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import io.metalab.core.codec.RunEditCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was added to runs after the fact. */
final class EditRows {
  private static final String SELECT =
      "SELECT run, edit FROM annotations WHERE run BETWEEN ? AND ?";

  private record Row(long run, RunEdit edit) {
    static Row of(ResultSet row) throws SQLException {
      byte[] json = row.getBytes(2);
      return new Row(row.getLong(1), RunEditCodec.decode(json, 0, json.length));
    }
  }

  private EditRows() {}

  /** Adds to a run unless an equal edit is there; returns whether it was added. */
  static boolean insert(Sql sql, long run, RunEdit edit) throws SQLException {
    String text = new String(RunEditCodec.encode(edit), UTF_8);
    return sql.update(
            "INSERT INTO annotations (digest, run, attempt, edit) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (digest) DO NOTHING",
            Hashing.sha256().hashString(text, UTF_8).toString(),
            run,
            edit.attempt(),
            text)
        > 0;
  }

  /** Returns what was added to runs with these numbers, in the order in which it is applied. */
  static Map<Long, List<RunEdit>> between(Sql sql, long low, long high) throws SQLException {
    Map<Long, List<RunEdit>> byRun = new HashMap<>();
    for (Row row : sql.list(SELECT, Row::of, low, high)) {
      byRun.computeIfAbsent(row.run(), run -> new ArrayList<>()).add(row.edit());
    }
    byRun.values().forEach(edits -> edits.sort(RunEditCodec.ORDER));
    return byRun;
  }

  /** Returns what was added to a run, in the order in which it is applied. */
  static List<RunEdit> of(Sql sql, long run) throws SQLException {
    return between(sql, run, run).getOrDefault(run, List.of());
  }

  static List<Annotation> annotations(List<RunEdit> edits) {
    return edits.stream().map(RunEdit::annotation).toList();
  }

  /** Forgets what was added to the attempts at a run up to a number. */
  static void delete(Sql sql, long run, int upTo) throws SQLException {
    sql.update("DELETE FROM annotations WHERE run = ? AND attempt <= ?", run, upTo);
  }
}
