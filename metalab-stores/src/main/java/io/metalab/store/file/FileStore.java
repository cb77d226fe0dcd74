package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.MaintainableStore;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredState;
import io.metalab.api.store.StreamKey;
import io.metalab.store.References;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Keeps everything in files below {@code .metalab} of a directory: the journal.
 *
 * <p>Safe for use by many threads, and by many processes at once on a local file system. What the
 * files hold is written down in this package's description.
 */
public final class FileStore extends FileStoreReader
    implements ClaimStore, MaintainableStore, CollectableStore, StateStore {
  private final Claims claims;
  private final Maintenance maintenance;
  private final RunEdits edits;
  private final StateFiles states;

  private FileStore(Layout layout, FileStoreConfig config) {
    super(layout, config);
    this.claims = new Claims(layout, config, sessions, leases, fences);
    this.maintenance = new Maintenance(layout, config, claims, fences, segmentFiles, streamFiles);
    this.edits = new RunEdits(layout, config.clock(), access, queries, submissions);
    this.states = new StateFiles(this, layout, submissions);
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

  private void beginWrite() {
    access.checkWritable();
    maintenance.start();
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    beginWrite();
    return states.endWith(record, submissions.put(record));
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    beginWrite();
    return artifacts.put(draft, content);
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    beginWrite();
    submissions.append(stream, bytes);
  }

  @Override
  public String putDocument(String kind, String text) {
    beginWrite();
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    putDocument(new StoredDocument(kind, sha256, config.clock().instant(), text));
    return sha256;
  }

  private void putDocument(StoredDocument document) {
    if (!reading(() -> documents.holds(document))) {
      submissions.putDocument(document);
    }
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
    states.removed(runId);
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
  public void mergeDocument(StoredDocument document) {
    beginWrite();
    putDocument(document);
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
    return new GarbageCollector(layout, this::addReferences, config.clock(), policy, dryRun);
  }

  private void addReferences(References references, boolean everyAttempt) throws IOException {
    try (Stream<RunRecord> records = queries.runRecords("", everyAttempt).stream()) {
      records.forEachOrdered(references::add);
    }
    for (StoredDocument context : documents.ofKind("context")) {
      references.addContents(context.text());
    }
  }

  @Override
  public void putState(StateKey key, byte[] bytes) {
    beginWrite();
    states.put(key, bytes);
  }

  @Override
  public Optional<SavedState> findState(RunId runId, String name) {
    access.checkOpen();
    return states.find(runId, name);
  }

  @Override
  public List<StoredState> states(RunId runId) {
    access.checkOpen();
    return states.of(runId);
  }

  @Override
  public List<StoredState> states() {
    access.checkOpen();
    return states.all();
  }

  @Override
  public List<StoredState> collectStates(boolean dryRun) {
    if (!dryRun) {
      beginWrite();
    }
    return states.collect(dryRun);
  }

  /**
   * Packs the small segments of writers that are gone into larger files; a writer does so by itself
   * when there are many. Safe to call, and to interrupt by any means, at any time.
   *
   * @return how many files went; 0 while another process is at it
   */
  @Override
  public int compact() {
    access.checkWritable();
    return reading(() -> maintenance.compact(1));
  }

  @Override
  public int rebuildIndex() {
    access.checkWritable();
    return reading(
        () -> {
          for (String sidecar : Disk.names(layout.index())) {
            Files.deleteIfExists(layout.index().resolve(sidecar));
          }
          new Catalog(layout, segmentFiles, fences, false).refresh();
          return Disk.names(layout.index()).size();
        });
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
