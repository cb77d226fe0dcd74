package io.metalab.store.jdbc;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.api.store.VerifiableStore;
import io.metalab.store.file.ArtifactDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a store in a database answers; for many threads. */
abstract class JdbcStoreReader
    implements Store,
        BulkLookupStore,
        RecordLookupStore,
        ChangeStore,
        AnnotationStore,
        MergeableStore,
        VerifiableStore {
  final Database database;
  final OpenOptions options;
  final InstantSource clock = InstantSource.system();
  final Writers writers;
  final Leases leases;
  final Artifacts artifacts;
  final RunQueries queries;
  final DocumentRows documents;
  final Submissions submissions;
  private final Schema schema;
  private final Merges merges;
  volatile boolean closed;

  JdbcStoreReader(
      Database database,
      Schema schema,
      OpenOptions options,
      Optional<ArtifactDirectory> files,
      long inlineBytes) {
    this.database = database;
    this.schema = schema;
    this.options = options;
    this.writers = new Writers(database, options.lease());
    this.leases = new Leases(options.lease(), System::nanoTime);
    this.artifacts = new Artifacts(database, writers, leases, files, inlineBytes);
    Kinds kinds = new Kinds(database);
    this.queries = new RunQueries(database, kinds, writers, leases);
    this.documents = new DocumentRows(database, clock);
    this.merges = new Merges(database, kinds, queries);
    this.submissions = new Submissions(database, writers, kinds, artifacts);
  }

  @Override
  public String locator() {
    return database.locator();
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    checkOpen();
    return queries.findRuns(ids);
  }

  @Override
  public List<@Nullable StoredRun> lookUp(RunIds ids) {
    checkOpen();
    return queries.lookUp(ids);
  }

  @Override
  public Map<String, RunId> findComputations(Collection<String> computations) {
    checkOpen();
    return queries.findComputations(computations);
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    checkOpen();
    return queries.attempts(runId, 1).stream().findFirst();
  }

  @Override
  public Map<RunId, RunRecord> findRunRecords(Collection<RunId> runIds) {
    checkOpen();
    return queries.findRunRecords(runIds);
  }

  @Override
  public List<RunRecord> attempts(RunId runId) {
    checkOpen();
    return queries.attempts(runId, Integer.MAX_VALUE);
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    checkOpen();
    return queries.findByPrefix(hexPrefix, limit);
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    checkOpen();
    return RunStream.of(queries.pages(experimentId));
  }

  @Override
  public String readChanges(String experimentId, String mark, ChangeReader reader) {
    checkOpen();
    return new RunChanges(database, schema.store(), queries.pages(experimentId)).read(mark, reader);
  }

  @Override
  public List<StudyCount> counts() {
    checkOpen();
    return queries.counts();
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    checkOpen();
    return artifacts.open(artifact);
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    checkOpen();
    submissions.awaitCommitted();
    return database.read(sql -> StreamRows.read(sql, stream, offset, maxBytes));
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    checkOpen();
    return documents.find(sha256);
  }

  @Override
  public List<StoredDocument> documents(String kind) {
    checkOpen();
    return documents.ofKind(kind);
  }

  @Override
  public StoreInfo info() {
    checkOpen();
    Map<String, Object> details = new LinkedHashMap<>(database.details());
    details.put("lease", options.lease());
    long writersLive =
        database.read(
            sql -> sql.number("SELECT count(*) FROM writers WHERE state = ?", Writers.LIVE));
    details.put("writers", writersLive);
    details.put("claims", database.read(sql -> sql.number("SELECT count(*) FROM claims")));
    return new StoreInfo(
        database.kind(), locator(), schema.format(), queries.runs(), sizeBytes(), details);
  }

  private long sizeBytes() {
    try {
      long rows = database.sizeBytes();
      return rows < 0 ? rows : rows + artifacts.sizeBytes();
    } catch (IOException e) {
      throw unreadable("Cannot look at the artifacts", e);
    }
  }

  final MetalabException unreadable(String what, IOException cause) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "%s of the store %s: %s. Check the disk, then run the same command again."
            .formatted(what, database.name(), cause),
        cause);
  }

  @Override
  public Map<RunId, Integer> removedAttempts(Collection<RunId> runIds) {
    checkOpen();
    return queries.removedAttempts(runIds);
  }

  @Override
  public Stream<RunHistory> histories(String experimentId) {
    checkOpen();
    return merges.histories(experimentId);
  }

  @Override
  public Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    checkOpen();
    return merges.find(runIds);
  }

  @Override
  public List<StoredDocument> documents() {
    checkOpen();
    return documents.all();
  }

  @Override
  public VerifyReport verify(String experimentId, boolean deep) {
    checkOpen();
    try {
      return new Verifier(database, artifacts, experimentId, deep).verify();
    } catch (IOException e) {
      throw unreadable("Cannot read an artifact", e);
    }
  }

  final void checkOpen() {
    if (closed) {
      throw submissions.closed();
    }
  }
}
