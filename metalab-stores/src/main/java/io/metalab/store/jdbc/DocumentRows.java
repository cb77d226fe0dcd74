package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import com.google.common.hash.Hashing;
import io.metalab.api.store.StoredDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Documents, each kept once for each kind; for many threads. */
final class DocumentRows {
  private final Database database;
  private final InstantSource clock;

  DocumentRows(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  String put(String kind, String text) {
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    put(new StoredDocument(kind, sha256, clock.instant(), text));
    return sha256;
  }

  /** Keeps a document with the time at which it was put; of several times the first counts. */
  void put(StoredDocument document) {
    Optional<Instant> known =
        database.read(
            sql ->
                sql.find(
                    "SELECT stored FROM documents WHERE sha256 = ? AND kind = ?",
                    row -> Instant.parse(row.getString(1)),
                    document.sha256(),
                    document.kind()));
    if (known.isEmpty()) {
      insert(document);
    } else if (document.stored().isBefore(known.get())) {
      database.write(
          sql -> {
            sql.update(
                "UPDATE documents SET stored = ? WHERE sha256 = ? AND kind = ?",
                document.stored().toString(),
                document.sha256(),
                document.kind());
            return true;
          });
    }
  }

  private void insert(StoredDocument document) {
    database.write(
        sql -> {
          sql.update(
              "INSERT INTO documents (kind, sha256, stored, body) VALUES (?, ?, ?, ?)"
                  + " ON CONFLICT (sha256, kind) DO NOTHING",
              document.kind(),
              document.sha256(),
              document.stored().toString(),
              document.text().getBytes(UTF_8));
          return true;
        });
  }

  Optional<String> find(String sha256) {
    return database.read(
        sql ->
            sql.find(
                "SELECT body FROM documents WHERE sha256 = ? ORDER BY number LIMIT 1",
                row -> new String(row.getBytes(1), UTF_8),
                sha256));
  }

  /** Returns the documents of a kind in the order in which they were first put. */
  List<StoredDocument> ofKind(String kind) {
    return all(" WHERE kind = ?", kind);
  }

  /** Returns all documents in the order in which they were first put. */
  List<StoredDocument> all() {
    return all("");
  }

  private List<StoredDocument> all(String where, Object... values) {
    List<StoredDocument> found =
        database.read(
            sql ->
                sql.list(
                    "SELECT kind, sha256, stored, body FROM documents" + where + " ORDER BY number",
                    row ->
                        new StoredDocument(
                            row.getString(1),
                            row.getString(2),
                            Instant.parse(row.getString(3)),
                            new String(row.getBytes(4), UTF_8)),
                    values));
    return found.stream().sorted(comparing(StoredDocument::stored)).toList();
  }
}
