package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toMap;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A minimal store in memory, for tests of what works with a store: operations, captures, executors,
 * commands.
 *
 * <p>It passes {@link StoreContract} and claims nothing more: it has no claims and no verification,
 * it forgets everything when it is dropped, and it looks through lists, so that a test should keep
 * to some thousand runs. Safe for use by many threads. A test that needs a store to fail, wait or
 * count overrides the method it is about and calls {@code super}.
 *
 * <p>Records of one run are ordered as every store does: a success first, else the last attempt.
 */
public class InMemoryStore implements Store, AnnotationStore {
  private final Map<RunId, List<RunRecord>> runs = new LinkedHashMap<>();
  private final Map<RunId, Integer> removed = new LinkedHashMap<>();
  private final Map<String, byte[]> artifacts = new LinkedHashMap<>();
  private final Map<StreamKey, ByteArrayOutputStream> streams = new LinkedHashMap<>();
  private final Map<String, StoredDocument> documents = new LinkedHashMap<>();
  private boolean closed;

  @Override
  public String locator() {
    return "in-memory:";
  }

  @Override
  public synchronized CompletableFuture<Void> putRunRecord(RunRecord record) {
    requireOpen();
    List<RunRecord> attempts = runs.computeIfAbsent(record.runId(), id -> new ArrayList<>());
    boolean known =
        record.status().isFinished()
            ? attempts.contains(record)
            : attempts.stream().anyMatch(other -> other.attempt() == record.attempt());
    if (!known) {
      attempts.removeIf(
          other -> other.attempt() == record.attempt() && !other.status().isFinished());
      attempts.add(record);
    }
    return CompletableFuture.completedFuture(null);
  }

  /** Returns the attempts at a run, the effective record first. */
  List<RunRecord> ordered(List<RunRecord> attempts) {
    List<RunRecord> rest = new ArrayList<>(attempts);
    rest.sort(
        comparingInt(RunRecord::attempt)
            .thenComparing(record -> record.status() != RunStatus.LOST)
            .thenComparing(RunRecord::toString));
    Optional<RunRecord> success =
        rest.stream().filter(record -> record.status() == RunStatus.SUCCESS).findFirst();
    RunRecord effective = success.orElseGet(() -> rest.get(rest.size() - 1));
    rest.remove(effective);
    rest.add(0, effective);
    return rest;
  }

  @Override
  public synchronized Map<RunId, StoredRun> findRuns(Collection<RunId> ids) {
    requireOpen();
    return ids.stream()
        .filter(runs::containsKey)
        .collect(toMap(id -> id, id -> storedRun(attempts(id)), (a, b) -> a, LinkedHashMap::new));
  }

  private static StoredRun storedRun(List<RunRecord> attempts) {
    RunRecord effective = attempts.get(0);
    int highest = attempts.stream().mapToInt(RunRecord::attempt).max().orElseThrow();
    return new StoredRun(effective.status(), highest, effective.provenance().codeDigest());
  }

  @Override
  public synchronized Map<String, RunId> findComputations(Collection<String> computations) {
    return effective()
        .filter(record -> record.status() == RunStatus.SUCCESS)
        .filter(record -> computations.contains(record.computation()))
        .collect(toMap(RunRecord::computation, RunRecord::runId, (a, b) -> a, LinkedHashMap::new));
  }

  @Override
  public synchronized Optional<RunRecord> findRunRecord(RunId runId) {
    return attempts(runId).stream().findFirst();
  }

  @Override
  public synchronized List<RunRecord> attempts(RunId runId) {
    requireOpen();
    List<RunRecord> attempts = runs.get(runId);
    return attempts == null ? List.of() : List.copyOf(ordered(attempts));
  }

