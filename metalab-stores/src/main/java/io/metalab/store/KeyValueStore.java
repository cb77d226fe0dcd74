package io.metalab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store over four maps of a backend, the shortest way to a store of one's own: a subclass opens
 * the maps, makes them durable and closes them; what else a store answers is here.
 *
 * <p>One thread of the store uses the maps, so a backend need not be safe for several, and an
 * interrupted caller does not reach it. Each record is made durable by itself. Runs are looked
 * through one by one, and a run, an artifact and a stream are each read and written whole: fit for
 * some ten thousand runs. Safe for use by many threads, of one process.
 */
public abstract class KeyValueStore implements Store {
  private static final int FORMAT = 1;

  private final KeyValues values;
  private final InstantSource clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "metalab-store");
            created.setDaemon(true);
            return created;
          });

  /**
   * Creates a store.
   *
   * @param runs runs by id
   * @param documents documents by kind and digest
   * @param artifacts artifacts by digest
   * @param streams logs and series by name
   */
  protected KeyValueStore(
      Map<String, String> runs,
      Map<String, String> documents,
      Map<String, byte[]> artifacts,
      Map<String, byte[]> streams) {
    this.values = new KeyValues(runs, documents, artifacts, streams);
    this.clock = InstantSource.system();
  }

  /** Makes durable what the maps hold; an exception fails the call that needs it. */
  protected abstract void save();

  /** Returns the bytes that the backend takes up, or -1 if unknown. */
  protected abstract long sizeBytes();

  /** Closes the backend; called once, after the last use of the maps. */
  protected abstract void release();

  private <T> T work(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, thread).join();
    } catch (RejectedExecutionException e) {
      throw unusable("it is closed", e);
    } catch (CompletionException e) {
      throw unusable(String.valueOf(e.getCause()), e);
    }
  }

  private MetalabException unusable(String why, Exception cause) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s cannot be used: %s.".formatted(locator(), why),
        cause);
  }

  private static String name(StreamKey stream) {
    return "%s %d %s".formatted(stream.runId(), stream.attempt(), stream.kind());
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    if (record.isDraft()) {
      throw new IllegalArgumentException("A draft has no run id to be stored under.");
    }
    work(
        () -> {
          values.put(record);
          save();
          return true;
        });
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    Map<RunId, StoredRun> found = new LinkedHashMap<>();
    for (RunId id : ids) {
      List<RunRecord> attempts = attempts(id);
      if (!attempts.isEmpty()) {
        RunRecord effective = attempts.get(0);
        int highest = attempts.stream().mapToInt(RunRecord::attempt).max().orElse(0);
        String code = effective.provenance().codeDigest();
        found.put(id, new StoredRun(effective.status(), highest, code));
      }
    }
    return found;
  }

  @Override
  public Map<String, RunId> findComputations(Collection<String> computations) {
    Map<String, RunId> found = new LinkedHashMap<>();
    runRecords("")
        .filter(run -> run.status() == RunStatus.SUCCESS)
        .filter(run -> computations.contains(run.computation()))
        .forEachOrdered(run -> found.putIfAbsent(run.computation(), run.runId()));
    return found;
  }

  @Override
  public Optional<RunRecord> findRunRecord(RunId runId) {
    return attempts(runId).stream().findFirst();
  }

  @Override
  public List<RunRecord> attempts(RunId runId) {
    return work(() -> values.attempts(runId.hex()));
  }

  @Override
  public List<RunId> findByPrefix(String hexPrefix, int limit) {
    return work(values::runIds).stream()
        .filter(hex -> hex.startsWith(hexPrefix))
        .sorted()
        .limit(limit)
        .map(RunId::new)
        .toList();
  }

  @Override
  public Stream<RunRecord> runRecords(String experimentId) {
    return work(values::runIds).stream()
        .flatMap(hex -> findRunRecord(new RunId(hex)).stream())
        .filter(run -> experimentId.isEmpty() || run.experimentId().equals(experimentId));
  }

  @Override
  public List<StudyCount> counts() {
    return StudyCount.of(runRecords(""));
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    byte[] bytes = content.readAllBytes();
    String sha256 = Hashing.sha256().hashBytes(bytes).toString();
    work(
        () -> {
          values.artifacts().putIfAbsent(sha256, bytes);
          return true;
        });
    return draft.descriptor(sha256, bytes.length);
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) {
    Optional<byte[]> bytes =
        work(() -> Optional.ofNullable(values.artifacts().get(artifact.sha256())));
    return new ByteArrayInputStream(
        bytes.orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.NOT_FOUND,
                    "The artifact %s (%s) is not in the store %s."
                        .formatted(artifact.name(), artifact.sha256(), locator()))));
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    work(
        () -> {
          values.append(name(stream), bytes);
          return true;
        });
  }

  @Override
  public byte[] read(StreamKey stream, long offset, int maxBytes) {
    byte[] all = work(() -> values.streams().getOrDefault(name(stream), new byte[0]));
    int from = (int) Math.min(all.length, offset);
    return Arrays.copyOfRange(all, from, (int) Math.min(all.length, (long) from + maxBytes));
  }

  @Override
  public String putDocument(String kind, String text) {
    String sha256 = Hashing.sha256().hashString(text, UTF_8).toString();
    StoredDocument document = new StoredDocument(kind, sha256, clock.instant(), text);
    work(
        () -> {
          values.put(document);
          save();
          return true;
        });
    return sha256;
  }

  @Override
  public Optional<String> findDocument(String sha256) {
    return work(values::allDocuments).stream()
        .filter(document -> document.sha256().equals(sha256))
        .map(StoredDocument::text)
        .findFirst();
  }

  @Override
  public List<StoredDocument> documents(String kind) {
    return work(values::allDocuments).stream().filter(one -> one.kind().equals(kind)).toList();
  }

  @Override
  public StoreInfo info() {
    int runs = work(values::runIds).size();
    String kind = locator().substring(0, locator().indexOf(':'));
    return new StoreInfo(kind, locator(), FORMAT, runs, work(this::sizeBytes), Map.of());
  }

  @Override
  public synchronized void close() {
    if (!thread.isShutdown()) {
      work(
          () -> {
            save();
            release();
            return true;
          });
      thread.shutdown();
    }
  }
}
