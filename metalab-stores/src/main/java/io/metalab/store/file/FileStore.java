package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.BulkLookupStore;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.OpenOptions;
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
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in files below {@code .metalab} of a directory: the journal.
 *
 * <p>Safe for use by many threads, and by many processes at once on a local file system. What the
 * files hold is written down in this package's description.
 */
public final class FileStore
    implements Store,
        BulkLookupStore,
        ChangeStore,
        ClaimStore,
        AnnotationStore,
        MergeableStore,
        VerifiableStore,
        CollectableStore {
  private final Layout layout;
  private final FileStoreConfig config;
  private final SegmentFiles segmentFiles;
  private final SegmentFiles streamFiles;
  private final Fences fences;
  private final Sessions sessions;
  private final Access access;
  private final ArtifactFiles artifacts;
  private final Claims claims;
  private final Maintenance maintenance;
  private final RunQueries queries;
  private final DocumentQueries documents;
  private final StreamReader streams;
  private final Submissions submissions;
  private final RunEdits edits;

  private FileStore(Layout layout, FileStoreConfig config) {
    this.layout = layout;
    this.config = config;
    this.segmentFiles = SegmentFiles.ofRecords(layout);
    this.streamFiles = SegmentFiles.ofStreams(layout);
    this.fences = new Fences(layout, segmentFiles);
    this.sessions = new Sessions(layout, fences, config.options().lease(), config.nanoTime());
    Catalog catalog = new Catalog(layout, segmentFiles, fences, config.options().readOnly());
    this.access = new Access(layout, catalog, config.options().readOnly());
    this.artifacts = new ArtifactFiles(layout);
    Leases leases = new Leases(layout, config.options().lease(), config.nanoTime());
    this.claims = new Claims(layout, config, sessions, leases, fences);
    this.maintenance = new Maintenance(layout, config, claims, fences, segmentFiles, streamFiles);
    this.queries = new RunQueries(catalog, sessions, leases);
    this.documents = new DocumentQueries(catalog);
    this.streams = new StreamReader(streamFiles);
    this.submissions = new Submissions(layout, config, sessions, catalog, artifacts);
    this.edits = new RunEdits(layout, config.clock(), access, queries, submissions);
  }

  /** Opens the store of a directory to read and write, creating it if it is not there. */
  public static FileStore open(Path directory) {
    return open(directory, OpenOptions.readWrite());
  }

  /**
   * Opens the store of a directory.
   *
   * @throws MetalabException as {@link io.metalab.api.store.StoreProvider#open} says
   */
  public static FileStore open(Path directory, OpenOptions options) {
    return open(directory, FileStoreConfig.of(options));
  }

  static FileStore open(Path directory, FileStoreConfig config) {
    return new FileStore(Layout.open(directory, config.options()), config);
  }

  private <T> T reading(Access.Work<T> work) {
    return access.reading(work);
  }

  private void beginWrite() {
    access.checkWritable();
    maintenance.start();
  }

  @Override
  public String locator() {
    String path = layout.root().toString();
    return config.sync() == SyncMode.GROUP
        ? path
        : layout.root().toUri() + "?sync=" + config.sync().wireName();
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    beginWrite();
    return submissions.put(record);
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    return reading(() -> queries.findRuns(ids));
  }

  @Override
  public List<@Nullable StoredRun> lookUp(RunIds ids) {
    return reading(() -> queries.lookUp(ids));
  }

  @Override
  public Map<String, RunId> findComputations(Collection<String> computations) {
    return reading(() -> queries.findComputations(computations));
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    return reading(() -> queries.findRunRecord(runId));
  }

  @Override
  public List<RunRecord> attempts(RunId runId) {
    return reading(() -> queries.attempts(runId, Integer.MAX_VALUE));
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    return reading(() -> queries.findByPrefix(hexPrefix, limit));
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    return reading(() -> queries.runRecords(experimentId, false)).stream();
  }

  @Override
  public String readChanges(String experimentId, String mark, ChangeReader reader) {
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
  public List<StudyCount> counts() {
    return reading(queries::counts);
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    beginWrite();
    return artifacts.put(draft, content);
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    access.checkOpen();
    return artifacts.open(artifact);
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    beginWrite();
    submissions.append(stream, bytes);
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    return reading(
        () -> {
          submissions.awaitWritten();
          String writer = queries.writerOf(stream.runId(), stream.attempt());
          return streams.read(stream, offset, maxBytes, writer);
        });
  }

  @Override
  public String putDocument(String kind, String text) {
    beginWrite();
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    putDocument(new StoredDocument(kind, sha256, config.clock().instant(), text));
    return sha256;
  }

  private void putDocument(StoredDocument document) {
    if (!reading(() -> documents.holds(document.sha256(), document.kind()))) {
      submissions.putDocument(document);
    }
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    return reading(() -> documents.find(sha256));
  }

  @Override
  public List<StoredDocument> documents(String kind) {
    return reading(() -> documents.ofKind(kind));
  }

  @Override
  public StoreInfo info() {
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
  public Optional<Claim> tryClaim(String plan, long chunk) {
    beginWrite();
    return reading(() -> claims.tryClaim(plan, chunk));
  }

  @Override
  public boolean isClaimed(String plan, long chunk) {
    return reading(() -> claims.isClaimed(plan, chunk));
  }

  @Override
  public void tag(RunId runId, List<String> add, List<String> drop) {
    annotate(runId, new Annotation.Tags(add, drop));
  }

  @Override
  public void note(RunId runId, String text) {
    annotate(runId, new Annotation.Note(text));
  }

  @Override
  public void putDerived(RunId runId, Map<String, Object> derived) {
    annotate(runId, new Annotation.Derived(derived));
  }

  private void annotate(RunId runId, Annotation annotation) {
    beginWrite();
    edits.annotate(runId, annotation);
  }

  @Override
  public void remove(RunId runId) {
    beginWrite();
    edits.remove(runId);
  }

  @Override
  public Map<RunId, Integer> removedAttempts(Collection<RunId> runIds) {
    return reading(() -> queries.removedAttempts(runIds));
  }

  @Override
  public Stream<RunHistory> histories(String experimentId) {
    return reading(() -> queries.histories(experimentId));
  }

  @Override
  public Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    return reading(() -> queries.findHistories(runIds));
  }

  @Override
  public CompletableFuture<Void> merge(RunHistory history) {
    beginWrite();
    return submissions.merge(history, config.clock().instant());
  }

  @Override
  public void mergeStream(StreamKey stream, long offset, byte[] bytes) {
    beginWrite();
    submissions.put(stream, offset, bytes);
  }

  @Override
  public List<StoredDocument> documents() {
    return reading(documents::all);
  }

  @Override
  public void mergeDocument(StoredDocument document) {
    beginWrite();
    putDocument(document);
  }

  @Override
  public VerifyReport verify(String experimentId, boolean deep) {
    return reading(
        () -> new Verifier(layout, segmentFiles, streamFiles, fences, experimentId, deep).verify());
  }

  @Override
  public GarbageReport collectGarbage(GarbagePolicy policy, boolean dryRun) {
    if (dryRun) {
      return reading(() -> collector(policy, true).collect());
    }
    beginWrite();
    Claim claim =
        tryClaim(GarbageCollector.CLAIM, 0)
            .orElseThrow(
                () ->
                    new MetalabException(
                        ErrorCode.STORE_UNUSABLE,
                        "Another process collects the garbage of the store %s just now. Nothing needs to be done; or try again later."
                            .formatted(layout.root())));
    try {
      return reading(() -> collector(policy, false).collect());
    } finally {
      claim.close();
    }
  }

  private GarbageCollector collector(GarbagePolicy policy, boolean dryRun) {
    return new GarbageCollector(layout, queries, documents, config.clock(), policy, dryRun);
  }

  /**
   * Packs the small segments of writers that are gone into larger files; a writer does so by itself
   * when there are many. Safe to call, and to interrupt by any means, at any time.
   *
   * @return how many files went; 0 while another process is at it
   */
  public int compact() {
    access.checkWritable();
    return reading(() -> maintenance.compact(1));
  }

  @Override
  public synchronized void close() {
    if (!access.close()) {
      return;
    }
    maintenance.close();
    try {
      claims.close();
    } finally {
      try {
        submissions.close();
      } finally {
        artifacts.close();
      }
    }
  }
}