  @Override
  public synchronized List<RunId> findByPrefix(String hexPrefix, int limit) {
    requireOpen();
    return runs.keySet().stream()
        .filter(id -> id.hex().startsWith(hexPrefix))
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Stream<RunRecord> runRecords(String experimentId) {
    return effective()
        .filter(record -> experimentId.isEmpty() || record.experimentId().equals(experimentId))
        .toList()
        .stream();
  }

  private Stream<RunRecord> effective() {
    requireOpen();
    return runs.values().stream().map(attempts -> ordered(attempts).get(0));
  }

  @Override
  public synchronized List<StudyCount> counts() {
    return StudyCount.of(effective());
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    requireOpen();
    byte[] bytes = content.readAllBytes();
    String sha256 = Digests.sha256(bytes);
    synchronized (this) {
      artifacts.put(sha256, bytes);
    }
    return draft.descriptor(sha256, bytes.length);
  }

  @Override
  public synchronized InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    byte[] bytes = artifacts.get(artifact.sha256());
    if (bytes == null) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND, "There is no artifact %s.".formatted(artifact.sha256()));
    }
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public synchronized void append(StreamKey stream, byte[] bytes) {
    requireOpen();
    streams.computeIfAbsent(stream, key -> new ByteArrayOutputStream()).writeBytes(bytes);
  }

  @Override
  public synchronized byte[] read(StreamKey stream, long offset, int maxBytes) {
    requireOpen();
    ByteArrayOutputStream held = streams.get(stream);
    byte[] all = held == null ? new byte[0] : held.toByteArray();
    int from = (int) Math.min(offset, all.length);
    return Arrays.copyOfRange(all, from, (int) Math.min((long) from + maxBytes, all.length));
  }

  @Override
  public synchronized String putDocument(String kind, String text) {
    requireOpen();
    String sha256 = Digests.sha256(text.getBytes(UTF_8));
    documents.putIfAbsent(sha256, new StoredDocument(kind, sha256, Instant.EPOCH, text));
    return sha256;
  }

  @Override
  public synchronized Optional<String> findDocument(String sha256) {
    return Optional.ofNullable(documents.get(sha256)).map(StoredDocument::text);
  }

  @Override
  public synchronized List<StoredDocument> documents(String kind) {
    requireOpen();
    return documents.values().stream().filter(found -> found.kind().equals(kind)).toList();
  }

  @Override
  public synchronized StoreInfo info() {
    long size = artifacts.values().stream().mapToLong(bytes -> bytes.length).sum();
    return new StoreInfo("in-memory", locator(), 1, runs.size(), size, Map.of());
  }

  @Override
  public synchronized void tag(RunId runId, List<String> add, List<String> drop) {
    replaceAll(
        runId,
        record -> {
          LinkedHashSet<String> tags = new LinkedHashSet<>(record.tags());
          tags.addAll(add);
          drop.forEach(tags::remove);
          return record.toBuilder().tags(List.copyOf(tags)).build();
        });
  }

  @Override
  public synchronized void note(RunId runId, String text) {
    replaceAll(
        runId,
        record -> {
          List<String> notes = new ArrayList<>(record.notes());
          notes.add(text);
          return record.toBuilder().notes(notes).build();
        });
  }

  @Override
  public synchronized void putDerived(RunId runId, Map<String, Object> derived) {
    replaceAll(
        runId,
        record -> {
          Map<String, Object> all = new LinkedHashMap<>(record.derived());
          all.putAll(derived);
          return record.toBuilder().derived(all).build();
        });
  }

  private void replaceAll(RunId runId, UnaryOperator<RunRecord> change) {
    present(runId).replaceAll(change);
  }

  private List<RunRecord> present(RunId runId) {
    List<RunRecord> attempts = runs.get(runId);
    if (attempts == null) {
      throw new MetalabException(ErrorCode.NOT_FOUND, "There is no run %s.".formatted(runId));
    }
    return attempts;
  }

  @Override
  public synchronized void remove(RunId runId) {
    List<RunRecord> attempts = present(runId);
    int last =
        attempts.stream()
            .filter(record -> record.status().isFinished())
            .mapToInt(RunRecord::attempt)
            .max()
            .orElse(0);
    if (last > 0) {
      removed.merge(runId, last, Math::max);
      attempts.removeIf(record -> record.attempt() <= last);
    }
    if (attempts.isEmpty()) {
      runs.remove(runId);
    }
  }

  @Override
  public synchronized Map<RunId, Integer> removedAttempts(Collection<RunId> runIds) {
    Map<RunId, Integer> found = new LinkedHashMap<>(removed);
    found.keySet().retainAll(runIds);
    return found;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new MetalabException(ErrorCode.STORE_UNUSABLE, "The store is closed.");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
