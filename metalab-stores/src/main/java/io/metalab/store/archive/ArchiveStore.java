package io.metalab.store.archive;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunEdit;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import io.metalab.api.store.VerifiableStore;
import io.metalab.core.codec.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An archive as a store to read. Whatever is read has been checked against its digest; every method
 * that would change something fails with {@code STORE_UNUSABLE}. Safe for use by many threads.
 */
public final class ArchiveStore implements Store, MergeableStore, VerifiableStore {
  private final Path file;
  private final ArchiveInput input;
  private final ArchiveStreams streams;
  private @Nullable ArchiveRuns runs;
  private @Nullable List<StoredDocument> documents;
  private volatile boolean closed;

  private ArchiveStore(Path file, ArchiveInput input) {
    this.file = file;
    this.input = input;
    this.streams = new ArchiveStreams(input);
  }

  /**
   * Opens an archive.
   *
   * @throws MetalabException with {@code NOT_FOUND}, {@code STORE_UNUSABLE}, {@code STORE_CORRUPT}
   *     or {@code STORE_NEWER}
   */
  public static ArchiveStore open(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return new ArchiveStore(absolute, ArchiveInput.open(absolute));
  }

  static MetalabException readOnly(Path file) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The archive %s is only read. Take it into a store with 'metalab import', and write there."
            .formatted(file));
  }

  private void checkOpen() {
    if (closed) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE, "The archive %s is closed. Open it again.".formatted(file));
    }
  }

  private synchronized ArchiveRuns runs() {
    checkOpen();
    ArchiveRuns known = runs;
    if (known == null) {
      known = new ArchiveRuns(input);
      runs = known;
    }
    return known;
  }

  @Override
  public String locator() {
    return "zip:" + file;
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    for (RunId id : ids) {
      runs().find(id).flatMap(ArchiveRuns.Place::stored).ifPresent(run -> found.put(id, run));
    }
    return found;
  }

  @Override
  public Map<String, RunId> findComputations(Collection<String> computations) {
    Set<String> wanted = new HashSet<>(computations);
    Map<String, RunId> found = new LinkedHashMap<>();
    try (Stream<RunRecord> records = runRecords("")) {
      records
          .filter(record -> record.status() == RunStatus.SUCCESS)
          .filter(record -> wanted.contains(record.computation()))
          .forEachOrdered(record -> found.putIfAbsent(record.computation(), record.runId()));
    }
    return found;
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    return attempts(runId).stream().findFirst();
  }

  @Override
  public List<RunRecord> attempts(RunId runId) {
    return runs().find(runId).map(runs()::history).map(ArchiveStore::shown).orElse(List.of());
  }

  private static List<RunRecord> shown(RunHistory history) {
    List<Annotation> annotations = history.edits().stream().map(RunEdit::annotation).toList();
    return history.attempts().stream()
        .map(record -> Annotation.apply(record, annotations))
        .toList();
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    return places()
        .map(ArchiveRuns.Place::runId)
        .filter(id -> id.hex().startsWith(hexPrefix))
        .sorted()
        .limit(limit)
        .toList();
  }

  private Stream<ArchiveRuns.Place> places() {
    return StreamSupport.stream(runs().all().spliterator(), false)
        .filter(place -> place.stored().isPresent());
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    return histories(experimentId).flatMap(history -> shown(history).stream().limit(1));
  }

  @Override
  public List<StudyCount> counts() {
    return ArchiveCounts.of(places());
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    checkOpen();
    String name = Entries.artifact(artifact.sha256());
    if (!input.sums().containsKey(name)) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The artifact %s (%s) is not in the archive %s."
              .formatted(artifact.name(), artifact.sha256(), file));
    }
    return input.open(name);
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    return streams.read(runs().pieces(stream), offset, maxBytes);
  }

  @Override
  public synchronized List<StoredDocument> documents() {
    checkOpen();
    List<StoredDocument> known = documents;
    if (known == null) {
      known = new ArrayList<>();
      for (byte[] line : ArchiveRuns.lines(input.read(Entries.DOCUMENTS))) {
        Map<String, @Nullable Object> fields = JsonTree.readObject(line, 0, line.length);
        known.add(
            new StoredDocument(
                String.valueOf(fields.get("kind")),
                String.valueOf(fields.get("doc")),
                Instant.parse(String.valueOf(fields.get("stored"))),
                String.valueOf(fields.get("text"))));
      }
      documents = known;
    }
    return List.copyOf(known);
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    return documents().stream()
        .filter(document -> document.sha256().equals(sha256))
        .map(StoredDocument::text)
        .findFirst();
  }

  @Override
  public List<StoredDocument> documents(String kind) {
    return documents().stream().filter(document -> document.kind().equals(kind)).toList();
  }

  @Override
  public StoreInfo info() {
    checkOpen();
    try {
      byte[] text = input.read(Entries.SUMMARY);
      Map<String, Object> details = new LinkedHashMap<>();
      JsonTree.readObject(text, 0, text.length)
          .forEach((key, value) -> details.put(key, String.valueOf(value)));
      details.keySet().removeAll(List.of("program", "format", "runs"));
      details.put("sha256", input.seal().list());
      return new StoreInfo(
          "zip", locator(), input.seal().format(), places().count(), Files.size(file), details);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private MetalabException unreadable(IOException e) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The archive %s cannot be read (%s).".formatted(file, e.getMessage()),
        e);
  }

  @Override
  public Stream<RunHistory> histories(String experimentId) {
    return runs().histories(experimentId);
  }

  @Override
  public Map<RunId, RunHistory> findHistories(Collection<RunId> runIds) {
    Map<RunId, RunHistory> found = new LinkedHashMap<>();
    for (RunId id : runIds) {
      runs().find(id).ifPresent(place -> found.put(id, runs().history(place)));
    }
    return found;
  }

  @Override
  public VerifyReport verify(String experimentId, boolean deep) {
    checkOpen();
    try {
      return new ArchiveVerifier(input).verify(experimentId, deep);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    throw readOnly(file);
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content) {
    throw readOnly(file);
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    throw readOnly(file);
  }

  @Override
  public String putDocument(String kind, String text) {
    throw readOnly(file);
  }

  @Override
  public CompletableFuture<Void> merge(RunHistory history) {
    throw readOnly(file);
  }

  @Override
  public void mergeStream(StreamKey stream, long offset, byte[] bytes) {
    throw readOnly(file);
  }

  @Override
  public void mergeDocument(StoredDocument document) {
    throw readOnly(file);
  }

  @Override
  public void close() {
    closed = true;
    try {
      input.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
