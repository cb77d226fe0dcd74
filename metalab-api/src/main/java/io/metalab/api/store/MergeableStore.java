package io.metalab.api.store;

import io.metalab.api.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The ability to hand out all that a store knows of its runs, and to take in what other stores
 * know, so that stores are copied and merged without loss.
 *
 * <p>Merging is a union: taking in what is there already changes nothing, and the order in which
 * histories come makes no difference to what is shown afterwards. An attempt that a removal covers,
 * be it one of this store or of the history, does not show. A store without this ability is copied
 * as far as {@link Store} and {@link AnnotationStore} reach: its removals, and when annotations
 * were made, stay behind.
 */
public interface MergeableStore {
  /**
   * Returns what is known of each run, also of those that were removed, in the order in which the
   * runs were first stored; read lazily, to be closed.
   *
   * @param experimentId {@code name:version}, or empty for all experiments
   */
  Stream<RunHistory> histories(String experimentId);

  /** Returns what is known of these runs, of each run that anything is known of. */
  Map<RunId, RunHistory> findHistories(Collection<RunId> runIds);

  /**
   * Takes in what another store knows of a run. Its artifacts, log and series come first, like
   * those of a record that is put.
   *
   * @return completes once it is durable, or exceptionally like {@link Store#putRunRecord}
   */
  CompletableFuture<Void> merge(RunHistory history);

  /**
   * Takes in a part of a stream of another store; readable at once, durable when a history of the
   * run is.
   *
   * @param offset where in the stream the bytes belong; all before them is there already
   * @param bytes as {@link Store#append} takes them, but they may end within a line
   */
  void mergeStream(StreamKey stream, long offset, byte[] bytes);

  /** Returns the documents of every kind, in the order in which they were first put. */
  List<StoredDocument> documents();

  /**
   * Takes in a document with the time at which it was put elsewhere; of several times the first
   * counts. Durable on return.
   */
  void mergeDocument(StoredDocument document);
}
