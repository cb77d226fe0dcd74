package io.metalab.api.store;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Keeps records, artifacts, logs, series and documents; safe for use by many threads and, where it
 * says so, by many processes.
 *
 * <p>The contract, tested by {@code StoreContract}:
 *
 * <ul>
 *   <li>What has been acknowledged survives the death of this process at any instant, and (where
 *       the store promises durability) of the machine.
 *   <li>Each run has one <em>effective</em> record: a success if there is one, of several the one
 *       with the lowest attempt number, else the attempt with the highest number, a finished record
 *       of it before a running one; among equals one that the records alone decide. The others are
 *       superseded. The choice does not depend on the order in which records came or stores were
 *       merged.
 *   <li>Artifacts, log and series of a run are durable before the record that names them is
 *       acknowledged.
 *   <li>A failed write is an error of the call, with {@code STORE_UNUSABLE}; nothing is dropped in
 *       silence.
 * </ul>
 *
 * <p>Unless said otherwise, methods throw {@link io.metalab.api.MetalabException} with {@code
 * STORE_UNUSABLE} when the backend fails and {@code STORE_CORRUPT} when what it holds fails its
 * checks. Further abilities are the interfaces {@link ClaimStore}, {@link AnnotationStore}, {@link
 * ChangeStore}, {@link BulkLookupStore}, {@link RecordLookupStore}, {@link MergeableStore}, {@link
 * MaintainableStore}, {@link VerifiableStore}, {@link CollectableStore} and {@link StateStore}.
 */
public interface Store extends AutoCloseable {
  /** Returns the URI or path that opens this store again. */
  String locator();

  /**
   * Hands a record over; blocks while too many are unacknowledged.
   *
   * <p>A record with status RUNNING makes the attempt visible and need not become durable. Putting
   * the same finished record twice keeps it once.
   *
   * @return completes once the record is durable, or exceptionally: with {@code STORE_UNUSABLE} if
   *     it could not be written, with {@code LEASE_LOST} if another controller has taken over from
   *     this writer
   */
  CompletableFuture<Void> putRunRecord(RunRecord record);

  /**
   * Returns what is known of each of the ids, in one look-up; ids that are not stored or were
   * removed are absent from the result.
   */
  Map<RunId, StoredRun> findRuns(Collection<RunId> ids);

  /**
   * Returns the ids of successful runs whose {@link RunRecord#computation()} is one of these, by
   * computation; of several runs with one computation, any.
   */
  Map<String, RunId> findComputations(Collection<String> computations);

  /** Returns the effective record of a run. */
  Optional<RunRecord> findRunRecord(RunId runId);

  /**
   * Returns all attempts at a run, the effective record first, then the superseded ones by attempt.
   */
  List<RunRecord> attempts(RunId runId);

  /**
   * Returns up to {@code limit} ids of stored runs that start with these hex digits, in ascending
   * order.
   */
  List<RunId> findByPrefix(String hexPrefix, int limit);

  /**
   * Returns the effective records in the order in which their runs were first stored; read lazily,
   * to be closed.
   *
   * @param experimentId {@code name:version}, or empty for all experiments
   */
  Stream<RunRecord> runRecords(String experimentId);

  /** Returns how many effective records there are of each experiment and status. */
  List<StudyCount> counts();

  /**
   * Stores an artifact's bytes under their digest; bytes that are there already are not stored
   * again.
   *
   * <p>The bytes are durable when the next record of this store is acknowledged.
   *
   * @param content is read once and closed by the caller
   * @return the descriptor, to be named in the run's record
   * @throws IOException if the content cannot be read; nothing of it is kept
   */
  ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content) throws IOException;

  /**
   * Opens an artifact's bytes.
   *
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} if the store does not hold them
   * @throws IOException if they cannot be read
   */
  InputStream openArtifact(ArtifactDescriptor artifact) throws IOException;

  /**
   * Appends to a stream of an attempt; readable at once, durable when the attempt's record is
   * acknowledged.
   *
   * @param bytes UTF-8 text of whole lines, each ending with a line feed
   */
  void append(StreamKey stream, byte[] bytes);

  /**
   * Reads from a stream of an attempt.
   *
   * @param offset in bytes from its start
   * @param maxBytes the most to return
   * @return the bytes there are, none at the end or if there is no such stream
   */
  byte[] read(StreamKey stream, long offset, int maxBytes);

  /**
   * Keeps a document, such as an experiment's manifest or a context's canonical text, under its
   * digest.
   *
   * <p>Durable when this returns.
   *
   * @param kind such as {@code experiment} or {@code context}
   * @return the SHA-256 of the text
   */
  String putDocument(String kind, String text);

  /** Returns the text of a document. */
  Optional<String> findDocument(String sha256);

  /** Returns the documents of a kind, in the order in which they were first put. */
  List<StoredDocument> documents(String kind);

  /** Returns what this store is and holds, for people. */
  StoreInfo info();

  /**
   * Makes everything handed over durable and releases what the store holds; calling it again
   * changes nothing.
   */
  @Override
  void close();
}
