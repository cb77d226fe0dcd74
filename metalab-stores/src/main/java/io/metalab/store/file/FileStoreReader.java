package io.metalab.store.file;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.api.store.VerifiableStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the journal answers from its files; see {@link FileStore}. */
abstract class FileStoreReader
    implements Store,
        BulkLookupStore,
        RecordLookupStore,
        ChangeStore,
        AnnotationStore,
        MergeableStore,
        VerifiableStore {
  final Layout layout;
  final FileStoreConfig config;
  final SegmentFiles segmentFiles;
  final SegmentFiles streamFiles;
  final Fences fences;
  final Sessions sessions;
  final Leases leases;
  final Access access;
  final ArtifactFiles artifacts;
  final RunQueries queries;
  final DocumentQueries documents;
  final Submissions submissions;
  private final RecordQueries records;
  private final StreamReader streams;

  FileStoreReader(Layout layout, FileStoreConfig config) {
    this.layout = layout;
    this.config = config;
    this.segmentFiles = SegmentFiles.ofRecords(layout);
    this.streamFiles = SegmentFiles.ofStreams(layout);
    this.fences = new Fences(layout, segmentFiles);
    this.sessions = new Sessions(layout, fences, config.options().lease(), config.nanoTime());
    this.leases = new Leases(layout, config.options().lease(), config.nanoTime());
    Catalog catalog = new Catalog(layout, segmentFiles, fences, config.options().readOnly());
    this.access = new Access(layout, catalog, config.options().readOnly());
    this.artifacts = new ArtifactFiles(layout);
    this.queries = new RunQueries(catalog, sessions, leases);
    this.records = new RecordQueries(catalog, sessions, leases);
    this.documents = new DocumentQueries(catalog);
    this.streams = new StreamReader(streamFiles);
    this.submissions = new Submissions(layout, config, sessions, catalog, artifacts);
  }

  @Override
  public final String locator() {
    String path = layout.root().toString();
    return config.sync() == SyncMode.GROUP
        ? path
        : layout.root().toUri() + "?sync=" + config.sync().wireName();
  }

  @Override
  public final Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    return reading(() -> queries.findRuns(ids));
  }

  @Override
  public final List<@Nullable StoredRun> lookUp(RunIds ids) {
    return reading(() -> queries.lookUp(ids));
  }

  @Override
  public final Map<String, RunId> findComputations(Collection<String> computations) {
    return reading(() -> queries.findComputations(computations));
  }

  @Override
  public final Optional<RunRecord> findRunRecord(RunId runId) {
    return reading(() -> records.find(runId));
  }

  @Override
  public final Map<RunId, RunRecord> findRunRecords(Collection<RunId> ids) {
    return reading(() -> records.find(ids));
  }

  @Override
  public final List<RunRecord> attempts(RunId runId) {
    return reading(() -> records.attempts(runId));
  }

  @Override
  public final List<RunId> findByPrefix(String hexPrefix, int limit) {
    return reading(() -> queries.findByPrefix(hexPrefix, limit));
  }

  @Override
  public final Stream<RunRecord> runRecords(String experimentId) {
    return reading(() -> queries.runRecords(experimentId, false)).stream();
  }

  @Override
  public final String readChanges(String experimentId, String mark, ChangeReader reader) {
    boolean[] begun = {false};
    return reading(
        () -> {
          // What has been told of files that are gone is void: no mark is known by this name.
          String from = begun[0] ? "anew" : mark;
          begun[0] = true;
          return queries.readChanges(experimentId, from, reader);
        });
  }

  @Override
  public final List<StudyCount> counts() {
    return reading(queries::counts);
  }

  @Override
  public final InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    access.checkOpen();
    return artifacts.open(artifact);
  }

  @Override
  public final byte[] read(StreamKey stream, long offset, int maxBytes) {
    return reading(
        () -> {
          submissions.awaitWritten();
          String writer = queries.writerOf(stream.runId(), stream.attempt());
          return streams.read(stream, offset, maxBytes, writer);
        });
  }

  @Override
  public final Optional<String> findDocument(String sha256) {
    return reading(() -> documents.find(sha256));
  }

  @Override
  public final List<StoredDocument> documents(String kind) {
    return reading(() -> documents.ofKind(kind));
  }

  @Override
  public final List<StoredDocument> documents() {
    return reading(documents::all);
  }

  @Override
  public final StoreInfo info() {
    return reading(
        () -> {
          Map<String, Object> details = new LinkedHashMap<>();
          details.put("sync", config.sync().wireName());
          details.put("lease", config.options().lease());
          details.put("segments", (long) segmentFiles.files().size());
          details.put("writers", (long) Disk.names(layout.writers()).size());
          details.put("claims", (long) Disk.names(layout.claims()).size());
          return new StoreInfo(
              "file", locator(), Layout.FORMAT, queries.runs(), layout.sizeBytes(), details);
        });
  }

  @Override
  public final Map<RunId, Integer> removedAttempts(Collection<RunId> runIds) {
    return reading(() -> queries.removedAttempts(runIds));
  }

  @Override
  public final Stream<RunHistory> histories(String experimentId) {
    return reading(() -> queries.histories(experimentId));
  }

  @Override
  public final Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    return reading(() -> queries.findHistories(runIds));
  }

  @Override
  public final VerifyReport verify(String experimentId, boolean deep) {
    return reading(
        () -> new Verifier(layout, segmentFiles, streamFiles, fences, experimentId, deep).verify());
  }

  /** Does the work, again if files have gone from under it. */
  final <T> T reading(Access.Work<T> work) {
    return access.reading(work);
  }
}
