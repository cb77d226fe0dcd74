package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.hash.Hashing;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.core.codec.RunRecordCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What many records share, looked up once. Rows are never changed or deleted. Safe for use by many
 * threads.
 */
final class Kinds {
  private static final String SELECT =
      "SELECT number, experiment, code, digest, provenance FROM kinds ";
  private static final int MOST_KEPT = 1000;

  private record Key(String experiment, Provenance provenance) {}

  private final Database database;
  private final Map<Long, Kind> byNumber = new ConcurrentHashMap<>();
  private final Map<Key, Kind> byKey = new ConcurrentHashMap<>();
  private volatile @Nullable Kind last;

  Kinds(Database database) {
    this.database = database;
  }

  /** Returns the kind of a record, which is stored if it is new. */
  Kind of(RunRecord record) {
    return of(record.experimentId(), record.provenance());
  }

  /** Returns the kind of records with this provenance, which is stored if it is new. */
  @SuppressWarnings("ReferenceEquality") // a quick look before the slow one
  Kind of(String experiment, Provenance provenance) {
    Kind known = last;
    if (known != null
        && known.provenance() == provenance
        && known.experiment().equals(experiment)) {
      return known;
    }
    if (byKey.size() > MOST_KEPT) {
      byKey.clear();
    }
    Kind kind =
        byKey.computeIfAbsent(
            new Key(experiment, provenance), key -> put(key.experiment(), key.provenance()));
    last = kind;
    return kind;
  }

  private Kind put(String experiment, Provenance provenance) {
    String text = RunRecordCodec.provenanceText(provenance);
    String digest = Hashing.sha256().hashString(text, UTF_8).toString();
    String code = provenance.codeDigest();
    long number =
        database.write(
            sql -> {
              sql.update(
                  "INSERT INTO kinds (experiment, code, digest, provenance) VALUES (?, ?, ?, ?)"
                      + " ON CONFLICT (experiment, digest) DO NOTHING",
                  experiment,
                  code,
                  digest,
                  text);
              return sql.number(
                  "SELECT number FROM kinds WHERE experiment = ? AND digest = ?",
                  experiment,
                  digest);
            });
    return new Kind(number, experiment, code, digest, provenance);
  }

  /** Returns the kind of a row of the database. */
  Kind get(Sql sql, long number) throws SQLException {
    Kind known = byNumber.get(number);
    if (known == null) {
      sql.list(SELECT, this::remember);
      known = requireNonNull(byNumber.get(number), "kind");
    }
    return known;
  }

  private Kind remember(ResultSet row) throws SQLException {
    Kind kind =
        new Kind(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            RunRecordCodec.provenance(row.getString(5)));
    byNumber.put(kind.number(), kind);
    return kind;
  }
}
